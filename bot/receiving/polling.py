"""Intake by long polling: Telegram is told to forget only what is committed here."""

import asyncio
from collections.abc import Sequence
from typing import Any, Protocol

import structlog

from bot.receiving.inbox import KINDS, Inbox, Parcel, Raw
from bot.receiving.lanes import FULL
from bot.receiving.presses import Calls
from bot.storage.lead import Lead, Role
from bot.timing.clock import Clock
from bot.wire.calls import Call

ALLOWED = list(KINDS)
BATCH = 100
LONG_SECONDS = 10
SHARED_LONG_SECONDS = 3
"""With several replicas a fetch ends before the poller's term does."""
STANDBY_SECONDS = 1.0
PAUSES = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
CROWDED_SECONDS = 0.05
IDLE_SECONDS = 6 * 86400.0
"""After a week without updates Telegram's ids begin anew at random: an older offset would hide them."""
log = structlog.get_logger(__name__)


class Hands(Protocol):
    """Where stored updates go: to our lanes, or to those of all replicas."""

    def __len__(self) -> int:
        """Return how many are not handled yet, as far as we know."""

    def push(self, parcels: Sequence[Parcel]) -> None:
        """Take freshly stored updates."""


class Refused(Exception):
    """Telegram refused a call; its words say why (another poller, a webhook, a wrong token)."""


class Polling:
    """Fetches updates, stores them and hands them on.

    The offset lives in memory: after a restart Telegram repeats what was not confirmed, and the inbox knows
    what it has. Of several replicas one asks; the others stand by, because Telegram answers 409 to a second.
    """

    def __init__(self, wire: Calls, inbox: Inbox, lanes: Hands, clock: Clock,
                 long_seconds: int | None = None) -> None:
        self._wire = wire
        self._inbox = inbox
        self._lanes = lanes
        self._clock = clock
        shared = LONG_SECONDS if inbox.store.database.is_alone else SHARED_LONG_SECONDS
        self._long_seconds = long_seconds or shared
        self._lead = Lead(inbox.store, Role.POLLER)
        self._is_ours = False
        """No webhook is set, which would make Telegram refuse."""
        self._offset: int | None = None
        self._heard_at = clock.monotonic()
        self._failures = 0

    async def run(self) -> None:
        """Fetch for ever; cancelling this stops the intake and loses nothing."""
        while True:
            pause = await self.once()
            if len(self._lanes) >= FULL:
                pause = max(pause, CROWDED_SECONDS)
            if pause:
                await asyncio.sleep(pause)

    async def once(self) -> float:
        """Fetch and store one batch; return the seconds to pause after a failure or while another polls, else 0.0.

        Whatever goes wrong, the intake goes on: nothing is confirmed that was not stored.
        """
        try:
            if not await self._lead.hold():
                self._offset, self._is_ours = None, False
                return STANDBY_SECONDS
            await self._take()
        except Exception as error:
            return self._failed(error)
        self._failures = 0
        return 0.0

    async def leave(self) -> None:
        """Let another replica poll at once."""
        await self._lead.leave()

    async def _take(self) -> None:
        if not self._is_ours:
            await self._ask("deleteWebhook", {})
            self._is_ours = True
        updates = await self._fetch()
        if updates:
            self._lanes.push(await self._inbox.accept(updates))
            self._offset = max(update["update_id"] for update in updates) + 1

    async def _fetch(self) -> list[Raw]:
        params: dict[str, Any] = {"timeout": self._long_seconds, "limit": BATCH, "allowed_updates": ALLOWED}
        if self._offset is not None:
            params["offset"] = self._offset
        return self._heard(_readable(await self._ask("getUpdates", params)))

    async def _ask(self, method: str, params: dict[str, Any]) -> Any:
        answer = await self._wire.call(Call(method, params))
        if answer.body is None or not answer.body.get("ok"):
            raise Refused(f"{answer.status}: {(answer.body or {}).get('description', 'no readable answer')}")
        return answer.body.get("result")

    def _heard(self, updates: list[Raw]) -> list[Raw]:
        now = self._clock.monotonic()
        if updates:
            self._heard_at = now
        elif now - self._heard_at > IDLE_SECONDS:
            self._offset, self._heard_at = None, now
        return updates

    def _failed(self, error: Exception) -> float:
        pause = PAUSES[min(self._failures, len(PAUSES) - 1)]
        self._failures += 1
        log.warning("polling_failed", error=f"{type(error).__name__}: {error}", pause=pause)
        return pause


def _readable(updates: Any) -> list[Raw]:
    """Return the updates, if they are updates: half an answer must confirm nothing.

    Raises:
        Refused: they are something else.
    """
    if isinstance(updates, list) and all(isinstance(each, dict) and type(each.get("update_id")) is int
                                         for each in updates):
        return updates
    raise Refused("no list of updates")
