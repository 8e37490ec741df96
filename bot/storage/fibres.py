"""PostgreSQL's runner: a transaction a job, several at once, all of them on the event loop."""

import asyncio
import weakref
from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.util import greenlet_spawn

from bot.nursery import Nursery
from bot.storage.runners import Job
from bot.storage.tickets import Ticket
from models.roster import Rosters, lend
from models.session import JobSession
from models.transaction import Line

T = TypeVar("T")


class Fibres:
    """Runs each job in a greenlet on the event loop: where a statement waits for the server, others go on.

    Threads passed Python's lock around at every statement (docs/adr/0014). What only reads, and may be long, does run
    in threads.

    Args:
        engine: asyncpg's, in autocommit: what begins and ends a transaction is said here.
        reader: psycopg's.
        at_once: transactions at once.
        readers: reading jobs at once.
        settings: what a transaction says to the server at its start, behind a pooler.
    """

    def __init__(self, engine: AsyncEngine, reader: Engine, *, at_once: int, readers: int,
                 settings: Sequence[str] = ()) -> None:
        self._engine = engine.sync_engine
        self._settings = settings
        self._rosters = Rosters()
        self._reader = reader
        self._free = at_once
        self._waiting: deque[Ticket] = deque()
        self._readers = ThreadPoolExecutor(readers, thread_name_prefix="reader")
        self._nursery = Nursery()
        self._connections: weakref.WeakSet[Any] = weakref.WeakSet()
        sa.event.listen(self._engine, "connect", self._connected)

    async def run(self, job: Job[T]) -> T:
        """Run a job in a transaction and commit it, even when its caller waits no longer."""
        ticket = Ticket(job, asyncio.get_running_loop().create_future())
        self._waiting.append(ticket)
        if self._free:
            self._free -= 1
            self._nursery.start(self._work(), "jobs")
        value: T = await ticket.future
        return value

    async def read(self, job: Job[T]) -> T:
        """Run a job beside the others, in a transaction too: it reads one state of the world or the other."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._look, job)

    def close(self) -> None:
        """Let the readers finish and hang up; a transaction that is open is taken back."""
        self._readers.shutdown()
        for connection in list(self._connections):
            connection.terminate()

    async def _work(self) -> None:
        try:
            while self._waiting:
                ticket = self._waiting.popleft()
                try:
                    await greenlet_spawn(self._serve, ticket)
                except Exception as error:
                    ticket.fail(error)
                    ticket.settle()
        finally:
            self._free += 1

    def _serve(self, ticket: Ticket) -> None:
        """Run a job and those that wait when it commits; behind a pooler each asks for a connection anew."""
        following = [ticket]
        with self._engine.connect() as connection:
            line = Line(connection, *self._settings)
            while following:
                ticket = following.pop()
                try:
                    line.run(partial(self._run, ticket), partial(self._go_on, following))
                except Exception as error:
                    ticket.fail(error)
                ticket.settle()

    def _go_on(self, following: list[Ticket]) -> bool:
        if self._waiting and not self._settings:
            following.append(self._waiting.popleft())
        return bool(following)

    def _run(self, ticket: Ticket, session: JobSession) -> None:
        lend(session, self._rosters)
        ticket.run(session)

    def _look(self, job: Job[T]) -> T:
        with JobSession(self._reader) as session, session.begin():
            return job(session)

    def _connected(self, connection: Any, _record: object) -> None:
        self._connections.add(connection.driver_connection)
