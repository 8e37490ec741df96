"""SQLite's runner: the jobs that wait become SAVEPOINTs of one transaction, which costs one fsync."""

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy.engine import Engine

from bot.nursery import Nursery
from bot.storage.runners import Job
from bot.storage.tickets import Ticket
from bot.storage.writer import GroupBroken, Writer
from models.session import JobSession

T = TypeVar("T")
GROUP = 64
"""Jobs in one commit at most: the first of them waits for the last."""
SHARE_SECONDS = 0.02
"""How long jobs keep the event loop from everything else before their commit lets it go on."""


class GroupCommit:
    """Runs jobs on the event loop, group by group, and commits each group in a thread.

    A job is quick, and SQLite's driver gives Python's lock away at every statement: in a thread of their own jobs
    spent a quarter of their time on getting it back (docs/adr/0009). What waits for the disk, for another process or
    for a long answer does run in threads. A job that fails takes back its own savepoint and harms no other. When the
    COMMIT itself fails, each job runs again alone.
    """

    def __init__(self, writer: Engine, reader: Engine, readers: int) -> None:
        self._engine = writer
        self._reader = reader
        self._readers = ThreadPoolExecutor(readers, thread_name_prefix="reader")
        self._disk = ThreadPoolExecutor(1, thread_name_prefix="commit")
        self._nursery = Nursery()
        self._waiting: deque[Ticket] = deque()
        self._serving: asyncio.Task[None] | None = None
        self._writer: Writer | None = None
        self._closed = False

    async def run(self, job: Job[T]) -> T:
        """Run a job in the next group and return once that is committed."""
        if self._closed:
            raise RuntimeError("the store is closed")
        loop = asyncio.get_running_loop()
        ticket = Ticket(job, loop.create_future())
        self._waiting.append(ticket)
        if self._serving is None or self._serving.done() or self._serving.get_loop() is not loop:
            self._serving = self._nursery.start(self._serve(), "writer")
        value: T = await ticket.future
        return value

    async def read(self, job: Job[T]) -> T:
        """Run a job beside the writer, on the last committed state."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._look, job)

    def close(self) -> None:
        """Finish what waits, then end."""
        self._closed = True
        self._disk.shutdown()
        while self._waiting:
            ticket = self._waiting.popleft()
            self._commit_alone(ticket)
            ticket.settle()
        self._leave()
        self._readers.shutdown()

    def _look(self, job: Job[T]) -> T:
        with JobSession(self._reader) as session:
            return job(session)

    # -- writing -------------------------------------------------------------------

    async def _serve(self) -> None:
        while self._waiting:
            group: list[Ticket] = []
            try:
                await self._commit(group)
            except Exception as error:
                self._leave()
                await self._commit_each(group, error)
            for ticket in group:
                ticket.settle()

    async def _commit(self, group: list[Ticket]) -> None:
        """Run a group's jobs; those it has taken are in ``group`` whatever happens."""
        writer = await self._begin(group)
        for ticket in self._next(group):
            writer.attempt(ticket)
        await asyncio.get_running_loop().run_in_executor(self._disk, writer.commit)

    async def _begin(self, group: list[Ticket]) -> Writer:
        try:
            writer = self._writer = self._writer or Writer(self._engine)
            if not writer.begin():
                await asyncio.get_running_loop().run_in_executor(self._disk, writer.begin_patiently)
        except Exception:
            group.append(self._waiting.popleft())
            raise
        return writer

    def _next(self, group: list[Ticket]) -> Iterator[Ticket]:
        began = time.monotonic()
        while self._waiting and len(group) < GROUP and time.monotonic() - began < SHARE_SECONDS:
            group.append(self._waiting.popleft())
            yield group[-1]

    async def _commit_each(self, group: list[Ticket], error: BaseException) -> None:
        if len(group) == 1:
            group[0].fail(_told(error))
            return
        loop = asyncio.get_running_loop()
        for ticket in group:
            await loop.run_in_executor(self._disk, self._commit_alone, ticket)

    def _commit_alone(self, ticket: Ticket) -> None:
        try:
            writer = self._writer = self._writer or Writer(self._engine)
            writer.begin_patiently()
            writer.attempt(ticket)
            writer.commit()
        except Exception as error:
            self._leave()
            ticket.fail(_told(error))

    def _leave(self) -> None:
        """Give up the connection and what its session remembers; the next group opens another."""
        writer, self._writer = self._writer, None
        if writer is not None:
            with contextlib.suppress(Exception):  # it may be what broke
                writer.close()


def _told(error: BaseException) -> BaseException:
    return error.__cause__ if isinstance(error, GroupBroken) and error.__cause__ else error
