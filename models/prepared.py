"""Statements of the hot path: compiled once for each dialect, then run on the driver's own cursor.

Most of what a small statement costs is not the database: SQLAlchemy looks up its compiled form and builds contexts,
parameters and results anew each time. What runs for every update goes without (docs/adr/0009).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.visitors import iterate

from models import wire
from models.wire import Row

Turn = Callable[[Any], Any]
"""Turns a value into what the driver takes, or back."""
Values = dict[str, Any]
Ask = Callable[[Any, str, Any], Any]
"""Runs a compiled statement on a driver's connection (models/wire.py)."""


class Driven(Protocol):
    """A session that knows its driver's connection."""

    def driver(self, statement: "Prepared") -> tuple[Any, sa.Dialect]:
        """Return the driver's connection, inside the transaction and ready for the statement, and its dialect."""


@dataclass(frozen=True)
class Compiled:
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
        return values if self.names is None else self._pick(values)

    @cached_property
    def _pick(self) -> Callable[[Values], Sequence[Any]]:
        names = self.names or ()
        return itemgetter(*names) if len(names) > 1 else lambda values: [values[name] for name in names]

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
        # else an INSERT that asks for nothing would give back its row's number all the same
        self._statement = statement.inline() if statement.is_insert and not statement.exported_columns else statement
        self._columns = columns
        self._known: dict[str, Compiled] = {}

    def all(self, session: Driven, **values: Any) -> list[Row]:
        """Return all rows."""
        compiled, rows = self._ask(session, values, wire.fetch)
        return [compiled.row(raw) for raw in rows]

    def first(self, session: Driven, **values: Any) -> Row | None:
        """Return the first row, None when there is none."""
        compiled, rows = self._ask(session, values, wire.fetch)
        return compiled.row(rows[0]) if rows else None

    def scalar(self, session: Driven, **values: Any) -> Any:
        """Return the first column of the first row, None when there is none."""
        row = self.first(session, **values)
        return None if row is None else row[0]

    def run(self, session: Driven, **values: Any) -> int:
        """Run it and return how many rows it changed."""
        return int(self._ask(session, values, wire.count)[1])

    def run_each(self, session: Driven, rows: Sequence[Values]) -> None:
        """Run it once for each of many."""
        if len(rows) == 1:
            self.run(session, **rows[0])
        else:
            self._ask_each(session, rows, wire.run_each)

    def each(self, session: Driven, rows: Sequence[Values]) -> list[Row]:
        """Run it once for each of many; returns what all of them return (RETURNING), in their order."""
        compiled, raw = self._ask_each(session, rows, wire.fetch_each)
        return [compiled.row(row) for row in raw or ()]

    def compiled(self, dialect: sa.Dialect) -> Compiled:
        """Return it as a driver takes it."""
        return self._known.get(dialect.driver) or self._compile(dialect)

    @cached_property
    def tables(self) -> frozenset[str] | None:
        """Return the names of the tables it reads or writes; None when its words do not say, or it deletes.

        What refers to a row that goes may stand in any table.
        """
        parts = list(iterate(self._statement))
        if getattr(self._statement, "is_delete", False) or any(isinstance(part, sa.TextClause) for part in parts):
            return None
        named = {part for each in parts for part in (each, getattr(each, "table", None)) if isinstance(part, sa.Table)}
        return frozenset(table.name for table in named)

    @cached_property
    def referred(self) -> frozenset[str]:
        """Return the names of the tables in which must stand what it writes about."""
        if not self._statement.is_dml:
            return frozenset()
        return frozenset(key.column.table.name for key in self._statement.table.foreign_keys)

    def _ask_each(self, session: Driven, rows: Sequence[Values], ask: Ask) -> tuple[Compiled, Any]:
        driver, dialect = session.driver(self)
        compiled = self.compiled(dialect)
        return compiled, tell(compiled.sql, [compiled.parameters(values) for values in rows],
                              driver, dialect, ask) if rows else ()

    def _ask(self, session: Driven, values: Values, ask: Ask) -> tuple[Compiled, Any]:
        driver, dialect = session.driver(self)
        compiled = self.compiled(dialect)
        return compiled, tell(compiled.sql, compiled.parameters(values), driver, dialect, ask)

    def _compile(self, dialect: sa.Dialect) -> Compiled:
        defaults = _defaults(self._statement, self._columns)
        made = self._statement.compile(dialect=dialect, column_keys=[*self._columns, *defaults] or None)
        fixed = {name: bind.value for name, bind in made.binds.items() if not bind.required}
        names = made.positiontup if made.positional else [name for name in made.binds if f"%({name})s" in made.string]
        turns = {name: _to_driver(made.binds[name].type, dialect) for name in dict.fromkeys(names)}
        compiled = self._known[dialect.driver] = Compiled(
            sql=made.string, names=tuple(names) if made.positional else None, constants=fixed | defaults,
            turns=tuple((name, turn) for name, turn in turns.items() if turn),
            columns=tuple((place, turn) for place, column in enumerate(self._statement.exported_columns)
                          if (turn := _from_driver(column.type, dialect))),
        )
        return compiled


def tell(sql: str, parameters: Any, driver: Any, dialect: sa.Dialect, ask: Ask) -> Any:
    """Run a compiled statement one way or another.

    Raises:
        DBAPIError: SQLAlchemy's error for the driver's, without the values.
    """
    try:
        return ask(driver, sql, parameters)
    except dialect.loaded_dbapi.Error as error:
        broken: type[Exception] = dialect.loaded_dbapi.Error
        raise DBAPIError.instance(sql, parameters, error, broken, hide_parameters=True, dialect=dialect) from error


def _defaults(statement: Any, given: tuple[str, ...]) -> Values:
    """Return the scalar defaults of an INSERT's other columns."""
    if not statement.is_insert:
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
