"""Transactions on PostgreSQL's asyncio driver: one follows the other on a connection, with few words between them."""

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy.engine import Connection, Engine

from models import wire
from models.prepared import tell
from models.session import JobSession

T = TypeVar("T")


class Undone(Exception):
    """PostgreSQL took a transaction back instead of committing it: an error in it was passed over."""


def reopen(connection: Connection) -> None:
    """Let the next word open another connection if this one was closed: the server was started anew meanwhile."""
    if connection.connection.driver_connection.is_closed():  # type: ignore[union-attr]
        connection.invalidate()


class Line:
    """A connection and its transactions.

    ``settings`` last as long as a transaction does, and are said with its BEGIN.
    """

    def __init__(self, connection: Connection, *settings: str) -> None:
        self._connection = connection
        self._begin_words = "; ".join(("BEGIN", *settings))
        self._is_open = False

    def run(self, job: Callable[[JobSession], T], goes_on: Callable[[], bool] = lambda: False) -> T:
        """Run a job in a transaction of its own.

        Args:
            job: what to do.
            goes_on: asked before the COMMIT whether another job follows at once: its BEGIN goes with it then.

        Raises:
            Undone: nothing was written, for the job went on after a statement that had failed.
        """
        try:
            self._begin()
            with JobSession(self._connection, defers=True) as session:
                value = job(session)
                session.flush()
                session.write_waiting()
            self._commit("COMMIT AND CHAIN" if goes_on() else "COMMIT")
        except BaseException:
            self._take_back()
            raise
        return value

    def _begin(self) -> None:
        if self._is_open:
            return
        reopen(self._connection)
        self._say(self._begin_words)

    def _commit(self, words: str) -> None:
        if self._say(words) != "COMMIT":
            raise Undone(Undone.__doc__)
        self._is_open = words != "COMMIT"

    def _take_back(self) -> None:
        """Take the transaction back; a connection on which that fails is of no more use."""
        self._is_open = False
        try:
            self._say("ROLLBACK")
        except BaseException:
            self._connection.invalidate()

    def _say(self, words: str) -> str:
        driver: Any = self._connection.connection.dbapi_connection
        status: str = tell(words, (), driver, self._connection.dialect,
                           lambda driver, words, _: wire.ask(driver, lambda asyncpg: asyncpg.execute(words)))
        return status


def in_transaction(engine: Engine, job: Callable[[JobSession], T], *settings: str) -> T:
    """Run a job in a transaction on a connection of its own."""
    with engine.connect() as connection:
        return Line(connection, *settings).run(job)
