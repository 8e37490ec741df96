"""SQLite's one writing connection, and a session on it that goes on knowing what jobs before have read and written."""

import sqlite3
import time
from typing import Any

from sqlalchemy.engine import Connection, Engine, RootTransaction
from sqlalchemy.exc import OperationalError

from bot.storage.tickets import Ticket
from models.session import JobSession

PATIENCE_SECONDS = 10.0
"""How long another process (an import on the command line) may hold the file."""
LOOK_SECONDS = 0.02


class GroupBroken(Exception):
    """The group's transaction is gone, with the work of jobs that had succeeded in it."""


class Writer:
    """Begins, runs jobs in savepoints, commits.

    Its session may remember between transactions, because nobody else writes. When somebody does after all, SQLite's
    data_version tells, and a new session begins. When a job fails, the session forgets what that job touched.
    """

    def __init__(self, engine: Engine) -> None:
        self._connection: Connection = engine.connect()
        raw: Any = self._connection.connection.driver_connection
        self._raw = raw
        self._raw.execute("PRAGMA busy_timeout=0")  # the event loop waits for nobody; begin_patiently does
        self._transaction: RootTransaction | None = None
        self._version: object = None
        self._session = self._new_session()

    def begin(self) -> bool:
        """Begin a transaction; False when another process is writing."""
        try:
            self._transaction = self._connection.begin()
        except OperationalError as error:
            if getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
                return False
            raise
        self._notice_others()
        return True

    def begin_patiently(self) -> None:
        """Begin as soon as the other process lets us, in a thread of its own.

        Raises:
            OperationalError: it did not for too long.
        """
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            if self.begin():
                return
            time.sleep(LOOK_SECONDS)
        self._transaction = self._connection.begin()

    def attempt(self, ticket: Ticket) -> None:
        """Run a job in a savepoint: its failure takes back its own work alone.

        Raises:
            GroupBroken: it took the whole transaction with it.
        """
        # savepoints by hand: SQLAlchemy's own cost as much as a statement each
        self._raw.execute("SAVEPOINT job")
        try:
            ticket.run(self._session)
            self._session.flush()
            self._session.end_job()
            self._raw.execute("RELEASE job")
        except BaseException as error:
            ticket.error = ticket.error or error
            self._take_back()
            # a failed flush takes the whole transaction with it, and so does SQLite when its disk is full
            if not self._raw.in_transaction or not self._connection.in_transaction():
                raise GroupBroken from ticket.error
            self._raw.execute("ROLLBACK TO job")
            self._raw.execute("RELEASE job")

    def commit(self) -> None:
        """Commit; may run in another thread, because it waits for the disk."""
        self._session.commit()
        if self._transaction is not None:
            self._transaction.commit()

    def close(self) -> None:
        """Take back what was not committed and give the connection back."""
        self._session.close()
        if self._raw.in_transaction:
            self._raw.rollback()  # a failed COMMIT leaves it open where SQLAlchemy believes it over
        self._connection.close()

    def _notice_others(self) -> None:
        version = self._raw.execute("PRAGMA data_version").fetchone()
        if version != self._version:
            self._start_anew()
        self._version = version

    def _take_back(self) -> None:
        if self._session.is_active:
            self._session.take_back()
        else:
            self._start_anew()  # a flush of the unit of work failed: SQLAlchemy's session is of no more use

    def _start_anew(self) -> None:
        self._session.close()
        self._session = self._new_session()

    def _new_session(self) -> JobSession:
        return JobSession(self._connection, join_transaction_mode="rollback_only")
