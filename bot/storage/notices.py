"""What replicas tell each other over PostgreSQL: look here, I live. Nothing rests on a notice being heard.

A notice is told after the commit it speaks of, on a connection of its own: told inside a transaction, it would make all
commits of the database wait for each other (docs/adr/0015). Whoever hears nothing looks for itself, more often.
"""

import asyncio
from collections.abc import Callable
from typing import Any

import structlog
from psycopg import AsyncConnection, Error, Notify
from sqlalchemy.engine import make_url

from bot.nursery import Nursery

CHANNEL = "huying"
PAUSES = (0.1, 0.5, 1.0, 2.0, 5.0)
GAP_SECONDS = 0.01
"""Between two tellings: what comes meanwhile goes with the next, the same words once."""
PATIENCE = 5.0
"""How long the server may take to answer before the connection counts as dead."""
CONNECT: dict[str, Any] = {"connect_timeout": 5, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
Hear = Callable[[str], object]
log = structlog.get_logger(__name__)


class Notices:
    """Tells the other replicas and hears them, oneself too, by topic.

    Args:
        address: the database, past any pooler; None where there are no other replicas.
    """

    def __init__(self, address: str | None) -> None:
        self._address = None if address is None else make_url(address).set(drivername="postgresql")
        self._ears: dict[str, list[Hear]] = {}
        self._unsaid: dict[str, None] = {}
        self._stirred = asyncio.Event()
        self.is_up = False
        """Whether what others tell is heard now; else one has to look."""

    def on(self, topic: str, hear: Hear) -> None:
        """Let something be called with the words of each notice of a topic."""
        self._ears.setdefault(topic, []).append(hear)

    def tell(self, topic: str, words: str = "") -> None:
        """Tell every replica soon; what cannot be told now is forgotten, because the others look."""
        if self.is_up:
            self._unsaid[f"{topic} {words}"] = None
            self._stirred.set()

    def start(self, nursery: Nursery) -> None:
        """Listen from now on, for as long as the nursery lives."""
        if self._address is not None:
            nursery.start(self._listen_for_ever(self._address.render_as_string(hide_password=False)), "notices")

    async def _listen_for_ever(self, address: str) -> None:
        failures = 0
        while True:
            try:
                async with await AsyncConnection.connect(address, autocommit=True, **CONNECT) as connection:
                    await self._listen(connection)
            except (Error, OSError, TimeoutError) as error:
                failures = 0 if self.is_up else failures + 1
                self._fall_silent()
                log.warning("notices_unheard", error=type(error).__name__)
            await asyncio.sleep(PAUSES[min(failures, len(PAUSES) - 1)])

    def _fall_silent(self) -> None:
        self.is_up = False
        self._unsaid.clear()

    async def _listen(self, connection: AsyncConnection) -> None:
        connection.add_notify_handler(self._heard)
        await connection.execute("LISTEN huying")
        self.is_up = True
        while True:
            await self._wait(connection)
            async with asyncio.timeout(PATIENCE):
                await self._say(connection)
            await asyncio.sleep(GAP_SECONDS)

    async def _wait(self, connection: AsyncConnection) -> None:
        """Wait until there is something to say; what is heard meanwhile is handed on at once."""
        loop, socket = asyncio.get_running_loop(), connection.fileno()
        loop.add_reader(socket, self._read, connection, socket)
        try:
            await self._stirred.wait()
        finally:
            loop.remove_reader(socket)
        self._stirred.clear()

    def _read(self, connection: AsyncConnection, socket: int) -> None:
        try:
            connection.pgconn.consume_input()
        except Error:
            asyncio.get_running_loop().remove_reader(socket)  # it is closed already
            self._stirred.set()  # saying will meet the same error, where it is dealt with
            return
        while (notice := connection.pgconn.notifies()) is not None:
            self._hear(notice.extra.decode())

    def _heard(self, notice: Notify) -> None:
        self._hear(notice.payload)

    def _hear(self, words: str) -> None:
        topic, _, rest = words.partition(" ")
        for hear in self._ears.get(topic, ()):
            hear(rest)

    async def _say(self, connection: AsyncConnection) -> None:
        unsaid, self._unsaid = list(self._unsaid), {}
        await connection.execute("SELECT pg_notify(%s, words) FROM unnest(%s::text[]) AS words", (CHANNEL, unsaid))
