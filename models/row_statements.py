"""The statements by which a session writes and gets rows, made once for each class."""

from collections.abc import Callable
from functools import cache
from typing import Any, cast

from sqlalchemy import ClauseElement, Sequence, Table, bindparam, func, insert, inspect, select, update
from sqlalchemy.orm import InstanceState, Mapper

from models.memory import ROSTER
from models.prepared import Prepared
from models.rows import Rows

DRAWN = 4
"""Numbers that a job draws at once; those it does not need are never used."""


@cache
def revision_of(mapper: Mapper[Any]) -> str | None:
    """Return the attribute that counts a row's revisions, if there is one."""
    column = mapper.version_id_col
    return None if column is None else mapper.get_property_by_column(column).key


def needs_unit_of_work(state: InstanceState[Any]) -> bool:
    """Tell whether more than plain columns of a known row changed: its key, its relations, an expression of SQL."""
    changed, row = state.committed_state, state.dict
    return not changed.keys() <= _plain_columns(state.mapper) or any(
        isinstance(row.get(name), ClauseElement) for name in changed
    )


@cache
def _plain_columns(mapper: Mapper[Any]) -> frozenset[str]:
    if issubclass(mapper.class_, ROSTER):
        return frozenset()
    keys = {mapper.get_property_by_column(column).key for column in mapper.primary_key}
    return frozenset(mapper.column_attrs.keys()) - keys


def is_special(row: object) -> bool:
    """Tell whether a new row needs the unit of work: it brings its own number, or the database computes a default."""
    mapper = inspect(type(row))
    surrogate = surrogate_of(mapper)
    return not _is_plain_insert(mapper) or (surrogate is not None and row.__dict__.get(surrogate) is not None)


@cache
def _is_plain_insert(mapper: Mapper[Any]) -> bool:
    columns: list[Any] = list(mapper.columns)
    return not issubclass(mapper.class_, ROSTER) and all(
        column.server_default is None and (column.default is None or not column.default.is_clause_element)
        for column in columns
    )


@cache
def defaults_of(mapper: Mapper[Any]) -> dict[str, Callable[[], Any] | None]:
    """Return the columns of an INSERT with what they hold when nothing was set."""
    surrogate = surrogate_of(mapper)
    return {name: _default_of(attribute.columns[0]) for name, attribute in mapper.column_attrs.items()
            if name != surrogate}


def _default_of(column: Any) -> Callable[[], Any] | None:
    default = column.default
    if default is None:
        return None
    return (lambda: default.arg(None)) if default.is_callable else (lambda: default.arg)


@cache
def surrogate_of(mapper: Mapper[Any]) -> str | None:
    """Return the key that the database counts up, if there is one."""
    column = _table(mapper).autoincrement_column
    return None if column is None else mapper.get_property_by_column(column).key


def key_of(mapper: Mapper[Any], row: dict[str, Any]) -> tuple[Any, ...]:
    """Return the identity under which a session knows a row."""
    return mapper.class_, tuple([row[name] for name in _keys_of(mapper)]), None


@cache
def _keys_of(mapper: Mapper[Any]) -> tuple[str, ...]:
    return tuple(mapper.get_property_by_column(column).key for column in mapper.primary_key)


@cache
def insert_into(mapper: Mapper[Any]) -> Prepared:
    """Return the INSERT of a class; it gives back the key that the database counts up."""
    table = _table(mapper)
    surrogate = table.autoincrement_column
    statement = insert(table) if surrogate is None else insert(table).returning(surrogate)
    return Prepared(statement, *(column_of(mapper, name) for name in defaults_of(mapper)))


@cache
def insert_whole(mapper: Mapper[Any]) -> Prepared:
    """Return the INSERT of a class whose rows bring all they hold, the key they drew too."""
    return Prepared(insert(_table(mapper)), *(column.key for column in _table(mapper).columns))


@cache
def draw_from(table: Table) -> Prepared:
    """Return the SELECT that draws a few numbers for rows of a table (PostgreSQL)."""
    counter = Sequence(f"{table.name}_{cast(Any, table.autoincrement_column).name}_seq")
    return Prepared(select(counter.next_value()).select_from(func.generate_series(1, DRAWN)))


@cache
def column_of(mapper: Mapper[Any], name: str) -> str:
    """Return the name of an attribute's column."""
    key: str = mapper.column_attrs[name].columns[0].key
    return key


@cache
def refers(mapper: Mapper[Any], changed: tuple[str, ...]) -> bool:
    """Tell whether one of some attributes refers to a row of another table, or of its own."""
    return any(mapper.column_attrs[name].columns[0].foreign_keys for name in changed)


@cache
def update_of(mapper: Mapper[Any], changed: tuple[str, ...]) -> tuple[Prepared, tuple[tuple[str, str], ...]]:
    """Return the UPDATE of some attributes, guarded by the revision where there is one.

    Beside it stand the names of its values, each with the attribute that holds the value.
    """
    columns = {name: mapper.column_attrs[name].columns[0] for name in changed}
    keys = {f"key{place}": column for place, column in enumerate(mapper.primary_key)}
    is_it = [column == bindparam(name) for name, column in keys.items()]
    binds = [(f"new_{name}", name) for name in changed]
    binds += [(name, mapper.get_property_by_column(column).key) for name, column in keys.items()]
    values = {column.key: bindparam(f"new_{name}", type_=column.type) for name, column in columns.items()}
    revision: Any = mapper.version_id_col
    if revision is not None:
        is_it.append(revision == bindparam("was"))
        values[revision.key] = bindparam("is", type_=revision.type)
    return Prepared(update(_table(mapper)).where(*is_it).values(values)), tuple(binds)


def _table(mapper: Mapper[Any]) -> Table:
    return cast(Table, mapper.local_table)


@cache
def select_by_key(entity: Any) -> Rows[Any]:
    """Return the SELECT of a row by its primary key."""
    keys = inspect(entity).primary_key
    return Rows(entity, select(entity).where(*(key == bindparam(f"key{place}") for place, key in enumerate(keys))))
