"""The session of a job, and what makes it quick: rows stay loaded, plain columns need no unit of work."""

from collections import deque
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import ClauseElement, Dialect, Table, bindparam, event, insert, inspect, select, update
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import (
    InstanceState,
    Mapper,
    ORMExecuteState,
    Session,
    UOWTransaction,
    make_transient_to_detached,
    object_session,
)
from sqlalchemy.orm.exc import StaleDataError

from models.base import Base
from models.memory import KEPT, ROSTER, forget, settle, take_back
from models.prepared import Prepared
from models.rows import Rows

E = TypeVar("E")
KEPT_ROWS = 20_000
"""Rows a long-lived session keeps loaded at most, some 60 MB; the oldest are loaded again when they are needed."""
UNSEEN = {"synchronize_session": False}
"""Execution options of a mass UPDATE or DELETE of rows that no session holds: else all it holds is looked through."""


class JobSession(Session):
    """The session of a job, or of many jobs one after the other.

    What a job loaded stays loaded until it ends, even when nobody holds it; what `KEPT` names stays longer.
    """

    def __init__(self, bind: Engine | Connection, **options: Any) -> None:
        super().__init__(bind, expire_on_commit=False, **options)
        self._kept: deque[object] = deque(maxlen=KEPT_ROWS)
        self._held: list[object] = []
        self._driver = _driver_of(bind) if isinstance(bind, Connection) else None

    def driver(self) -> tuple[Any, Dialect]:
        """Return the driver's connection, inside the transaction, and its dialect: the quick way of `Prepared`."""
        return self._driver or _driver_of(self.connection())

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
        if options or self.new or self.deleted:
            return super().get(entity, ident, **options)
        values = ident if isinstance(ident, tuple) else (ident,)
        known: E | None = self.identity_map.get((entity, values, None))
        if known is not None:
            return known
        by_key = {f"key{place}": value for place, value in enumerate(values)}
        return cast("E | None", _by_key(cast(Any, entity)).unflushed(self, **by_key))

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
        """Write what is new or changed: plain columns, nearly everything we ever write, at a tenth of the cost."""
        new, changed = list(self.new), [inspect(row) for row in self.dirty]
        is_plain = objects is None and not self.deleted and not any(map(_needs_unit_of_work, changed))
        if not is_plain or any(map(_is_special, new)):
            super().flush(objects)
            return
        self._expunge_states([inspect(row) for row in new])
        for row in new:
            self.insert(row)
        for state in changed:
            self._write(state)

    def insert(self, row: Any) -> None:
        """Insert a row at once, before whatever waits for the flush; what it refers to must be there."""
        mapper = inspect(type(row))
        values = {name: default() if (value := row.__dict__.get(name)) is None and default else value
                  for name, default in _defaults(mapper).items()}
        if revision := _revision(mapper):
            values[revision] = 1
        surrogate, given = _surrogate(mapper), {_column(mapper, name): value for name, value in values.items()}
        made = _insert(mapper).scalar(self, **given) if surrogate else _insert(mapper).run(self, **given)
        row.__dict__.update(values)
        if surrogate:
            row.__dict__[surrogate] = made
        make_transient_to_detached(row)
        self.add(row)

    def _save_or_update_state(self, state: InstanceState[Any]) -> None:
        """Take a row in; no table of ours has relations along which others would come with it."""
        self._save_or_update_impl(state)

    def _write(self, state: InstanceState[Any]) -> None:
        row = state.dict
        changed = tuple(sorted(name for name, was in state.committed_state.items() if row[name] != was))
        if changed:
            self._update(state, changed)
        state._commit_all(row, self.identity_map)  # what a flush calls too; nothing public marks a whole row as written

    def _update(self, state: InstanceState[Any], changed: tuple[str, ...]) -> None:
        row, revision = state.dict, _revision(state.mapper)
        self.hold(state.obj())
        values = {f"new_{name}": row[name] for name in changed} | _key_values(state)
        if revision:
            values |= {"was": row[revision], "is": row[revision] + 1}
        if not _update(state.mapper, changed).run(self, **values):
            raise StaleDataError(f"a {state.class_.__name__} was changed or deleted by somebody else")
        if revision:
            row[revision] += 1


