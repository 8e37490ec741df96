"""The session of a job, and what makes it quick: rows stay loaded, plain columns need no unit of work."""

from collections import deque
from collections.abc import Sequence
from itertools import groupby
from typing import Any, TypeVar, cast

from sqlalchemy import Table, event, inspect
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import (
    InstanceState,
    Mapper,
    ORMExecuteState,
    UOWTransaction,
    object_session,
)
from sqlalchemy.orm.attributes import instance_state

from models.base import Base
from models.deferring import DeferringSession
from models.memory import KEPT, ROSTER, forget, settle, take_back
from models.row_statements import (
    column_of,
    defaults_of,
    insert_into,
    insert_whole,
    is_special,
    key_of,
    needs_unit_of_work,
    refers,
    revision_of,
    select_by_key,
    surrogate_of,
    update_of,
)
from models.together import Kind as Writes
from models.together import Write

E = TypeVar("E")
KEPT_ROWS = 10_000
"""Rows a long-lived session keeps loaded at most, some 30 MB; the oldest are loaded again when they are needed."""
UNSEEN = {"synchronize_session": False}
"""Execution options of a mass UPDATE or DELETE of rows that no session holds: else all it holds is looked through."""


class JobSession(DeferringSession):
    """The session of a job, or of many jobs one after the other.

    What a job loaded stays loaded until it ends, even when nobody holds it; what `KEPT` names stays longer.
    """

    def __init__(self, bind: Engine | Connection, **options: Any) -> None:
        super().__init__(bind, **options)
        self._kept: deque[object] = deque(maxlen=KEPT_ROWS)
        self._held: list[object] = []

    def adopt(self, row: object, key: Any) -> None:
        """Take a new row in under its identity, all of it as the database holds it or will.

        SQLAlchemy's own way asks of each row whether it was anywhere else before.
        """
        state = instance_state(row)
        if state.modified:
            state._commit_all(row.__dict__)
        state.key, state.session_id = key, self.hash_key
        self.identity_map._add_unpresent(state, key)  # as its own loading does
        self.hold(row)

    def hold(self, row: object) -> None:
        """Keep a row that was loaded or written from being forgotten while it is needed."""
        self._held.append(row)
        if isinstance(row, KEPT):
            self._kept.append(row)

    def end_job(self) -> None:
        """Let go what only this job needed."""
        self._held.clear()
        settle(self)

    def take_back(self) -> None:
        """Forget what a failed job has loaded, written or remembered: the database took it back."""
        for row in {*self._held, *self.new, *self.dirty, *self.deleted}:
            if row in self:
                self.expunge(row)
        self._held.clear()
        take_back(self)
        for key in self.info.keys() - {"memory"}:
            del self.info[key]

    def get(self, entity: type[E], ident: Any, **options: Any) -> E | None:  # type: ignore[override]
        """Get by primary key, by a statement made once for each class.

        Changes of rows that are there already need not be written for that.
        """
        values = ident if isinstance(ident, tuple) else (ident,)
        known: E | None = None if options else self.identity_map.get((entity, values, None))
        if known is not None:
            return known
        if options or self.new or self.deleted:
            return super().get(entity, ident, **options)
        by_key = {f"key{place}": value for place, value in enumerate(values)}
        return cast("E | None", select_by_key(cast(Any, entity)).unflushed(self, **by_key))

    def get_one(self, entity: type[E], ident: Any, **options: Any) -> E:  # type: ignore[override]
        """Get by primary key what is known to be there.

        Raises:
            NoResultFound: it is not.
        """
        found = self.get(entity, ident, **options)
        if found is None:
            raise NoResultFound(f"there is no {entity.__name__} {ident!r}")
        return found

    def flush(self, objects: Any = None) -> None:
        """Write what is new or changed: plain columns, nearly everything we ever write, at a tenth of the cost.

        Where writes wait, what needs no answer waits for the next statement to which it matters.
        """
        if self._is_clean():
            return
        # the states themselves: the public sets wrap each row and have it unwrapped again
        new, changed = list(self._new.values()), list(self._dirty_states)
        is_plain = objects is None and not self._deleted and not any(map(needs_unit_of_work, changed))
        if not is_plain or any(map(is_special, new)):
            self.write_waiting()
            super().flush(objects)
            return
        self._expunge_states(list(self._new))
        for entity, rows in groupby(new, type):
            self.insert_all(entity, list(rows))
        for state in changed:
            self._write(state)

    def _autoflush(self) -> None:
        """Write everything before a statement of SQLAlchemy's own, which does not know what waits."""
        super()._autoflush()
        self.write_waiting()

    def insert_all(self, entity: type[E], rows: Sequence[E]) -> None:
        """Insert rows before whatever waits for the flush; they have numbers at once, what they refer to is there."""
        mapper: Mapper[Any] = inspect(entity)
        if self.defers and len(rows) == 1:
            self._insert_later(mapper, rows[0])
        else:
            self._insert_all(mapper, list(rows))

    def _insert_later(self, mapper: Mapper[Any], row: Any) -> None:
        values = _values_of(mapper, row)
        if surrogate := surrogate_of(mapper):
            values[surrogate] = self.number(cast(Table, mapper.local_table))
        row.__dict__.update(values)
        key = key_of(mapper, row.__dict__)
        self.adopt(row, key)
        given = {column_of(mapper, name): value for name, value in values.items()}
        self.later(Write(insert_whole(mapper), Writes.NEW, row.__tablename__, given, key))

    def _insert_all(self, mapper: Mapper[Any], rows: list[Any]) -> None:
        values = [_values_of(mapper, row) for row in rows]
        given = [{column_of(mapper, name): value for name, value in each.items()} for each in values]
        surrogate, statement = surrogate_of(mapper), insert_into(mapper)
        made = statement.each(self, given) if surrogate else []
        if not surrogate:
            statement.run_each(self, given)
        for place, row in enumerate(rows):
            row.__dict__.update(values[place])
            if made:
                row.__dict__[cast(str, surrogate)] = made[place][0]
            self.adopt(row, key_of(mapper, row.__dict__))

    def _save_or_update_state(self, state: InstanceState[Any]) -> None:
        """Take a row in; no table of ours has relations along which others would come with it."""
        self._save_or_update_impl(state)

    def _write(self, state: InstanceState[Any]) -> None:
        row = state.dict
        changed = tuple(sorted(name for name, was in state.committed_state.items() if row[name] != was))
        if changed and not self._is_in_time(state, changed):
            self._update(state, changed)
        state._commit_all(row, self.identity_map)  # what a flush calls too; nothing public marks a whole row as written

    def _is_in_time(self, state: InstanceState[Any], changed: tuple[str, ...]) -> bool:
        """Change what a row is inserted with that was not written yet; tell whether that was so."""
        given = self.unwritten(state.class_.__tablename__, state.key)
        if given is None or refers(state.mapper, changed):
            return False
        given.update((column_of(state.mapper, name), state.dict[name]) for name in changed)
        return True

    def _update(self, state: InstanceState[Any], changed: tuple[str, ...]) -> None:
        row, revision = state.dict, revision_of(state.mapper)
        self.hold(state.obj())
        statement, binds = update_of(state.mapper, changed)
        values = {bind: row[name] for bind, name in binds}
        if revision:
            values |= {"was": row[revision], "is": row[revision] + 1}
        table: str = state.class_.__tablename__
        self.later(Write(statement, Writes.ROW, table, values, state.key))
        if revision:
            row[revision] += 1


