"""Statements about the rows of many keys at once: what a page of due work reads and claims together."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import ColumnElement, bindparam, inspect, select

from models.prepared import Driven, Prepared
from models.rows import Rows
from models.session import JobSession
from models.wire import Row

E = TypeVar("E")
FULL = 48
"""How many keys one statement names at most; fewer are made up with the last, so that it stays the same statement."""
_NAMES = [f"key{place}" for place in range(FULL)]


class Keyed:
    """A statement whose condition is that a column holds one of many keys; prepared for a single one and for a page."""

    def __init__(self, column: ColumnElement[Any], make: Callable[[ColumnElement[bool]], Any]) -> None:
        self._one, self._page = (
            Prepared(make(column.in_([bindparam(name, type_=column.type) for name in names])))
            for names in (_NAMES[:1], _NAMES)
        )

    def all(self, session: Driven, keys: Iterable[Any], **values: Any) -> list[Row]:
        """Return the rows of all keys, those of the same portion in the statement's own order."""
        wanted = list(dict.fromkeys(keys))
        return [row for at in range(0, len(wanted), FULL)
                for row in self._portion(session, wanted[at:at + FULL], values)]

    def _portion(self, session: Driven, keys: Sequence[Any], values: dict[str, Any]) -> list[Row]:
        if len(keys) == 1:
            return self._one.all(session, key0=keys[0], **values)
        named = dict(zip(_NAMES, [*keys, *[keys[-1]] * (FULL - len(keys))], strict=True))
        return self._page.all(session, **named, **values)


def get_all(session: JobSession, entity: type[E], keys: Iterable[Any]) -> dict[Any, E]:
    """Get rows by their one primary key, by few statements; in the order of the keys, without those that are gone."""
    wanted, known = list(dict.fromkeys(keys)), session.identity_map
    name, rows, by_key = _by_key(cast(Any, entity))
    found = {key: known.get((entity, (key,), None)) for key in wanted}
    for raw in by_key.all(session, (key for key in wanted if found[key] is None)):
        row = rows.take(session, raw)
        found[getattr(row, name)] = row
    return {key: row for key, row in found.items() if row is not None}


@cache
def _by_key(entity: Any) -> tuple[str, Rows[Any], Keyed]:
    mapper = inspect(entity)
    [key] = mapper.primary_key
    name = mapper.get_property_by_column(key).key
    return name, Rows(entity, select(entity)), Keyed(key, lambda is_it: select(entity).where(is_it))
