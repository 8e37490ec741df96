"""A database as a place that is copied out of and into; the one module of backups in which the two kinds differ."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

import sqlalchemy as sa
from alembic import command
from sqlalchemy import Connection

from bot.backup.facts import NothingThere, count_rows, files_named, read_facts, tables_of
from bot.backup.manifest import BLOCK, BrokenBackup, Facts, Manifest, flush_to_disk
from bot.storage.databases import BUSY_MS, make_engine, normalise
from bot.storage.migrate import config_for, migrate, refuse_unknown

SQLITE_FILE = "database.db"
TABLES = "tables"


class InUse(Exception):
    """Somebody works with the database: stop the bot (and every other program) before a restore."""


class OtherKind(Exception):
    """The backup is of another kind of database than HUYING_DATABASE_URL names."""


class Place(Protocol):
    """A database that a backup is taken from or brought to."""

    dialect: str

    def copy_out(self, folder: Path) -> tuple[Facts, set[str]]:
        """Copy everything as it stands at one moment; return what it is and the media files it names."""

    def rows(self) -> int:
        """Return how many rows stand there now."""

    def fill(self, folder: Path, manifest: Manifest) -> str:
        """Bring a backup there, with today's schema; return the address under which the rest is done."""

    def settle(self) -> None:
        """Let what was filled be the database from now on."""


def place_of(address: str) -> Place:
    """Return the place of an address."""
    url = normalise(address)
    return Sqlite(Path(url.database or "").expanduser()) if url.drivername == "sqlite" else Postgres(address)


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
        with closing(sqlite3.connect(_uri(self._file, "rw"), uri=True, isolation_level=None)) as raw:
            raw.execute(f"PRAGMA busy_timeout={BUSY_MS}")
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
        address = f"sqlite:///{self._fresh}"
        engine = make_engine(address)
        migrate(engine)
        engine.dispose()
        return address

    def settle(self) -> None:
        """Put the new file in the place of the present one, which is gone then."""
        self._refuse_if_used()
        with closing(sqlite3.connect(self._fresh)) as raw:
            raw.execute("PRAGMA journal_mode=DELETE")
        flush_to_disk(self._fresh)
        self._fresh.replace(self._file)

    def _refuse_if_used(self) -> None:
        """Leave the write-ahead log for a moment: SQLite lets nobody do that while others have the file open."""
        if not self._file.exists():
            return
        with closing(sqlite3.connect(_uri(self._file, "rw"), uri=True, isolation_level=None)) as raw:
            try:
                raw.execute("PRAGMA journal_mode=DELETE")
            except sqlite3.OperationalError:
                raise InUse(f"{self._file}: {InUse.__doc__}") from None


class Postgres:
    """One database of a server; copied table by table in one transaction."""

    dialect = "postgresql"

    def __init__(self, address: str) -> None:
        self._address = address

    def copy_out(self, folder: Path) -> tuple[Facts, set[str]]:
        """Write each table as COPY gives it, all of the same moment."""
        (folder / TABLES).mkdir()
        with self._snapshot() as connection:
            facts, files = read_facts(connection), files_named(connection)
            for table in tables_of(connection):
                _copy_table_out(connection, table, _file_of(folder, table.name))
            facts.sequences.update(_sequences(connection))
        return facts, files

    def rows(self) -> int:
        """Return how many rows the database has."""
        with self._snapshot() as connection:
            return sum(count_rows(connection).values())

    def fill(self, folder: Path, manifest: Manifest) -> str:
        """Replace everything in one transaction, so that a failure leaves what was there."""
        engine = make_engine(self._address)
        try:
            with engine.begin() as connection:
                _refuse_if_used(connection)
                refuse_unknown(config_for(connection), manifest.facts.schema)
                _drop_all(connection)
                command.upgrade(config_for(connection), manifest.facts.schema)
                for table in tables_of(connection):
                    _copy_table_in(connection, table, _file_of(folder, table.name))
                _set_sequences(connection, manifest.facts.sequences)
                compare(count_rows(connection), manifest)
                command.upgrade(config_for(connection), "head")
        finally:
            engine.dispose()
        return self._address

    def settle(self) -> None:
        """Do nothing more: what was committed is the database."""

    @contextmanager
    def _snapshot(self) -> Iterator[Connection]:
        engine = make_engine(self._address)
        options: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        try:
            with engine.connect().execution_options(**options) as connection:
                yield connection
        finally:
            engine.dispose()


def compare(counts: dict[str, int], manifest: Manifest) -> None:
    """Hold what was restored to the manifest.

    Raises:
        BrokenBackup: a table has more or fewer rows.
    """
    for name in manifest.facts.counts.keys() | counts.keys():
        there, told = counts.get(name), manifest.facts.counts.get(name)
        if there != told:
            raise BrokenBackup(f"The table {name} has {there} rows where the manifest says {told}.")


# -- SQLite -------------------------------------------------------------------------------------


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


# -- PostgreSQL ---------------------------------------------------------------------------------


def _file_of(folder: Path, table: str) -> Path:
    return folder / TABLES / f"{table}.copy"


def _columns(connection: Connection, table: sa.Table) -> str:
    quoted = connection.dialect.identifier_preparer.quote
    return f"{quoted(table.name)} ({', '.join(quoted(column.name) for column in table.columns)})"


def _copy_table_out(connection: Connection, table: sa.Table, file: Path) -> None:
    driver: Any = connection.connection.driver_connection
    with file.open("wb") as out, driver.cursor().copy(f"COPY {_columns(connection, table)} TO STDOUT") as copy:
        for block in copy:
            out.write(block)
    flush_to_disk(file)


def _copy_table_in(connection: Connection, table: sa.Table, file: Path) -> None:
    driver: Any = connection.connection.driver_connection
    with file.open("rb") as source, driver.cursor().copy(f"COPY {_columns(connection, table)} FROM STDIN") as copy:
        while block := source.read(BLOCK):
            copy.write(block)


def _sequences(connection: Connection) -> dict[str, int]:
    found = connection.execute(sa.text(
        "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = current_schema()"))
    return {name: value for name, value in found if value is not None}


def _set_sequences(connection: Connection, values: dict[str, int]) -> None:
    for name, value in values.items():
        connection.execute(sa.select(sa.func.setval(name, value)))


def _drop_all(connection: Connection) -> None:
    metadata = sa.MetaData()
    metadata.reflect(connection)
    metadata.drop_all(connection)


def _refuse_if_used(connection: Connection) -> None:
    others = connection.scalar(sa.text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
        "AND backend_type = 'client backend'"))
    if others:
        raise InUse(f"{others} other connections: {InUse.__doc__}")
