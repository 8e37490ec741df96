"""Reading what stands in a database, in one transaction."""

from sqlalchemy import Connection, MetaData, Table, func, inspect, select

from bot.backup.manifest import Facts
from bot.storage.migrate import present_revision
from models.audit import FIRST, HEAD, AuditHead
from models.matter import Attachment
from models.privacy import Discard

VERSION_TABLE = "alembic_version"


class NothingThere(Exception):
    """HUYING_DATABASE_URL names a database without our tables: there is nothing to back up."""


def tables_of(connection: Connection) -> list[Table]:
    """Return the tables there are, each after those it refers to."""
    metadata = MetaData()
    metadata.reflect(connection)
    return [table for table in metadata.sorted_tables if table.name != VERSION_TABLE]


def read_facts(connection: Connection) -> Facts:
    """Return what stands in a database.

    Raises:
        NothingThere: it has none of our tables.
    """
    schema = present_revision(connection)
    if schema is None:
        raise NothingThere(NothingThere.__doc__)
    return Facts(connection.dialect.name, schema, count_rows(connection), _newest_entry(connection))


def count_rows(connection: Connection) -> dict[str, int]:
    """Return how many rows each table has."""
    return {str(table.name): connection.scalar(select(func.count()).select_from(table)) or 0
            for table in tables_of(connection)}


def files_named(connection: Connection) -> set[str]:
    """Return the media files that the tables speak of."""
    return {path for column in (Attachment.path, Discard.path)
            for path in connection.scalars(select(column).where(column.is_not(None))) if path is not None}


def _newest_entry(connection: Connection) -> tuple[int, str]:
    if not inspect(connection).has_table(AuditHead.__tablename__):
        return 0, FIRST
    row = connection.execute(select(AuditHead.last_id, AuditHead.hash).where(AuditHead.id == HEAD)).first()
    return (row[0], row[1]) if row else (0, FIRST)