def _values_of(mapper: Mapper[Any], row: Any) -> dict[str, Any]:
    values = {name: default() if (value := row.__dict__.get(name)) is None and default else value
              for name, default in defaults_of(mapper).items()}
    if revision := revision_of(mapper):
        values[revision] = 1
    return values


@event.listens_for(JobSession, "loaded_as_persistent")
@event.listens_for(JobSession, "pending_to_persistent")
@event.listens_for(JobSession, "detached_to_persistent")
def _hold(session: JobSession, row: object) -> None:
    session.hold(row)


@event.listens_for(JobSession, "after_flush")
def _notice_flush(session: JobSession, _context: UOWTransaction) -> None:
    written = (*session.new, *session.dirty, *session.deleted)
    for row in written:
        session.hold(row)
    if any(isinstance(row, ROSTER) for row in written):
        forget(session)


@event.listens_for(Base, "refresh", propagate=True)
def _notice_refresh(row: Base, _context: object, _names: object) -> None:
    if isinstance(session := object_session(row), JobSession):
        session.hold(row)


@event.listens_for(JobSession, "do_orm_execute")
def _notice_statement(state: ORMExecuteState) -> None:
    if not state.is_select and state.bind_mapper is not None and issubclass(state.bind_mapper.class_, ROSTER):
        forget(state.session)


@event.listens_for(JobSession, "after_soft_rollback")
def _notice_rollback(session: JobSession, _transaction: object) -> None:
    forget(session)
