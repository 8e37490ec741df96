"""A transaction beside a job's own, for what all jobs want at once."""

from collections.abc import Callable
from typing import TypeVar

from models.session import JobSession
from models.transaction import in_transaction

T = TypeVar("T")


def apart(session: JobSession, job: Callable[[JobSession], T]) -> T:
    """Run a few statements in a transaction of their own, committed at once, whatever becomes of the job.

    A row that every job changes would else keep all of them waiting until one has committed. The commit waits for no
    disk: the job's own comes after it in the log, so nothing lasting can rest on what was lost. SQLite has one
    writer, whom nobody waits for: there it is part of the job.
    """
    engine = session.get_bind().engine
    if engine.dialect.name == "sqlite":
        return job(session)
    return in_transaction(engine, job, "SET LOCAL synchronous_commit TO off")
