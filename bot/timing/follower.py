"""Following the sandbox's clock: a jump is walked in steps, so that a day moved is a day lived."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import structlog

from bot.storage.store import Store
from bot.timing.clock import BusinessClock, store_offset, stored_offset

STEP = timedelta(minutes=15)
LOOK_SECONDS = 0.25
TIMEOUT = aiohttp.ClientTimeout(total=5)
log = structlog.get_logger(__name__)

Step = Callable[[], Awaitable[object]]


class Follower:
    """Moves our business clock to where the sandbox's wants to be; demo and tests only.

    Args:
        address: root of the clock's server (``HUYING_CLOCK_URL``).
        clock: the clock that is moved.
        store: keeps the offset, so that a restart does not go back in time.
        steps: what is done at each step, in order: the ticker's `tick`, the sender's `drain`.
    """

    def __init__(self, address: str, clock: BusinessClock, store: Store, *steps: Step) -> None:
        self._address = address.rstrip("/")
        self._clock = clock
        self._store = store
        self._steps = steps
        self._session: aiohttp.ClientSession | None = None
        self._is_lost = False

    async def start(self) -> None:
        """Take up the stored offset."""
        self._clock.move_to(await self._store.read(stored_offset))
        self._session = aiohttp.ClientSession(timeout=TIMEOUT)

    async def close(self) -> None:
        """Close the connection."""
        if self._session is not None:
            await self._session.close()

    async def follow(self) -> None:
        """Walk to where the clock's server wants us to be, and report; run it again and again."""
        try:
            target = await self._target()
            while self._clock.offset < target:
                await self._walk(target)
                target = max(target, await self._report())
            await self._report()
        except (aiohttp.ClientError, TimeoutError) as error:
            self._lose(error)
        else:
            self._is_lost = False

    async def _walk(self, target: timedelta) -> None:
        offset = min(target, self._clock.offset + until_next_quarter(self._clock.now()))
        # written down first: what is sent at this hour must never be followed by an earlier one
        await self._store.run(lambda session: store_offset(session, offset))
        self._clock.move_to(offset)
        await self._report()  # before anything is sent, so that it is stamped with the hour it is sent at
        for step in self._steps:
            await step()

    async def _target(self) -> timedelta:
        return _target_of(await self._ask("GET", "/clock"))

    async def _report(self) -> timedelta:
        position = {"offset": self._clock.offset.total_seconds()}
        answer = await self._ask("PUT", "/clock/position", json=position)
        return _target_of(answer) if "target_offset" in answer else timedelta(0)

    async def _ask(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        if self._session is None:
            raise RuntimeError("the follower was not started")
        async with self._session.request(method, self._address + path, **options) as answer:
            answer.raise_for_status()
            body: dict[str, Any] = await answer.json()
            return body

    def _lose(self, error: Exception) -> None:
        if not self._is_lost:
            log.warning("clock_not_reached", address=self._address, error=type(error).__name__)
        self._is_lost = True


def until_next_quarter(now: datetime) -> timedelta:
    """Return how far it is to the next full quarter of an hour: what is due at 08:30 is done at 08:30."""
    return STEP - (now - datetime.min.replace(tzinfo=UTC)) % STEP


def _target_of(answer: dict[str, Any]) -> timedelta:
    return timedelta(seconds=float(answer["target_offset"]))
