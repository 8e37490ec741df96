"""The brake: more messages in a minute than one person may send are read more slowly, never lost."""

from bisect import bisect_right
from collections.abc import Callable

MINUTE = 60.0


class Brake:
    """Counts each person's messages over the last minute, in real time of this process."""

    def __init__(self, per_minute: int, monotonic: Callable[[], float], speed: float = 1.0) -> None:
        self.limit = max(1, round(per_minute * speed))
        self._monotonic = monotonic
        self._seen: dict[int, list[float]] = {}  # a deque takes room for 64 moments, most people need five
        self._told: set[int] = set()
        self._swept_at = monotonic()

    def wait(self, person: int) -> float:
        """Count a message and return 0.0, or return the seconds after which it may be counted."""
        now = self._monotonic()
        self._forget_quiet(now)
        seen = self._seen.setdefault(person, [])
        del seen[:bisect_right(seen, now - MINUTE)]
        if len(seen) >= self.limit:
            return seen[0] + MINUTE - now
        seen.append(now)
        return 0.0

    def must_explain(self, person: int) -> bool:
        """Tell, once for each rush, whether the person has yet to hear why it takes longer."""
        if person in self._told:
            return False
        self._told.add(person)
        return True

    def _forget_quiet(self, now: float) -> None:
        if now - self._swept_at < MINUTE:
            return
        self._swept_at = now
        quiet = [person for person, seen in self._seen.items() if not seen or seen[-1] <= now - MINUTE]
        for person in quiet:
            del self._seen[person]
            self._told.discard(person)
