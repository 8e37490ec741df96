"""Statements of the hot path: compiled once for each dialect, then run on the driver's own cursor.

Most of what a small statement costs is not the database: SQLAlchemy looks up its compiled form and builds contexts,
parameters and results anew each time. What runs for every update goes without (docs/adr/0009).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.engine import AdaptedConnection
from sqlalchemy.exc import DBAPIError, StatementError

Row = Sequence[Any]
Turn = Callable[[Any], Any]
"""Turns a value into what the driver takes, or back."""
Values = dict[str, Any]


Many = Callable[[Any, str, Sequence[Any]], Any]
"""Runs a statement for each of many parameters on a driver's connection."""


class Driven(Protocol):
    """A session that knows its driver's connection."""

    def driver(self) -> tuple[Any, sa.Dialect]:
        """Return the driver's connection, inside the transaction, and its dialect."""


@dataclass(frozen=True)
class _Compiled:
    """A statement as one driver takes it."""

    sql: str
    names: tuple[str, ...] | None
    turns: tuple[tuple[str, Turn], ...]
    constants: Values
    columns: tuple[tuple[int, Turn], ...]

    def parameters(self, given: Values) -> Any:
        """Return the values in the driver's shape: in the order of ``names``, or by name where there are none."""
        values = self.constants | given
        for name, turn in self.turns:
            values[name] = turn(values[name])
        return values if self.names is None else [values[name] for name in self.names]

    def row(self, raw: Row) -> Row:
        """Return a row in Python's values."""
        if not self.columns:
            return raw
        values = list(raw)
        for place, turn in self.columns:
            values[place] = turn(values[place])
        return values


class Prepared:
    """A Core statement whose shape never changes; its values come by name.

    ``columns`` are those an INSERT is given; the scalar defaults of the table's other columns are filled in.
    As with any Core statement, what was changed through the ORM and matters to it must be flushed before.
    """

    def __init__(self, statement: Any, *columns: str) -> None:
        self._statement = statement
        self._columns = columns
        self._known: dict[str, _Compiled] = {}

    def all(self, session: Driven, **values: Any) -> list[Row]:
        """Return all rows."""
        compiled, cursor = self._execute(session, values)
        return [compiled.row(raw) for raw in cursor.fetchall()]

    def first(self, session: Driven, **values: Any) -> Row | None:
        """Return the first row, None when there is none."""
        compiled, cursor = self._execute(session, values)
        rows = cursor.fetchall()
        return compiled.row(rows[0]) if rows else None

    def scalar(self, session: Driven, **values: Any) -> Any:
        """Return the first column of the first row, None when there is none."""
        row = self.first(session, **values)
        return None if row is None else row[0]

    def run(self, session: Driven, **values: Any) -> int:
        """Run it and return how many rows it changed."""
        _, cursor = self._execute(session, values)
        return int(cursor.rowcount)

    def run_each(self, session: Driven, rows: Sequence[Values]) -> None:
        """Run it once for each of many."""
        if len(rows) == 1:
            self.run(session, **rows[0])
            return
        self._many(session, rows, lambda driver, sql, each: driver.cursor().executemany(sql, each))

    def each(self, session: Driven, rows: Sequence[Values]) -> list[Row]:
        """Run it once for each of many; returns what all of them return (RETURNING), in their order."""
        compiled, raw = self._many(session, rows, _fetch_each)
        return [compiled.row(row) for row in raw or ()]

    def _many(self, session: Driven, rows: Sequence[Values], execute: Many) -> tuple[_Compiled, Any]:
        driver, dialect = session.driver()
        compiled = self._known.get(dialect.driver) or self._compile(dialect)
        parameters = [compiled.parameters(values) for values in rows]
        try:
            return compiled, execute(driver, compiled.sql, parameters) if rows else ()
        except dialect.loaded_dbapi.Error as error:
            raise _told(compiled, dialect, parameters, error) from error

    def _execute(self, session: Driven, values: Values) -> tuple[_Compiled, Any]:
        driver, dialect = session.driver()
        compiled = self._known.get(dialect.driver) or self._compile(dialect)
        parameters = compiled.parameters(values)
        try:
            cursor = driver.cursor()
            cursor.execute(compiled.sql, parameters)
        except dialect.loaded_dbapi.Error as error:
            raise _told(compiled, dialect, parameters, error) from error
        return compiled, cursor

    def _compile(self, dialect: sa.Dialect) -> _Compiled:
        defaults = _defaults(self._statement, self._columns)
        made = self._statement.compile(dialect=dialect, column_keys=[*self._columns, *defaults] or None)
        fixed = {name: bind.value for name, bind in made.binds.items() if not bind.required}
        names = made.positiontup if made.positional else [name for name in made.binds if f"%({name})s" in made.string]
        turns = {name: _to_driver(made.binds[name].type, dialect) for name in dict.fromkeys(names)}
        compiled = self._known[dialect.driver] = _Compiled(
            sql=made.string, names=tuple(names) if made.positional else None, constants=fixed | defaults,
            turns=tuple((name, turn) for name, turn in turns.items() if turn),
            columns=tuple((place, turn) for place, column in enumerate(self._statement.exported_columns)
                          if (turn := _from_driver(column.type, dialect))),
        )
        return compiled


def _fetch_each(driver: Any, sql: str, parameters: Sequence[Any]) -> list[Row]:
    if len(parameters) > 1 and isinstance(driver, AdaptedConnection):
        return _fetch_together(driver, sql, parameters)
    rows: list[Row] = []
    cursor = driver.cursor()
    for each in parameters:
        cursor.execute(sql, each)
        rows += cursor.fetchall()
    return rows


def _fetch_together(driver: Any, sql: str, parameters: Sequence[Any]) -> list[Row]:
    """Send all at once (asyncpg): one way to the server and back, however many they are."""
    driver.cursor().execute("SELECT 1")  # a cursor's first statement begins the transaction
    try:
        rows: list[Row] = driver.run_async(lambda connection: connection.fetchmany(sql, parameters))
    except Exception as error:
        driver._handle_exception(error)  # nothing public makes SQLAlchemy's error of the driver's
        raise
    return rows


def _told(compiled: _Compiled, dialect: sa.Dialect, parameters: Any, error: Exception) -> DBAPIError | StatementError:
    """Return SQLAlchemy's error for the driver's, without the values."""
    broken: type[Exception] = dialect.loaded_dbapi.Error
    return DBAPIError.instance(compiled.sql, parameters, error, broken, hide_parameters=True, dialect=dialect)


def _defaults(statement: Any, given: tuple[str, ...]) -> Values:
    """Return the scalar defaults of an INSERT's other columns."""
    if not getattr(statement, "is_insert", False):
        return {}
    return {column.key: column.default.arg for column in statement.table.columns
            if column.key not in given and column.default is not None and column.default.is_scalar}


def _to_driver(kind: Any, dialect: sa.Dialect) -> Turn | None:
    turn: Turn | None = kind.dialect_impl(dialect).bind_processor(dialect)
    return turn


def _from_driver(kind: Any, dialect: sa.Dialect) -> Turn | None:
    if isinstance(kind, sa.Float):  # comes as it is; PostgreSQL's processor wants to know the column's own type
        return None
    turn: Turn | None = kind.dialect_impl(dialect).result_processor(dialect, None)
    return turn
