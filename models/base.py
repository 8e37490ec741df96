"""What every mapped class stands on."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, MetaData, TypeDecorator
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class SqliteDateTime(sqlite.DATETIME):
    """SQLite's text of a moment, by Python's own and much faster writer and reader of the same form."""

    def bind_processor(self, dialect: Dialect) -> Any:
        """Write ``2026-11-22 06:30:00.000000``."""
        return lambda value: None if value is None else value.isoformat(" ", "microseconds")[:26]

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """Read it."""
        return lambda value: None if value is None else datetime.fromisoformat(value)


SQLITE: Any = SqliteDateTime()  # type: ignore[no-untyped-call]


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC datetime on every database; a naive one is refused.

    SQLite keeps no zone: it is written as naive UTC text and given its zone back when read.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """Return the column's type on a dialect."""
        return dialect.type_descriptor(SQLITE if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert to UTC, refusing a naive datetime."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a naive datetime reached the database: {value!r}")
        return value if value.tzinfo is UTC else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back an aware UTC datetime."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


BigId = BigInteger().with_variant(Integer, "sqlite")
"""Surrogate keys: SQLite autoincrements INTEGER only."""

JsonDict = JSON().with_variant(JSONB, "postgresql")


class Base(DeclarativeBase):
    """The root of all mapped classes."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: UtcDateTime, dict[str, Any]: JsonDict}  # noqa: RUF012 SQLAlchemy's name
