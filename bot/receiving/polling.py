"""Intake by long polling: Telegram is told to forget only what is committed here."""

import asyncio
from typing import Any

import structlog
from telegram.error import NetworkError

from bot.receiving.inbox import KINDS, Inbox, Raw
from bot.receiving.lanes import FULL, Lanes
from bot.receiving.presses import Calls
from bot.storage.store import DatabaseDown
from bot.timing.clock import Clock
from bot.wire.calls import Call

ALLOWED = list(KINDS)
BATCH = 100
LONG_SECONDS = 10
PAUSES = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
CROWDED_SECONDS = 0.05
IDLE_SECONDS = 6 * 86400.0
"""After a week without updates Telegram's ids begin anew at random: an older offset would hide them."""
log = structlog.get_logger(__name__)


class Refused(Exception):
    """Telegram refused getUpdates; its words say why (another poller, a webhook, a wrong token)."""


class Polling:
    """Fetches updates, stores them and hands them on.

    The offset lives in memory: after a restart Telegram repeats what was not confirmed, and the inbox knows
    what it has.
    """

    def __init__(self, wire: Calls, inbox: Inbox, lanes: Lanes, clock: Clock,
                 long_seconds: int = LONG_SECONDS) -> None:
        self._wire = wire
        self._inbox = inbox
        self._lanes = lanes
        self._clock = clock
        self._long_seconds = long_seconds
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
        """Fetch and store one batch; return the seconds to pause after a failure, else 0.0."""
        try:
            updates = await self._fetch()
            if updates:
                self._lanes.push(await self._inbox.accept(updates))
                self._offset = max(update["update_id"] for update in updates) + 1
        except (NetworkError, Refused, DatabaseDown) as error:
            return self._failed(error)
        self._failures = 0
        return 0.0

    async def _fetch(self) -> list[Raw]:
        params: dict[str, Any] = {"timeout": self._long_seconds, "limit": BATCH, "allowed_updates": ALLOWED}
        if self._offset is not None:
            params["offset"] = self._offset
        answer = await self._wire.call(Call("getUpdates", params))
        if answer.body is None or not answer.body.get("ok"):
            raise Refused(f"{answer.status}: {(answer.body or {}).get('description', 'no readable answer')}")
        return self._heard(answer.body["result"])

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
