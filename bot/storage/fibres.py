"""PostgreSQL's runner: a transaction a job, several at once, all of them on the event loop."""

import asyncio
import weakref
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.util import greenlet_spawn

from bot.nursery import Nursery
from bot.storage.runners import Job
from bot.storage.tickets import Ticket
from models.session import JobSession

T = TypeVar("T")


class Fibres:
    """Runs each job in a greenlet on the event loop: where a statement waits for the server, others go on.

    Threads passed Python's lock around at every statement (docs/adr/0014). What only reads, and may be long, does run
    in threads.
    """

    def __init__(self, engine: AsyncEngine, reader: Engine, *, at_once: int, readers: int) -> None:
        self._engine = engine.sync_engine
        self._reader = reader
        self._turns = asyncio.Semaphore(at_once)
        self._readers = ThreadPoolExecutor(readers, thread_name_prefix="reader")
        self._nursery = Nursery()
        self._connections: weakref.WeakSet[Any] = weakref.WeakSet()
        sa.event.listen(self._engine, "connect", self._connected)

    async def run(self, job: Job[T]) -> T:
        """Run a job in a transaction and commit it, even when its caller waits no longer."""
        ticket = Ticket(job, asyncio.get_running_loop().create_future())
        self._nursery.start(self._serve(ticket), "job")
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

    async def _serve(self, ticket: Ticket) -> None:
        async with self._turns:
            try:
                await greenlet_spawn(self._commit, ticket)
            except Exception as error:
                ticket.fail(error)
        ticket.settle()

    def _commit(self, ticket: Ticket) -> None:
        with JobSession(self._engine) as session, session.begin():
            ticket.run(session)

    def _look(self, job: Job[T]) -> T:
        with JobSession(self._reader) as session, session.begin():
            return job(session)

    def _connected(self, connection: Any, _record: object) -> None:
        self._connections.add(connection.driver_connection)
