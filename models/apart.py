"""What happens beside a job's own transaction, for what all jobs want at once.

A row that every job changes would else keep all of them waiting until one has committed. The commit waits for no
disk: the job's own comes after it in the log, so nothing lasting can rest on what was lost. SQLite has one writer, whom
nobody waits for: there it is part of the job.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import func
from sqlalchemy.engine import Connection

from models.prepared import Prepared
from models.session import JobSession
from models.transaction import in_transaction, reopen

T = TypeVar("T")


class Apart:
    """A changing statement that is committed at once, whatever becomes of the job: one way to PostgreSQL and back."""

    def __init__(self, statement: Any) -> None:
        self._within = Prepared(statement)
        self._apart = Prepared(statement.returning(func.set_config("synchronous_commit", "off", True)))

    def scalar(self, session: JobSession, **values: Any) -> Any:
        """Return the first column of the first row it changed, None when it changed none."""
        engine = session.get_bind().engine
        if engine.dialect.name == "sqlite":
            return self._within.scalar(session, **values)
        with engine.connect() as connection:
            reopen(connection)
            return self._alone(connection, values)

    def _alone(self, connection: Connection, values: dict[str, Any]) -> Any:
        try:
            return self._apart.scalar(JobSession(connection), **values)
        except BaseException:
            connection.invalidate()
            raise


def apart(session: JobSession, job: Callable[[JobSession], T]) -> T:
    """Run a few statements in a transaction of their own, committed at once, whatever becomes of the job."""
    engine = session.get_bind().engine
    if engine.dialect.name == "sqlite":
        return job(session)
    return in_transaction(engine, job, "SET LOCAL synchronous_commit TO off")
