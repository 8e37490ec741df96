"""How jobs meet a database: one writer that commits groups, or a pool of threads with a transaction each."""

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from sqlalchemy.engine import Connection, Engine

from models.session import JobSession

T = TypeVar("T")
Job = Callable[[JobSession], T]
GROUP = 64
"""Jobs in one commit at most: the first of them waits for the last."""


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

    def run(self, session: JobSession) -> None:
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


class _Desk:
    """The writer's connection, and a session that goes on knowing what jobs before have read and written.

    It may: nobody else writes. When somebody does after all (an import on the command line), SQLite's data_version
    tells; when a job fails, what it changed in the session was taken back in the database. Both begin a new session.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._raw: Any = connection.connection.driver_connection
        self._version: object = None
        self.session = self._new_session()

    def notice_others(self) -> None:
        """Forget what is known when another process wrote; inside the transaction, so that nobody does from now on."""
        version = self._raw.execute("PRAGMA data_version").fetchone()
        if version != self._version:
            self._start_anew()
        self._version = version

    def attempt(self, ticket: _Ticket) -> None:
        """Run a job in a savepoint: its failure takes back its own work alone.

        Raises:
            _GroupBroken: it took the whole transaction with it.
        """
        # savepoints by hand: SQLAlchemy's own cost as much as a statement each
        ticket.value = ticket.error = None
        self._raw.execute("SAVEPOINT job")
        try:
            ticket.run(self.session)
            self.session.flush()
            self.session.end_job()
            self._raw.execute("RELEASE job")
        except BaseException as error:
            ticket.error = ticket.error or error
            self._start_anew()
            # a failed flush takes the whole transaction with it, and so does SQLite when its disk is full
            if not self._raw.in_transaction or not self.connection.in_transaction():
                raise _GroupBroken from ticket.error
            self._raw.execute("ROLLBACK TO job")
            self._raw.execute("RELEASE job")

    def close(self) -> None:
        """Give the connection back."""
        self.session.close()
        self.connection.close()

    def _start_anew(self) -> None:
        self.session.close()
        self.session = self._new_session()

    def _new_session(self) -> JobSession:
        return JobSession(self.connection, join_transaction_mode="rollback_only")


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
        self._desk: _Desk | None = None
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
        self._leave_desk()

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
        try:
            desk = self._desk = self._desk or _Desk(self._writer.connect())
            with desk.connection.begin():
                desk.notice_others()
                for ticket in group:
                    desk.attempt(ticket)
                desk.session.commit()
        except BaseException:
            self._leave_desk()
            raise

    def _leave_desk(self) -> None:
        desk, self._desk = self._desk, None
        if desk is not None:
            desk.close()


def _told(error: BaseException) -> BaseException:
    return error.__cause__ if isinstance(error, _GroupBroken) and error.__cause__ else error


def _settle_all(tickets: list[_Ticket]) -> None:
    for ticket in tickets:
        ticket.settle()
