"""Bring a database to the schema of this program, and never touch a newer one."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine

import migrations


class NewerDatabase(Exception):
    """The database was made by a newer Huying: install that version, or restore an older backup."""


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


def migrate(engine: Engine) -> tuple[str | None, str]:
    """Bring the schema to the newest revision; returns the revisions before and after.

    Raises:
        NewerDatabase: the schema is one this program does not know; nothing was changed.
    """
    with engine.begin() as connection:
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
