"""Letters taken from the outbox and not yet started: in memory for an instant, lane by lane."""

from collections import deque
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from bot.sending.leases import Leased
from models.mail import Lane


class Taken(NamedTuple):
    """A letter and the real time at which it was taken."""

    letter: Leased
    at: datetime


class Tray:
    """A queue a lane."""

    def __init__(self) -> None:
        self._lanes: dict[int, deque[Taken]] = {lane: deque() for lane in Lane}

    def __len__(self) -> int:
        return sum(map(len, self._lanes.values()))

    def size(self, lanes: tuple[int, ...]) -> int:
        """Return how many letters of some lanes are here."""
        return sum(len(self._lanes[lane]) for lane in lanes)

    def ids(self) -> list[int]:
        """Return the letters that are here."""
        return [taken.letter.id for queue in self._lanes.values() for taken in queue]

    def put(self, letter: Leased, at: datetime) -> None:
        """Add a letter at the end of its lane."""
        self._lanes[letter.lane].append(Taken(letter, at))

    def first(self, wait: Callable[[int], float]) -> Taken | None:
        """Take the first letter of the most urgent lane that need not wait."""
        for lane, queue in self._lanes.items():
            if queue and wait(lane) <= 0:
                return queue.popleft()
        return None

    def empty(self) -> list[Leased]:
        """Take everything out."""
        letters = [taken.letter for queue in self._lanes.values() for taken in queue]
        self._lanes = {lane: deque() for lane in Lane}
        return letters
