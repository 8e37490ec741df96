"""Writes that wait in their session, and go to PostgreSQL together: one way there and back for all of them."""

import re
from collections.abc import Hashable, Iterator, Sequence
from enum import Enum
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy.orm.exc import StaleDataError

from models import wire
from models.prepared import Compiled, Driven, Prepared, Values, tell

SHAPES = 500
"""Combinations of statements that are kept; each is prepared once on each connection."""
MOST = 12
"""Statements that go together at most: longer ones come in too many shapes."""
_place = re.compile(r"\$(\d+)")


class Kind(Enum):
    """How much of its table a write touches."""

    NEW = "a row that was not there"
    ROW = "one row, found by its key: it must be there"
    SWEEP = "whatever rows fit, those written before it too"


class Write(NamedTuple):
    """A statement that returns nothing and waits to be run; ``row`` is the key of what it writes, if it writes one."""

    statement: Prepared
    kind: Kind
    table: str
    values: Values
    row: Hashable = None


def write(session: Driven, waiting: Sequence[Write]) -> None:
    """Run what waits, in as few statements as have the effect of one after the other.

    Raises:
        StaleDataError: a row was changed or deleted by somebody else.
    """
    for group in _groups(waiting):
        if len(group) == 1:
            write_one(session, group[0])
            continue
        together = _together(tuple(each.statement for each in group))
        counts = together.run(session, [each.values for each in group])
        for each, count in zip(group, counts, strict=True):
            _check(each, count)


def write_one(session: Driven, each: Write) -> None:
    """Run a write by itself.

    Raises:
        StaleDataError: its row was changed or deleted by somebody else.
    """
    _check(each, each.statement.run(session, **each.values))


def _check(each: Write, count: int) -> None:
    if each.kind is Kind.ROW and not count:
        raise StaleDataError(f"a row of {each.table} was changed or deleted by somebody else")


def _groups(waiting: Sequence[Write]) -> Iterator[list[Write]]:
    """Cut where a write must see an earlier one: the parts of one statement all see what was there before it."""
    group: list[Write] = []
    for each in waiting:
        if len(group) == MOST or any(_must_see(each, earlier) for earlier in group):
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def _must_see(later: Write, earlier: Write) -> bool:
    if later.table != earlier.table:
        return False
    if Kind.SWEEP in (later.kind, earlier.kind):
        return later.kind is not Kind.NEW
    return later.row == earlier.row


class Together:
    """Several writes as one statement, by common table expressions; references are checked at its end."""

    def __init__(self, parts: Sequence[Prepared]) -> None:
        self._parts = parts
        self._sql: str | None = None

    def run(self, session: Driven, values: Sequence[Values]) -> Sequence[int]:
        """Run them; returns how many rows each wrote."""
        driver, dialect = session.driver(self._parts[0])
        parts = [part.compiled(dialect) for part in self._parts]
        self._sql = self._sql or _combined(parts)
        parameters: list[Any] = []
        for part, given in zip(parts, values, strict=True):
            parameters += part.parameters(given)
        counts: Sequence[int] = tell(self._sql, parameters, driver, dialect, wire.fetch)[0]
        return counts


_together = lru_cache(SHAPES)(Together)


def _combined(parts: Sequence[Compiled]) -> str:
    shift, named = 0, []
    for number, part in enumerate(parts):
        named.append(f"w{number} AS ({_shifted(part.sql, shift)} RETURNING 1)")
        shift += len(part.names or ())
    counted = ", ".join(f"(SELECT count(*) FROM w{number})" for number in range(len(parts)))  # noqa: S608 numbers alone
    return f"WITH {', '.join(named)} SELECT {counted}"


def _shifted(sql: str, shift: int) -> str:
    return _place.sub(lambda place: f"${int(place[1]) + shift}", sql)
