"""Letters taken from the outbox and not yet sent: in memory for a moment, lane by lane."""

from collections import deque
from collections.abc import Callable
from datetime import datetime
from heapq import heappop, heappush
from typing import NamedTuple

from bot.leases import Leased
from models.mail import Lane

NEVER = float("inf")


class Taken(NamedTuple):
    """A letter and the real time at which it was taken."""

    letter: Leased
    at: datetime


class Held(NamedTuple):
    """A letter whose chat must wait a moment; ``until`` in monotonic seconds."""

    until: float
    order: int
    taken: Taken


class Tray:
    """A queue a lane, and those whose chat waits."""

    def __init__(self) -> None:
        self._lanes: dict[int, deque[Taken]] = {lane: deque() for lane in Lane}
        self._held: list[Held] = []
        self._count = 0

    def __len__(self) -> int:
        return sum(map(len, self._lanes.values())) + len(self._held)

    def size(self, *lanes: int) -> int:
        """Return how many letters of some lanes are here."""
        return sum(len(self._lanes[lane]) for lane in lanes) + sum(
            held.taken.letter.lane in lanes for held in self._held
        )

    def put(self, letter: Leased, at: datetime) -> None:
        """Add a letter at the end of its lane."""
        self._lanes[letter.lane].append(Taken(letter, at))

    def hold(self, taken: Taken, until: float) -> None:
        """Keep a letter aside until its chat may get it."""
        self._count += 1
        heappush(self._held, Held(until, self._count, taken))

    def release(self, now: float) -> None:
        """Bring letters whose chats have waited long enough to the front of their lanes."""
        while self._held and self._held[0].until <= now:
            taken = heappop(self._held).taken
            self._lanes[taken.letter.lane].appendleft(taken)

    def first(self, wait: Callable[[int], float]) -> Taken | None:
        """Take the first letter of the most urgent lane that need not wait."""
        for lane, queue in self._lanes.items():
            if queue and wait(lane) <= 0:
                return queue.popleft()
        return None

    def soonest(self, wait: Callable[[int], float], now: float) -> float:
        """Return the seconds until some letter may go; infinity when none is here."""
        lanes = [wait(lane) for lane, queue in self._lanes.items() if queue]
        return min([*lanes, self._held[0].until - now if self._held else NEVER])

    def take_old(self, before: datetime) -> list[Leased]:
        """Take out letters taken before a time: their lease would end while they wait."""
        everything = self._everything()
        if all(taken.at >= before for taken in everything):
            return []
        kept = [taken for taken in everything if taken.at >= before]
        self._clear()
        for taken in kept:
            self._lanes[taken.letter.lane].append(taken)
        return [taken.letter for taken in everything if taken.at < before]

    def empty(self) -> list[Leased]:
        """Take everything out."""
        letters = [taken.letter for taken in self._everything()]
        self._clear()
        return letters

    def _everything(self) -> list[Taken]:
        queued = [taken for queue in self._lanes.values() for taken in queue]
        return queued + [held.taken for held in self._held]

    def _clear(self) -> None:
        self._lanes = {lane: deque() for lane in Lane}
        self._held = []
