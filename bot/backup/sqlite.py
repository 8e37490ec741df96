"""A SQLite file as a place of backups."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.backup.facts import NothingThere, count_rows, files_named, read_facts
from bot.backup.manifest import Facts, Manifest, flush_to_disk
from bot.backup.place import InUse, compare
from bot.storage.databases import BUSY_MS, make_engine
from bot.storage.migrate import migrate

SQLITE_FILE = "database.db"


class Sqlite:
    """One file; a backup is filled into a file beside it, which takes its place at the very end."""

    dialect = "sqlite"

    def __init__(self, file: Path) -> None:
        self._file = file
        self._fresh = file.with_name(f"{file.name}.restoring")

    def copy_out(self, folder: Path) -> tuple[Facts, set[str]]:
        """Let SQLite write a whole new file, so that no page holds what was deleted; writers go on meanwhile."""
        if not self._file.exists():
            raise NothingThere(NothingThere.__doc__)
        copy = folder / SQLITE_FILE
        where, patience = _uri(self._file, "rw"), BUSY_MS / 1000
        with closing(sqlite3.connect(where, patience, uri=True, isolation_level=None)) as raw:
            raw.execute("VACUUM INTO ?", (str(copy),))
        flush_to_disk(copy)
        with _looking(copy) as connection:
            return read_facts(connection), files_named(connection)

    def rows(self) -> int:
        """Return how many rows the file has."""
        if not self._file.exists():
            return 0
        with _looking(self._file) as connection:
            return sum(count_rows(connection).values())

    def fill(self, folder: Path, manifest: Manifest) -> str:
        """Copy the file beside the present one and bring it to today's schema."""
        self._refuse_if_used()
        self._file.parent.mkdir(parents=True, exist_ok=True)
        _remove(self._fresh)
        shutil.copyfile(folder / SQLITE_FILE, self._fresh)
        self._fresh.chmod(0o600)
        with _looking(self._fresh) as connection:
            compare(count_rows(connection), manifest)
        engine = make_engine(address := f"sqlite:///{self._fresh}")
        try:
            migrate(engine)
        finally:
            engine.dispose()
        return address

    def settle(self) -> None:
        """Put the new file in the place of the present one, which is gone then."""
        self._refuse_if_used()
        with closing(sqlite3.connect(self._fresh)) as raw:
            raw.execute("PRAGMA journal_mode=DELETE")
        flush_to_disk(self._fresh)
        self._fresh.replace(self._file)

    def give_up(self) -> None:
        """Leave the present file as it is."""
        _remove(self._fresh)

    def _refuse_if_used(self) -> None:
        """Leave the write-ahead log for a moment: SQLite lets nobody do that while others have the file open."""
        if not self._file.exists():
            return
        with closing(sqlite3.connect(_uri(self._file, "rw"), uri=True, isolation_level=None)) as raw:
            try:
                raw.execute("PRAGMA journal_mode=DELETE")
            except sqlite3.OperationalError:
                raise InUse(f"{self._file}: {InUse.__doc__}") from None


def _uri(file: Path, mode: str) -> str:
    return f"file:{quote(str(file.resolve()))}?mode={mode}"


@contextmanager
def _looking(file: Path) -> Iterator[Connection]:
    """Read a file without making it one with a write-ahead log."""
    engine = sa.create_engine("sqlite://", creator=lambda: sqlite3.connect(_uri(file, "ro"), uri=True),
                              poolclass=sa.NullPool, hide_parameters=True)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def _remove(file: Path) -> None:
    for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
        file.with_name(name).unlink(missing_ok=True)
