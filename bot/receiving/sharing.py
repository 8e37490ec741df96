"""Replicas divide the lanes among themselves: who stores updates hands each to the replica whose lane it is in."""

import uuid
from collections.abc import Callable, Sequence
from datetime import timedelta
from zlib import crc32

from bot.nursery import Nursery
from bot.receiving.inbox import Inbox, Parcel
from bot.receiving.lanes import Lanes
from bot.storage.notices import Notices

HERE_SECONDS = 1.0
SILENT_SECONDS = 3.5
"""Who was not heard for so long gets nothing more, and what they had is looked for."""
CROWDED = 1000
"""Updates in memory beyond which a replica keeps silent, so that it gets no more."""


class Sharing:
    """Knows which replicas live, and whose a lane is; alone or unheard, everything is one's own.

    Nothing rests on it: the inbox lets nobody handle an update twice or before an earlier one of its lane, and what was
    handed to a replica that died is found by whoever looks.
    """

    def __init__(self, inbox: Inbox, lanes: Lanes, notices: Notices, nursery: Nursery,
                 monotonic: Callable[[], float]) -> None:
        self.name = uuid.uuid4().hex[:12]
        self._inbox = inbox
        self._lanes = lanes
        self._notices = notices
        self._nursery = nursery
        self._monotonic = monotonic
        self._heard: dict[str, float] = {}
        notices.on("here", self._hear_life)
        notices.on("gone", self._hear_farewell)
        notices.on("take", self._hear_updates)

    def __len__(self) -> int:
        return len(self._lanes)

    def start(self) -> None:
        """Say from now on that we live, and notice who does not any more."""
        self._nursery.repeat(self.look_round, HERE_SECONDS, "look round for replicas")

    def leave(self) -> None:
        """Let the others take what is left, at once."""
        self._notices.tell("gone", self.name)

    def push(self, parcels: Sequence[Parcel]) -> None:
        """Take freshly stored updates that are ours, and hand the others to whose they are."""
        replicas = self._living()
        by_replica: dict[str, list[Parcel]] = {}
        for parcel in parcels:
            by_replica.setdefault(replicas[crc32(parcel.lane.encode()) % len(replicas)], []).append(parcel)
        self._lanes.push(by_replica.pop(self.name, ()))
        for name, theirs in by_replica.items():
            self._notices.tell("take", f"{name} {','.join(str(parcel.id) for parcel in theirs)}")

    async def look_round(self) -> None:
        """Say that we live unless we have too much to do, and see to what a lost replica had."""
        if len(self._lanes) < CROWDED:
            self._notices.tell("here", self.name)
        now = self._monotonic()
        lost = [name for name, at in self._heard.items() if now - at > SILENT_SECONDS]
        for name in lost:
            del self._heard[name]
        if lost:
            await self._inherit()

    def _living(self) -> list[str]:
        others = self._heard if self._notices.is_up else ()
        return sorted({self.name, *others})

    async def _inherit(self) -> None:
        if self._living()[0] == self.name:  # one of us is enough
            await self._lanes.sweep(timedelta(0))

    # -- what is heard ------------------------------------------------------------------

    def _hear_life(self, name: str) -> None:
        if name != self.name:
            self._heard[name] = self._monotonic()

    def _hear_farewell(self, name: str) -> None:
        if self._heard.pop(name, None) is not None:
            self._nursery.start(self._inherit(), "take what was left")

    def _hear_updates(self, words: str) -> None:
        name, _, ids = words.partition(" ")
        if name == self.name:
            self._nursery.start(self._take([int(each) for each in ids.split(",")]), "take updates")

    async def _take(self, ids: Sequence[int]) -> None:
        self._lanes.push(await self._inbox.named(ids))
