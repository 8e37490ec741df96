"""Lanes: updates of one chat are handled one after the other, those of many chats at once."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from enum import Enum

import structlog

from bot.nursery import Nursery
from bot.receiving.inbox import LONGEST_WAIT, Inbox, Parcel
from bot.storage.store import DatabaseDown

FULL = 5000
"""Parcels in memory; beyond them the table alone remembers, and the sweep comes back for them."""
SWEEP_SECONDS = 3.0
YOUNG = timedelta(seconds=5)
"""Updates younger than this are on somebody's fast path; the sweep leaves them there."""
BUSY_SECONDS = 0.02
DOWN_SECONDS = 1.0
log = structlog.get_logger(__name__)


class Fate(Enum):
    """What became of a parcel in its handler's hands, when it was not simply a pause."""

    SETTLED = "settled"
    BEHIND = "behind"
    """An earlier update of the lane is open somewhere, or another replica has this one."""


Handle = Callable[[Parcel], Awaitable[Fate | float]]
"""Handles a parcel; a number is the seconds after which it shall be tried again."""


class Lanes:
    """Hands parcels to their handler, in order within a lane; a shadow of the inbox, which is the truth."""

    def __init__(self, inbox: Inbox, handle: Handle, nursery: Nursery, *, full: int = FULL,
                 down_seconds: float = DOWN_SECONDS) -> None:
        self._inbox = inbox
        self._handle = handle
        self._nursery = nursery
        self._full = full
        self._down_seconds = down_seconds
        self._lanes: dict[str, list[Parcel]] = {}
        self._known: set[int] = set()
        self._running: set[asyncio.Task[None]] = set()
        self._closing = asyncio.Event()

    def __len__(self) -> int:
        return len(self._known)

    async def start(self) -> None:
        """Take up what earlier runs left, and look for left-overs from now on."""
        await self.sweep(timedelta(0))
        self._nursery.repeat(self.sweep, SWEEP_SECONDS, "sweep the inbox")

    def push(self, parcels: Iterable[Parcel]) -> None:
        """Take freshly stored parcels on the fast path, without asking the table again."""
        for parcel in parcels:
            if parcel.id in self._known or len(self._known) >= self._full or self._closing.is_set():
                continue
            self._known.add(parcel.id)
            lane = self._lanes.get(parcel.lane)
            if lane is None:
                self._lanes[parcel.lane] = [parcel]
                task = self._nursery.start(self._live(parcel.lane), parcel.lane)
                self._running.add(task)
                task.add_done_callback(self._running.discard)
            else:
                _put_in_order(lane, parcel)

    async def sweep(self, older_than: timedelta = YOUNG) -> None:
        """Find what waits in the table and nobody here remembers: after a crash, or of another replica."""
        self.push(await self._inbox.leftovers(frozenset(self._known), older_than=older_than))

    async def idle(self) -> None:
        """Wait until no lane has anything to do."""
        while self._running:
            await asyncio.wait(self._running)

    async def close(self) -> None:
        """Finish what is open, leave the rest in the table."""
        self._closing.set()
        await self.idle()

    async def _live(self, name: str) -> None:
        lane = self._lanes[name]
        try:
            while lane and not self._closing.is_set():
                await self._serve(lane, lane[0])
        finally:
            del self._lanes[name]
            self._known.difference_update(parcel.id for parcel in lane)

    async def _serve(self, lane: list[Parcel], parcel: Parcel) -> None:
        try:
            fate = await self._try(parcel)
            if fate is Fate.BEHIND:
                await self._fall_back(lane, parcel)
                return
        except DatabaseDown:
            fate = self._down_seconds
        if isinstance(fate, float):
            await self._pause(fate)
        else:
            self._drop(lane, parcel)

    async def _try(self, parcel: Parcel) -> Fate | float:
        if parcel.not_before is not None:
            wait = (parcel.not_before - self._inbox.store.real_now()).total_seconds()
            parcel.not_before = None
            if 0 < wait <= LONGEST_WAIT.total_seconds():
                return wait
        return await self._handle(parcel)

    async def _fall_back(self, lane: list[Parcel], parcel: Parcel) -> None:
        head = await self._inbox.head(parcel.lane)
        if head is None or head.id > parcel.id:
            self._drop(lane, parcel)
        elif head.id == parcel.id or head.id in self._known:
            await self._pause(BUSY_SECONDS)
        else:
            self._known.add(head.id)
            _put_in_order(lane, head)

    def _drop(self, lane: list[Parcel], parcel: Parcel) -> None:
        lane.remove(parcel)
        self._known.discard(parcel.id)

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._closing.wait(), seconds)
        except TimeoutError:
            return


def _put_in_order(lane: list[Parcel], parcel: Parcel) -> None:
    place = len(lane)
    while place and lane[place - 1].id > parcel.id:
        place -= 1
    lane.insert(place, parcel)
