"""How jobs meet a database: one writer that commits groups, or a pool of threads with a transaction each."""

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol, TypeVar

from sqlalchemy import Select, bindparam, event, inspect, select
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Session

T = TypeVar("T")
Job = Callable[[Session], T]
GROUP = 64
"""Jobs in one commit at most: the first of them waits for the last."""


@cache
def _by_key(entity: Any) -> Select[Any]:
    keys = inspect(entity).primary_key
    return select(entity).where(*(key == bindparam(f"key{place}") for place, key in enumerate(keys)))


class JobSession(Session):
    """The session of a job: what it loaded stays loaded until the job ends, even when nobody holds it."""

    def __init__(self, bind: Engine | Connection, **options: Any) -> None:
        super().__init__(bind, expire_on_commit=False, **options)
        self.held: list[object] = []

    def get(self, entity: Any, ident: Any, **options: Any) -> Any:
        """Get by primary key, by a statement made once for each class.

        Changes of rows that are there already need not be written for that.
        """
        if options or self.new or self.deleted:
            return super().get(entity, ident, **options)
        values = ident if isinstance(ident, tuple) else (ident,)
        known = self.identity_map.get((entity, values, None))
        if known is not None:
            return known
        with self.no_autoflush:
            return self.scalars(_by_key(entity), {f"key{place}": value for place, value in enumerate(values)}).first()


@event.listens_for(JobSession, "loaded_as_persistent")
def _hold(session: JobSession, loaded: object) -> None:
    session.held.append(loaded)


class Runner(Protocol):
    """Runs jobs, each in a transaction of its own or none of it."""

    async def run(self, job: Job[T]) -> T:
        """Run a job that may write; what it returns is committed when it is returned."""

    async def read(self, job: Job[T]) -> T:
        """Run a job that only reads."""

    def close(self) -> None:
        """Finish what waits, then end."""


class ThreadPool:
    """A transaction a job, several at once (PostgreSQL)."""

    def __init__(self, engine: Engine, threads: int) -> None:
        self._engine = engine
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="store")

    async def run(self, job: Job[T]) -> T:
        """Run a job in a transaction and commit it."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._commit, job)

    async def read(self, job: Job[T]) -> T:
        """Run a job in a transaction too: it reads one state of the world or the other."""
        return await self.run(job)

    def close(self) -> None:
        """Finish what waits, then end."""
        self._threads.shutdown()

    def _commit(self, job: Job[T]) -> T:
        with JobSession(self._engine) as session, session.begin():
            return job(session)


@dataclass(slots=True)
class _Ticket:
    """A job that waits for the writer, and who waits for it."""

    job: Job[Any]
    future: "asyncio.Future[Any]"
    loop: asyncio.AbstractEventLoop
    value: Any = None
    error: BaseException | None = None

    def run(self, session: Session) -> None:
        """Run the job; its own error is kept, whatever the way back meets."""
        try:
            self.value = self.job(session)
        except BaseException as error:
            self.error = error
            raise

    def settle(self) -> None:
        """Give the result to who waits, in their own thread."""
        if self.future.done():
            return
        if self.error is None:
            self.future.set_result(self.value)
        else:
            self.future.set_exception(self.error)


class _GroupBroken(Exception):
    """The group's transaction is gone, with the work of jobs that had succeeded in it."""


class GroupCommit:
    """One writer thread; the jobs that wait become SAVEPOINTs of one transaction (SQLite).

    A group costs one fsync, so that full durability costs little under load. A job that fails takes back its
    own savepoint and harms no other. When the COMMIT itself fails, each job runs again alone.
    """

    def __init__(self, writer: Engine, reader: Engine, readers: int) -> None:
        self._writer = writer
        self._reader = reader
        self._readers = ThreadPoolExecutor(readers, thread_name_prefix="reader")
        self._queue: queue.SimpleQueue[_Ticket | None] = queue.SimpleQueue()
        self._closed = False
        self._thread = threading.Thread(target=self._live, name="writer", daemon=True)
        self._thread.start()

    async def run(self, job: Job[T]) -> T:
        """Run a job in the next group and return once that is committed."""
        if self._closed:
            raise RuntimeError("the store is closed")
        loop = asyncio.get_running_loop()
        ticket = _Ticket(job, loop.create_future(), loop)
        self._queue.put(ticket)
        value: T = await ticket.future
        return value

    async def read(self, job: Job[T]) -> T:
        """Run a job beside the writer, on the last committed state."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._look, job)

    def close(self) -> None:
        """Finish what waits, then end."""
        self._closed = True
        self._queue.put(None)
        self._thread.join()
        self._readers.shutdown()

    def _look(self, job: Job[T]) -> T:
        with JobSession(self._reader) as session:
            return job(session)

    # -- the writer's thread ------------------------------------------------------

    def _live(self) -> None:
        open_for_more = True
        while open_for_more:
            group, open_for_more = self._next_group()
            if group:
                self._settle_together(group)

    def _next_group(self) -> tuple[list[_Ticket], bool]:
        group: list[_Ticket] = []
        ticket = self._queue.get()
        while ticket is not None:
            group.append(ticket)
            if len(group) == GROUP:
                return group, True
            try:
                ticket = self._queue.get_nowait()
            except queue.Empty:
                return group, True
        return group, False

    def _settle_together(self, group: list[_Ticket]) -> None:
        try:
            self._commit(group)
        except BaseException as error:
            if len(group) == 1:
                group[0].error = _told(error)
            else:
                self._commit_each(group)
        by_loop: dict[asyncio.AbstractEventLoop, list[_Ticket]] = {}
        for ticket in group:
            by_loop.setdefault(ticket.loop, []).append(ticket)
        for loop, tickets in by_loop.items():
            with contextlib.suppress(RuntimeError):  # nobody waits any more in a loop that is closed
                loop.call_soon_threadsafe(_settle_all, tickets)

    def _commit_each(self, group: list[_Ticket]) -> None:
        for ticket in group:
            ticket.value = ticket.error = None
            try:
                self._commit([ticket])
            except BaseException as error:
                ticket.value, ticket.error = None, _told(error)

    def _commit(self, group: list[_Ticket]) -> None:
        with self._writer.connect() as connection, connection.begin():
            for ticket in group:
                self._attempt(connection, ticket)

    @staticmethod
    def _attempt(connection: Connection, ticket: _Ticket) -> None:
        # savepoints by hand: SQLAlchemy's own cost as much as a statement each
        raw: Any = connection.connection.driver_connection
        ticket.value = ticket.error = None
        raw.execute("SAVEPOINT job")
        try:
            with JobSession(connection, join_transaction_mode="rollback_only") as session:
                ticket.run(session)
                session.flush()
            raw.execute("RELEASE job")
        except BaseException as error:
            ticket.error = ticket.error or error
            # a failed flush takes the whole transaction with it, and so does SQLite when its disk is full
            if not raw.in_transaction or not connection.in_transaction():
                raise _GroupBroken from ticket.error
            raw.execute("ROLLBACK TO job")
            raw.execute("RELEASE job")


def _told(error: BaseException) -> BaseException:
    return error.__cause__ if isinstance(error, _GroupBroken) and error.__cause__ else error


def _settle_all(tickets: list[_Ticket]) -> None:
    for ticket in tickets:
        ticket.settle()
