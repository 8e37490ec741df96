"""Rows by the million: executemany on SQLite, COPY on PostgreSQL, a transaction for each few thousand matters."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, Self

import sqlalchemy as sa
from psycopg import sql

from models import Base

Rows = Sequence[tuple[Any, ...]]


class Bulk:
    """Writes rows of mapped classes as tuples; what is not named gets the column's scalar default.

    Foreign keys are not asked while it writes, and nothing waits for the disk: who breaks off begins anew.
    """

    def __init__(self, driver: Any, dialect: sa.Dialect) -> None:
        self._driver, self._dialect = driver, dialect
        self._is_sqlite = dialect.name == "sqlite"

    @classmethod
    @contextmanager
    def into(cls, engine: sa.Engine) -> Iterator[Self]:
        """Open a connection for writing much, and throw it away afterwards with its settings."""
        connection = engine.raw_connection()
        driver: Any = connection.driver_connection
        if engine.dialect.name != "sqlite":
            driver.autocommit = True
        bulk = cls(driver, engine.dialect)
        bulk._hurry()
        yield bulk
        bulk._settle()
        connection.invalidate()

    @contextmanager
    def portion(self) -> Iterator[None]:
        """Commit what is written inside together."""
        self._driver.execute("BEGIN")
        yield
        self._driver.execute("COMMIT")

    def put(self, entity: type[Base], names: str, rows: Rows) -> None:
        """Insert rows: the values of the attributes ``names`` (separated by blanks), in that order."""
        table, columns, turns, rest = _shape(entity, names, self._dialect.name)
        turned: Iterable[tuple[Any, ...]] = rows
        if turns:
            turned = (_turned(row, turns) for row in rows)
        if rest:
            turned = (row + rest for row in turned)
        self._insert(table, columns, turned)

    def _insert(self, table: sa.Table, columns: list[str], rows: Iterable[tuple[Any, ...]]) -> None:
        cursor = self._driver.cursor()
        if self._is_sqlite:
            in_order = sa.table(table.name, *map(sa.column, columns))
            statement = sa.insert(in_order).compile(dialect=self._dialect)
            cursor.executemany(str(statement), rows)
            return
        names = sql.SQL(", ").join(map(sql.Identifier, columns))
        order = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), names)
        with cursor.copy(order) as copy:
            for row in rows:
                copy.write_row(row)

    def _hurry(self) -> None:
        for order in ("PRAGMA foreign_keys=OFF", "PRAGMA synchronous=OFF", "PRAGMA cache_size=-1000000"):
            if self._is_sqlite:
                self._driver.execute(order)
        for order in ("SET session_replication_role = replica", "SET synchronous_commit = off"):
            if not self._is_sqlite:
                self._driver.execute(order)

    def _settle(self) -> None:
        """Let numbers go on behind those that were given, and the planner know what is there."""
        if self._is_sqlite:
            self._driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        for table in Base.metadata.sorted_tables:
            key = table.autoincrement_column
            if key is not None:
                self._driver.execute(sql.SQL(
                    "SELECT setval(pg_get_serial_sequence({}, {}), (SELECT coalesce(max({}), 0) + 1 FROM {}), false)"
                ).format(sql.Literal(table.name), sql.Literal(key.name), sql.Identifier(key.name),
                         sql.Identifier(table.name)))
        self._driver.execute("VACUUM ANALYZE")


def _turned(row: tuple[Any, ...], turns: dict[int, Callable[[Any], Any]]) -> tuple[Any, ...]:
    values = list(row)
    for place, turn in turns.items():
        values[place] = turn(values[place])
    return tuple(values)


@cache
def _shape(entity: type[Base], names: str, dialect: str) -> tuple[
        sa.Table, list[str], dict[int, Callable[[Any], Any]], tuple[Any, ...]]:
    """Return table, columns, what turns values into the driver's, and the defaults of the columns not named."""
    mapper: Any = sa.inspect(entity)
    spoken = sa.make_url("sqlite://" if dialect == "sqlite" else "postgresql+psycopg://").get_dialect()()
    given = [mapper.attrs[name].columns[0] for name in names.split()]
    rest = [column for column in mapper.local_table.columns
            if column not in given and column.default is not None]
    turns = [column.type.dialect_impl(spoken).bind_processor(spoken) for column in [*given, *rest]]
    values = [column.default.arg if column.default.is_scalar else column.default.arg(None) for column in rest]
    defaults = tuple(turn(value) if turn else value for value, turn in zip(values, turns[len(given):], strict=True))
    return (mapper.local_table, [column.name for column in [*given, *rest]],
            {place: turn for place, turn in enumerate(turns[:len(given)]) if turn}, defaults)
