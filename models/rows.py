"""Whole rows by prepared statements: the objects the ORM would load, at less than a third of what its loading costs."""

from collections.abc import Sequence
from functools import cache, cached_property
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import Select, inspect
from sqlalchemy.orm import Mapper

from models.prepared import Prepared
from models.roster import TABLES, known_roster
from models.wire import Row

E = TypeVar("E")


def new_row(entity: type[E], values: Any) -> E:
    """Return a row of a class with the given attributes, past its constructor, which costs ten times as much."""
    row: E = _manager_of(cast(Any, entity)).new_instance()
    row.__dict__.update(values)
    return row


@cache
def _manager_of(entity: Any) -> Any:
    return inspect(entity).class_manager


class Rows(Generic[E]):
    """A SELECT of whole rows of one class; what the session knows already stays as it is known.

    What waits in the session is written first, as before any statement of the ORM.
    """

    def __init__(self, entity: type[E], statement: Select[Any]) -> None:
        self._entity = entity
        self._statement = statement
        self._prepared = Prepared(statement)

    def all(self, session: Any, **values: Any) -> list[E]:
        """Return all rows."""
        session.flush_for(self._prepared)
        return [self._known(session, raw) for raw in self._answer(session, values)]

    def first(self, session: Any, **values: Any) -> E | None:
        """Return the first row, None when there is none."""
        session.flush_for(self._prepared)
        return self.unflushed(session, **values)

    def unflushed(self, session: Any, **values: Any) -> E | None:
        """Return the first row, whatever still waits in the session."""
        if not self._is_of_roster:
            raw = self._prepared.first(session, **values)
            return None if raw is None else self._known(session, raw)
        rows = self._answer(session, values)
        return self._known(session, rows[0]) if rows else None

    def take(self, session: Any, raw: Row) -> E | None:
        """Return the row whose values another statement brought, in our order; None when it found none."""
        return None if all(raw[place] is None for place in self._key) else self._known(session, raw)

    def _answer(self, session: Any, values: dict[str, Any]) -> Sequence[Row]:
        roster = known_roster(session) if self._is_of_roster else None
        if roster is None:
            return self._prepared.all(session, **values)
        return roster.answer((self, *values.values()), lambda: self._prepared.all(session, **values))

    @cached_property
    def _is_of_roster(self) -> bool:
        return (self._prepared.tables or frozenset("?")) <= frozenset(TABLES)

    def _known(self, session: Any, raw: Row) -> E:
        key = (self._entity, tuple(raw[place] for place in self._key), None)
        known = session.identity_map.get(key)
        return cast(E, known) if known is not None else self._new(session, key, raw)

    def _new(self, session: Any, key: tuple[Any, ...], raw: Row) -> E:
        row = new_row(self._entity, zip(self._names, raw, strict=True))
        session.adopt(row, key)
        return row

    @cached_property
    def _mapper(self) -> Mapper[Any]:
        return cast("Mapper[Any]", inspect(self._entity))

    @cached_property
    def _names(self) -> list[str]:
        mapper, chosen = self._mapper, self._statement.exported_columns
        return [mapper.get_property_by_column(mapper.local_table.c[each.name]).key for each in chosen]

    @cached_property
    def _key(self) -> list[int]:
        keys = [self._mapper.get_property_by_column(column).key for column in self._mapper.primary_key]
        return [self._names.index(key) for key in keys]
