"""The one place where SQLite and PostgreSQL differ: how they are opened, and how a transaction runs.

Everything else speaks SQLAlchemy that both understand; ``FOR UPDATE SKIP LOCKED`` is left out on SQLite by
its compiler, and there the one writer is the lock.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, InterfaceError, InternalError, OperationalError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.orm.exc import StaleDataError

from bot.storage.fibres import Fibres
from bot.storage.group_commit import GroupCommit
from bot.storage.runners import Runner

FAST: dict[str, Any] = {
    "hide_parameters": True,
    "json_serializer": lambda value: orjson.dumps(value).decode(), "json_deserializer": orjson.loads,
}
SQLITE_OPTIONS = {"cached_statements": 2000, "check_same_thread": False}
AT_ONCE = 8
"""PostgreSQL: transactions at once; each may open one more beside it (models.apart)."""
READERS = 2
BUSY_MS = 10_000
POSTGRES_OPTIONS = {"connect_timeout": 5, "options": "-c lock_timeout=10000 -c timezone=UTC"}
ASYNCPG_OPTIONS = {
    "timeout": 5,
    "server_settings": {"lock_timeout": "10000", "idle_in_transaction_session_timeout": "10000", "timezone": "UTC"},
    "prepared_statement_cache_size": 200, "statement_cache_size": 2000, "max_cached_statement_lifetime": 0,
}
"""The first cache serves what goes through SQLAlchemy, the second `Prepared`.

A machine that vanished, or a process that stands still, must not keep its locks until TCP gives it up, hours later.
"""
LIBPQ_ALONE = ("connect_timeout", "keepalives", "keepalives_idle", "keepalives_interval", "keepalives_count",
               "tcp_user_timeout", "channel_binding", "gssencmode", "client_encoding", "fallback_application_name")
"""What an address may say to psycopg and not to asyncpg."""
POOLED_OPTIONS = {"connect_timeout": 5, "prepare_threshold": None}
"""Behind PgBouncer: nothing that a session would have to remember."""
POOLED_ASYNCPG_OPTIONS = {
    "timeout": 5, "prepared_statement_cache_size": 0, "statement_cache_size": 0,
    "prepared_statement_name_func": str,
}
"""The same: statements without a name live no longer than their transaction."""
BRIEFLY = (("lock_timeout", "10000"), ("idle_in_transaction_session_timeout", "10000"))
"""What a transaction behind a pooler says at its start, because no session keeps it."""
SQLITE_DOWN = ("locked", "disk", "unable to open", "readonly", "full")
DOWN_STATES = ("08", "25006", "25P03", "53", "55P03", "57P0", "58")
"""PostgreSQL: no connection, a standby that only reads, a transaction in which we stood still, no disk or memory or
connection left, a lock not given in time, shut down or starting, trouble with its files. An update that meets one is
not at fault."""
RETRY_STATES = ("40001", "40P01")
"""PostgreSQL: serialization failure and deadlock; the transaction may simply run again."""


class UnknownDatabase(ValueError):
    """The address names no database we speak; use ``sqlite:///path`` or ``postgresql://user@host/name``."""


def normalise(address: str) -> URL:
    """Return the SQLAlchemy address for what people write: any driver, ``postgres://`` too.

    Raises:
        UnknownDatabase: neither SQLite nor PostgreSQL, or no address at all.
    """
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):  # the second for a port that is none; its words quote the address
        raise UnknownDatabase(UnknownDatabase.__doc__) from None
    match url.get_backend_name():
        case "postgresql" | "postgres":
            return url.set(drivername="postgresql+psycopg")
        case "sqlite":
            return url.set(drivername="sqlite")
    raise UnknownDatabase(UnknownDatabase.__doc__)


@dataclass(frozen=True)
class Database:
    """An open database: where transactions run, and what its dialect says differently."""

    engine: Engine
    reader: Engine
    runner: Runner

    @property
    def is_alone(self) -> bool:
        """Tell whether no other process works on this database: a SQLite file has one owner."""
        return self.engine.dialect.name == "sqlite"

    def insert_new(self, table: sa.Table) -> Any:
        """Return an INSERT that skips rows that are there already."""
        insert = sqlite.insert if self.is_alone else postgresql.insert
        return insert(table).on_conflict_do_nothing()

    def is_lost_race(self, error: BaseException) -> bool:
        """Tell whether a transaction failed only because another was faster, so that it may run again."""
        if isinstance(error, StaleDataError | IntegrityError):
            return True
        return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in RETRY_STATES

    def is_down(self, error: BaseException) -> bool:
        """Tell whether the database could not be reached, as opposed to a statement that was wrong."""
        if not isinstance(error, DBAPIError):
            return False
        is_operational = isinstance(error, OperationalError | InterfaceError | InternalError)
        if self.is_alone:
            return is_operational and any(word in str(error.orig) for word in SQLITE_DOWN)
        state = getattr(error.orig, "sqlstate", None)
        is_away = error.connection_invalidated or (state or "").startswith(DOWN_STATES)
        return is_away or (is_operational and state is None)

    def close(self) -> None:
        """Finish what waits and close every connection."""
        self.runner.close()
        self.engine.dispose()
        self.reader.dispose()


