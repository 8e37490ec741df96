"""Which place an address names."""

from pathlib import Path

from bot.backup.place import Place
from bot.backup.postgres import Postgres
from bot.backup.sqlite import Sqlite
from bot.storage.databases import normalise


class OtherKind(Exception):
    """The backup is of another kind of database than HUYING_DATABASE_URL names."""


def place_of(address: str) -> Place:
    """Return the place of an address."""
    url = normalise(address)
    return Sqlite(Path(url.database or "").expanduser()) if url.drivername == "sqlite" else Postgres(address)
