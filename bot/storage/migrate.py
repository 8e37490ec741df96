"""Bring a database to the schema of this program, and never touch a newer one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, func, select, text

import migrations

LOCK = 0x487579696E67
"""The advisory lock of whoever changes what all replicas stand on; any number that nobody else takes."""


class NewerDatabase(Exception):
    """The database was made by a newer Huying: install that version, or restore an older backup."""


class BrokenReferences(Exception):
    """Rows of the database refer to rows that are not there, so its schema was not changed: restore a backup."""


def config_for(connection: Connection) -> Config:
    """Return Alembic's configuration over one open connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def present_revision(connection: Connection) -> str | None:
    """Return the schema's revision; None for an empty database."""
    return MigrationContext.configure(connection).get_current_revision()


@contextmanager
def one_at_a_time(engine: Engine) -> Iterator[None]:
    """Wait until no other replica is in here; ten that start together go through one after the other.

    The lock is a transaction's: it ends with whoever holds it. On SQLite the writer's lock is enough.
    """
    if engine.dialect.name == "sqlite":
        yield
        return
    with engine.begin() as guard:
        guard.execute(text("SET LOCAL lock_timeout = 0"))
        guard.execute(select(func.pg_advisory_xact_lock(LOCK)))
        yield


@contextmanager
def changing_schema(engine: Engine) -> Iterator[Connection]:
    """Open a transaction in which tables may change, whatever rows refer to them.

    SQLite changes a table by making a new one and dropping the old one; while it watches over references it refuses
    that for every table that another one's rows refer to, and it cannot stop watching inside a transaction.

    Raises:
        BrokenReferences: rows refer to rows that are not there; nothing was changed.
    """
    with engine.connect() as connection:
        _watch_references(connection, "PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                _refuse_broken(connection)
        finally:
            _watch_references(connection, "PRAGMA foreign_keys=ON")


def _watch_references(connection: Connection, pragma: str) -> None:
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.driver_connection
        driver.execute(pragma)


def _refuse_broken(connection: Connection) -> None:
    if connection.dialect.name == "sqlite" and connection.execute(text("PRAGMA foreign_key_check")).first():
        raise BrokenReferences(BrokenReferences.__doc__)


def migrate(engine: Engine) -> tuple[str | None, str]:
    """Bring the schema to the newest revision, once; returns the revisions before and after.

    Raises:
        NewerDatabase: the schema is one this program does not know; nothing was changed.
        BrokenReferences: the database was damaged by something else; nothing was changed.
    """
    with one_at_a_time(engine), changing_schema(engine) as connection:
        config = config_for(connection)
        before = present_revision(connection)
        refuse_unknown(config, before)
        command.upgrade(config, "head")
        return before, present_revision(connection) or ""


def refuse_unknown(config: Config, revision: str | None) -> None:
    """Raise `NewerDatabase` for a revision that this program's scripts do not know."""
    try:
        ScriptDirectory.from_config(config).get_revisions(revision or ())
    except CommandError:
        raise NewerDatabase(NewerDatabase.__doc__) from None
