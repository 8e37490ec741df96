"""Databases of older releases: brought to an older schema, filled with a few rows in every table."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData, Table

import migrations
from bot.storage.migrate import changing_schema, config_for, present_revision
from models.roster import MARK

ROWS = 3
MOMENT = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)
VERSION = "alembic_version"
_SCRIPTS = ScriptDirectory(str(Path(migrations.__file__).parent))
REVISIONS = [script.revision for script in _SCRIPTS.walk_revisions()][::-1]
"""All schemas there ever were, oldest first."""
LAST, NEWEST = REVISIONS[-2:]


def go_to(engine: Engine, revision: str) -> None:
    """Bring a database up or down to a revision."""
    with changing_schema(engine) as connection:
        here = present_revision(connection)
        is_up = here is None or REVISIONS.index(here) <= REVISIONS.index(revision)
        (command.upgrade if is_up else command.downgrade)(config_for(connection), revision)


def reflected(engine: Engine) -> MetaData:
    """Return the tables as they are, without Alembic's own."""
    metadata = MetaData()
    metadata.reflect(engine, only=lambda name, _: name != VERSION)
    return metadata


def fill(engine: Engine, tables: MetaData, first: int = 1) -> None:
    """Insert rows into every table, as code that knows these tables alone would."""
    with engine.begin() as connection:
        for table in tables.sorted_tables:
            rows = [_row(table, number) for number in range(first, first + ROWS)]
            connection.execute(table.insert(), rows)
        settings = tables.tables["setting"]  # a trigger notes what was done to the roster; that is no row of these
        connection.execute(settings.delete().where(settings.c.key == MARK))


def counts(engine: Engine) -> dict[str, int]:
    """Return how many rows each table has."""
    with engine.connect() as connection:
        return {name: connection.scalar(sa.select(sa.func.count()).select_from(sa.table(name))) or 0
                for name in sa.inspect(connection).get_table_names() if name != VERSION}


def _row(table: Table, number: int) -> dict[str, Any]:
    return {column.name: _value(column, number) for column in table.columns}


def _value(column: sa.Column[Any], number: int) -> Any:
    if any(key.column.table is column.table for key in column.foreign_keys):
        return None
    for key in column.foreign_keys:
        return _value(key.column, number)
    match column.type:
        case sa.Boolean():
            return True
        case sa.JSON():
            return {"n": number}
        case sa.DateTime():
            return MOMENT if column.type.timezone else MOMENT.replace(tzinfo=None)
        case sa.Date():
            return date(2026, 11, 18)
        case sa.Float():
            return number + 0.5
        case sa.Integer():
            return number
        case sa.String():
            return f"{number}{column.name}"[:column.type.length]
    raise TypeError(f"{column}: no idea of a {column.type}")


# -- what one release may change while the other still runs --------------------------------------

def breaches(before: MetaData, after: MetaData) -> list[str]:
    """Return what code that knows the tables before would stumble over after: nothing, if tables only grew."""
    return [breach for table in before.sorted_tables for breach in _table(table, after.tables.get(table.name))]


def _table(before: Table, after: Table | None) -> list[str]:
    if after is None:
        return [f"{before.name} is gone"]
    old = [breach for column in before.columns for breach in _column(column, after.columns.get(column.name))]
    new = [f"{column} must be given, and old code does not know it" for column in after.columns
           if column.name not in before.columns and not column.nullable and column.server_default is None]
    return old + new + [f"{before.name}: {rule} is new" for rule in sorted(_rules(after) - _rules(before))]


def _column(before: sa.Column[Any], after: sa.Column[Any] | None) -> list[str]:
    if after is None:
        return [f"{before} is gone"]
    changed = [f"{before} is a {after.type} now"] if str(before.type) != str(after.type) else []
    return changed + ([f"{before} must be given now"] if before.nullable and not after.nullable else [])


def _rules(table: Table) -> set[str]:
    """Return what the table refuses."""
    unique = {f"unique {sorted(each.columns.keys())}" for each in [*table.constraints, *table.indexes]
              if isinstance(each, sa.UniqueConstraint) or (isinstance(each, sa.Index) and each.unique)}
    checks = {f"check {each.sqltext}" for each in table.constraints if isinstance(each, sa.CheckConstraint)}
    return unique | checks | {f"reference {key.parent.name}" for key in table.foreign_keys}