def make_engine(address: str) -> Engine:
    """Return an engine for one-off work beside the store: migrations, imports, the command line.

    Raises:
        UnknownDatabase: the address names no database we speak.
    """
    url = normalise(address)
    if url.get_backend_name() != "sqlite":
        return sa.create_engine(url, connect_args=POSTGRES_OPTIONS, hide_parameters=True)
    engine = sa.create_engine(_sqlite_file(url), hide_parameters=True)
    _prepare_sqlite(engine, "BEGIN IMMEDIATE", "FULL")
    return engine


def open_database(address: str, *, at_once: int = AT_ONCE, durable: bool = True, pooled: bool = False) -> Database:
    """Open the database of an address.

    Args:
        address: as in ``HUYING_DATABASE_URL``.
        at_once: PostgreSQL: transactions at once.
        durable: False lets SQLite forget the last commits at a power loss: for tests alone.
        pooled: PostgreSQL behind a pooler that gives each transaction another session.
    """
    url = normalise(address)
    if url.get_backend_name() == "sqlite":
        return _open_sqlite(url, durable)
    return _open_postgres(url, at_once, pooled)


def _open_sqlite(url: URL, durable: bool) -> Database:
    url = _sqlite_file(url)
    writer = sa.create_engine(url, pool_size=1, max_overflow=2, connect_args=SQLITE_OPTIONS, **FAST)
    reader = sa.create_engine(url, pool_size=READERS, max_overflow=2, connect_args=SQLITE_OPTIONS, **FAST)
    _prepare_sqlite(writer, "BEGIN IMMEDIATE", "FULL" if durable else "OFF")
    _prepare_sqlite(reader, "BEGIN", "FULL", "PRAGMA query_only=ON")
    return Database(writer, reader, GroupCommit(writer, reader, READERS))


def _sqlite_file(url: URL) -> URL:
    if not url.database or url.database == ":memory:":
        raise UnknownDatabase("SQLite needs a file (sqlite:///huying.db): what is in memory is lost.")
    path = Path(url.database).expanduser()
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)  # it holds what residents said; the files of its log take its rights
    return url.set(database=str(path))


def _prepare_sqlite(engine: Engine, begin: str, synchronous: str, *more: str) -> None:
    # the driver would begin late and deferred; a job must hold the write lock from its start
    pragmas = (
        "PRAGMA journal_mode=WAL", f"PRAGMA busy_timeout={BUSY_MS}", f"PRAGMA synchronous={synchronous}",
        "PRAGMA foreign_keys=ON", "PRAGMA cache_size=-65536",
        # savepoints keep what they may take back in memory; a checkpoint comes every 32 MB, not every few updates
        "PRAGMA temp_store=MEMORY", "PRAGMA wal_autocheckpoint=8000", *more,
    )

    @sa.event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in pragmas:
            connection.execute(pragma)

    @sa.event.listens_for(engine, "begin")
    def _begun(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)


def _open_postgres(url: URL, at_once: int, pooled: bool) -> Database:
    options = POOLED_ASYNCPG_OPTIONS if pooled else ASYNCPG_OPTIONS
    engine = create_async_engine(  # transactions are begun and ended by models/transaction.py
        "postgresql+asyncpg://", isolation_level="AUTOCOMMIT", pool_use_lifo=True,
        pool_size=at_once, max_overflow=at_once,
        connect_args={"dsn": _for_asyncpg(url), **options}, **FAST)
    reader = sa.create_engine(url, pool_size=READERS, max_overflow=2, hide_parameters=True,
                              connect_args=POOLED_OPTIONS if pooled else POSTGRES_OPTIONS)
    if pooled:
        sa.event.listen(reader, "begin", _wait_briefly)
    fibres = Fibres(engine, reader, at_once=at_once, readers=READERS, settings=_said(pooled))
    return Database(reader, reader, fibres)


def _said(pooled: bool) -> list[str]:
    return [f"SET LOCAL {name} = {value}" for name, value in BRIEFLY] if pooled else []


def _for_asyncpg(url: URL) -> str:
    """Return an address that asyncpg reads as libpq would: whatever it does not know it would ask of the server."""
    known = url.difference_update_query(LIBPQ_ALONE)
    return known.set(drivername="postgresql").render_as_string(hide_password=False)


def _wait_briefly(connection: sa.Connection) -> None:
    for said in _said(pooled=True):
        connection.exec_driver_sql(said)
