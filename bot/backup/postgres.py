"""A PostgreSQL database as a place of backups."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from sqlalchemy import Connection

from bot.backup.facts import count_rows, files_named, read_facts, tables_of
from bot.backup.manifest import BLOCK, Facts, Manifest, flush_to_disk
from bot.backup.place import InUse, compare
from bot.storage.databases import make_engine
from bot.storage.migrate import config_for, refuse_unknown

TABLES = "tables"


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

    def give_up(self) -> None:
        """Do nothing more: what failed was taken back."""

    @contextmanager
    def _snapshot(self) -> Iterator[Connection]:
        engine = make_engine(self._address)
        options: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        try:
            with engine.connect().execution_options(**options) as connection:
                yield connection
        finally:
            engine.dispose()


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
