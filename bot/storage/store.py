"""The store: everything that touches the database is one job, run in one transaction."""

from contextvars import copy_context
from datetime import datetime
from typing import TypeVar

import structlog
from sqlalchemy import select

from bot.storage.databases import Database
from bot.storage.runners import Job
from bot.timing.clock import Clock

T = TypeVar("T")
RACES = 5
log = structlog.get_logger(__name__)


class DatabaseDown(Exception):
    """The database cannot be reached or cannot write now; nothing was changed, try again later."""


class Store:
    """Runs jobs: plain functions of a session that either happen whole or not at all.

    A job may run more than once before it is committed: it builds what it needs inside and touches
    nothing outside, and what it returns is the only thing that counts.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self.clock = clock

    async def run(self, job: Job[T]) -> T:
        """Run a job that may write; when this returns, it is committed.

        Raises:
            DatabaseDown: it could not be tried; anything the job raised is raised here too.
        """
        known = in_context(job)
        for lost in range(RACES):
            try:
                return await self.database.runner.run(known)
            except Exception as error:
                if self.database.is_down(error):
                    raise DatabaseDown(DatabaseDown.__doc__) from error
                if not self.database.is_lost_race(error) or lost == RACES - 1:
                    raise
                log.debug("race_lost", times=lost + 1, error=type(error).__name__)
        raise AssertionError("unreachable")

    async def read(self, job: Job[T]) -> T:
        """Run a job that only reads, beside the writers.

        Raises:
            DatabaseDown: it could not be tried.
        """
        try:
            return await self.database.runner.read(in_context(job))
        except Exception as error:
            if self.database.is_down(error):
                raise DatabaseDown(DatabaseDown.__doc__) from error
            raise

    async def answers(self) -> bool:
        """Tell whether the database can be read now."""
        try:
            await self.read(lambda session: session.execute(select(1)))
        except DatabaseDown:
            return False
        return True

    def real_now(self) -> datetime:
        """Return real time, for leases and backoff."""
        return self.clock.real_now()

    def close(self) -> None:
        """Finish open transactions and close every connection."""
        self.database.close()


def in_context(job: Job[T]) -> Job[T]:
    """Return the job as its caller would run it: wherever it runs, its log lines name the update it belongs to."""
    context = copy_context()
    return lambda session: context.run(job, session)
