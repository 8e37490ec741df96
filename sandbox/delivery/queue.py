"""The updates that wait for one bot, in order, until they are confirmed."""

import asyncio
from collections.abc import Iterable
from itertools import islice
from typing import Any

from sandbox.errors import ApiError
from sandbox.journal import Journal, Key
from sandbox.jsontypes import Json
from sandbox.model import Bot

NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


class UpdateQueue:
    """Pending updates by number; one poller at a time waits for them."""

    def __init__(self, bot: Bot, journal: Journal) -> None:
        self.bot = bot
        self.pending: dict[int, tuple[str, Json]] = {}
        self._journal = journal
        self._wake = asyncio.Event()
        self._poller: object | None = None

    def wants(self, kind: str) -> bool:
        """Tell whether the bot asked for updates of this kind."""
        allowed = self.bot.allowed_updates
        return kind in allowed if allowed else kind not in NOT_BY_DEFAULT

    def put(self, lane: str, kind: str, payload: Json) -> int:
        """Add an update; return its number."""
        number = self.bot.next_update_id
        self.bot.next_update_id = number + 1
        self._add(number, lane, {"update_id": number, kind: payload})
        self._journal.touch(self._key(number), lambda: [lane, self.pending[number][1]])
        self._journal.touch(("updates", str(self.bot.id)), lambda: self.bot.next_update_id)
        self._wake.set()
        return number

    def restore(self, records: dict[Key, Any]) -> None:
        """Find the updates that were pending in an earlier run."""
        mine = str(self.bot.id)
        waiting = {int(k[2]): v for k, v in records.items() if k[0] == "update" and k[1] == mine}
        for number in sorted(waiting):
            lane, update = waiting[number]
            self._add(number, lane, update)
        counted = records.get(("updates", mine), 1)
        self.bot.next_update_id = max(self.bot.next_update_id, counted, max(waiting, default=0) + 1)

    def confirm(self, numbers: Iterable[int]) -> None:
        """Forget updates that the bot has taken."""
        for number in numbers:
            if self.pending.pop(number, None) is not None:
                self._journal.touch(self._key(number), lambda: None)

    def confirm_below(self, offset: int) -> None:
        """Forget everything before an offset; a negative one counts from the end."""
        if offset < 0:
            self.confirm(list(self.pending)[:offset])
        else:
            older = []
            for number in self.pending:
                if number >= offset:
                    break
                older.append(number)
            self.confirm(older)

    async def poll(self, offset: int, limit: int, patience: float) -> list[Json]:
        """Return pending updates, waiting for the first one as long as the bot is patient.

        Raises:
            ApiError: 409, another poller took over.
        """
        me = self._poller = object()
        self._wake.set()
        self.confirm_below(offset)
        try:
            async with asyncio.timeout(patience):
                while not self.pending:
                    self._wake.clear()
                    await self._wake.wait()
                    if self._poller is not me:
                        raise ApiError(409, CONFLICT)
        except TimeoutError:
            pass
        return [update for _, update in islice(self.pending.values(), limit)]

    def interrupt(self) -> None:
        """Send a waiting poller away, because a webhook was set or the sandbox ends."""
        self._poller = None
        self._wake.set()

    def _add(self, number: int, lane: str, update: Json) -> None:
        self.pending[number] = (lane, update)

    def _key(self, number: int) -> Key:
        return ("update", str(self.bot.id), str(number))
