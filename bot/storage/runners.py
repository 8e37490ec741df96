"""How jobs meet a database: in groups committed together (bot/storage/group_commit.py), or in a pool of threads."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

from sqlalchemy.engine import Engine

from models.session import JobSession

T = TypeVar("T")
Job = Callable[[JobSession], T]


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