def _driver_of(connection: Connection) -> tuple[Any, Dialect]:
    return connection.connection.driver_connection, connection.dialect


def _key_values(state: InstanceState[Any]) -> dict[str, Any]:
    identity: Any = state.key
    return {f"key{place}": value for place, value in enumerate(identity[1])}


@cache
def _revision(mapper: Mapper[Any]) -> str | None:
    column = mapper.version_id_col
    return None if column is None else mapper.get_property_by_column(column).key


def _needs_unit_of_work(state: InstanceState[Any]) -> bool:
    """Tell whether more than plain columns of a known row changed: its key, its relations, an expression of SQL."""
    plain = _plain_columns(state.mapper)
    return isinstance(state.obj(), ROSTER) or any(
        name not in plain or isinstance(state.dict.get(name), ClauseElement) for name in state.committed_state
    )


@cache
def _plain_columns(mapper: Mapper[Any]) -> frozenset[str]:
    keys = {mapper.get_property_by_column(column).key for column in mapper.primary_key}
    return frozenset(mapper.column_attrs.keys()) - keys


def _is_special(row: object) -> bool:
    """Tell whether a new row needs the unit of work: it brings its own number, or the database computes a default."""
    mapper = inspect(type(row))
    surrogate = _surrogate(mapper)
    return not _is_plain_insert(mapper) or (surrogate is not None and row.__dict__.get(surrogate) is not None)


@cache
def _is_plain_insert(mapper: Mapper[Any]) -> bool:
    columns: list[Any] = list(mapper.columns)
    return not issubclass(mapper.class_, ROSTER) and all(
        column.server_default is None and (column.default is None or not column.default.is_clause_element)
        for column in columns
    )


@cache
def _defaults(mapper: Mapper[Any]) -> dict[str, Callable[[], Any] | None]:
    """Return the columns of an INSERT with what they hold when nothing was set."""
    surrogate = _surrogate(mapper)
    return {name: _default_of(attribute.columns[0]) for name, attribute in mapper.column_attrs.items()
            if name != surrogate}


def _default_of(column: Any) -> Callable[[], Any] | None:
    default = column.default
    if default is None:
        return None
    return (lambda: default.arg(None)) if default.is_callable else (lambda: default.arg)


@cache
def _surrogate(mapper: Mapper[Any]) -> str | None:
    """Return the key that the database counts up, if there is one."""
    column = _table(mapper).autoincrement_column
    return None if column is None else mapper.get_property_by_column(column).key


@cache
def _insert(mapper: Mapper[Any]) -> Prepared:
    table = _table(mapper)
    surrogate = table.autoincrement_column
    statement = insert(table) if surrogate is None else insert(table).returning(surrogate)
    return Prepared(statement, *(_column(mapper, name) for name in _defaults(mapper)))


@cache
def _column(mapper: Mapper[Any], name: str) -> str:
    key: str = mapper.column_attrs[name].columns[0].key
    return key


@cache
def _update(mapper: Mapper[Any], changed: tuple[str, ...]) -> Prepared:
    columns = {name: mapper.column_attrs[name].columns[0] for name in changed}
    is_it = [column == bindparam(f"key{place}") for place, column in enumerate(mapper.primary_key)]
    values = {column.key: bindparam(f"new_{name}", type_=column.type) for name, column in columns.items()}
    revision: Any = mapper.version_id_col
    if revision is not None:
        is_it.append(revision == bindparam("was"))
        values[revision.key] = bindparam("is", type_=revision.type)
    return Prepared(update(_table(mapper)).where(*is_it).values(values))


def _table(mapper: Mapper[Any]) -> Table:
    return cast(Table, mapper.local_table)


@cache
def _by_key(entity: Any) -> Rows[Any]:
    keys = inspect(entity).primary_key
    return Rows(entity, select(entity).where(*(key == bindparam(f"key{place}") for place, key in enumerate(keys))))


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
