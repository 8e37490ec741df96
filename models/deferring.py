"""A session whose writes wait for one another: on PostgreSQL each statement is a way to the server and back."""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any, TypeVar, cast

from sqlalchemy import Dialect, Table
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Session, SessionTransaction

from models.prepared import Prepared, Values
from models.row_statements import draw_from
from models.together import Kind, Write, write, write_one

F = TypeVar("F", bound=Callable[..., Any])


def _after_waiting(method: F) -> F:
    """Let a method of a session come after all that waits in it."""
    @wraps(method)
    def do(session: "DeferringSession", *args: Any, **named: Any) -> Any:
        session.write_waiting()
        return method(session, *args, **named)

    return cast(F, do)


class DeferringSession(Session):
    """Knows its driver's connection, and lets writes wait that nobody reads.

    ``defers``: writes wait for the job's end or for a statement that looks at their table. Where no server is asked
    that would save nothing. Inside a savepoint none waits: it is there to find out whether they succeed.
    """

    def __init__(self, bind: Engine | Connection, *, defers: bool = False, **options: Any) -> None:
        super().__init__(bind, expire_on_commit=False, **options)
        self._is_deferring = defers
        self._waiting: list[Write] = []
        self._drawn: dict[Table, deque[int]] = {}
        self._driver = _driver_of(bind) if isinstance(bind, Connection) else None

    def driver(self, statement: Prepared) -> tuple[Any, Dialect]:
        """Return the driver's connection, inside the transaction, and its dialect: the quick way of `Prepared`.

        What waits and matters to the statement is written first.
        """
        if self._waiting and self._matters(statement):
            self.write_waiting()
        return self._driver or _driver_of(self.connection())

    @property
    def defers(self) -> bool:
        """Tell whether writes wait now."""
        return self._is_deferring and not self.in_nested_transaction()

    def later(self, each: Write) -> None:
        """Let a write wait for others, or run it at once where nothing is saved by waiting."""
        if self.defers:
            self._waiting.append(each)
        else:
            write_one(self, each)

    def unwritten(self, table: str, row: object) -> Values | None:
        """Return the values of a row whose INSERT still waits and that nothing was asked to change since."""
        for each in reversed(self._waiting):
            if each.table == table and (each.kind is Kind.SWEEP or each.row == row):
                return each.values if each.kind is Kind.NEW else None
        return None

    def append(self, statement: Prepared, table: str, rows: Sequence[Values]) -> None:
        """Insert rows that were not there; a single one may wait for other writes, many go together anyhow."""
        if len(rows) == 1:
            self.later(Write(statement, Kind.NEW, table, rows[0], object()))
        else:
            statement.run_each(self, rows)

    def write_waiting(self) -> None:
        """Write what waits."""
        waiting, self._waiting = self._waiting, []
        if waiting:
            write(self, waiting)

    def flush_for(self, statement: Prepared) -> None:
        """Write what matters to a statement, and whatever is new: it gets its number by that."""
        if not self._is_deferring or self.new or self.deleted or self._is_changed(statement):
            self.flush()

    def number(self, table: Table) -> int | None:
        """Draw the number of a row that is to be written later; None where rows get theirs when they are written."""
        if not self.defers:
            return None
        if not self._drawn.get(table):
            self.lend_numbers(table, [row[0] for row in draw_from(table).all(self)])
        return self._drawn[table].popleft()

    def lend_numbers(self, table: Table, numbers: Iterable[int]) -> None:
        """Take numbers that another statement has drawn on its way."""
        self._drawn[table] = deque(numbers)

    def _matters(self, statement: Prepared) -> bool:
        seen, referred = statement.tables, statement.referred
        return seen is None or any(each.table in seen or (each.kind is Kind.NEW and each.table in referred)
                                   for each in self._waiting)

    def _is_changed(self, statement: Prepared) -> bool:
        tables = statement.tables
        return tables is None or self._matters(statement) or any(row.__tablename__ in tables for row in self.dirty)

    # SQLAlchemy's own ways to the database: it does not know what waits
    execute = _after_waiting(Session.execute)
    scalars = _after_waiting(Session.scalars)
    scalar = _after_waiting(Session.scalar)  # type: ignore[assignment, arg-type]
    connection = _after_waiting(Session.connection)

    def begin_nested(self) -> SessionTransaction:
        """Begin a savepoint after all that waits, at once: SQLAlchemy would wait for a statement of its own."""
        self.write_waiting()
        savepoint = super().begin_nested()
        self.connection()
        return savepoint


def _driver_of(connection: Connection) -> tuple[Any, Dialect]:
    return connection.connection.dbapi_connection, connection.dialect
