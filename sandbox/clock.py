"""Two clocks: real time for waiting and pacing, business time for what people see.

Business time is real time plus an offset that only grows. A follower (the bot) may report how far it
has walked: while it does, messages are stamped with its position, so that a day moved is a day lived.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from sandbox.errors import PeopleError
from sandbox.jsontypes import Json
from sandbox.workdays import ZONE, Workdays

FOLLOWER_SECONDS = 10.0
STANDING_STILL = 1.0
STEP = 0.5


def monotonic() -> float:
    """Return real seconds that never go back: for limits, waiting and expiry."""
    return time.monotonic()


def real_now() -> float:
    """Return real seconds since 1970."""
    return time.time()


class Clock:
    """Business time: real time moved by an offset."""

    def __init__(self, workdays: Workdays, speed: float = 1.0) -> None:
        self._workdays = workdays
        self._speed = speed
        self._base = 0.0
        self._base_at = monotonic()
        self._position = 0.0
        self._reported_at: float | None = None
        self.changed: Callable[[], None] = lambda: None

    @property
    def speed(self) -> float:
        """Return how many business seconds pass in a real one."""
        return self._speed

    @property
    def target_offset(self) -> float:
        """Return how far business time shall be ahead of real time, in seconds."""
        return self._base + (self._speed - 1.0) * (monotonic() - self._base_at)

    @property
    def offset(self) -> float:
        """Return how far business time is ahead of real time, in seconds."""
        if not self._is_followed():
            self._position = max(self._position, self.target_offset)
        return self._position

    def now(self) -> float:
        """Return business time in seconds since 1970."""
        return real_now() + self.offset

    def advance(self, seconds: float) -> None:
        """Move the target forward."""
        if seconds < 0:
            raise PeopleError("The clock only goes forward: give a positive number of seconds.")
        if self.target_offset + seconds > 100 * 366 * 86400:
            raise PeopleError("The clock cannot go more than a hundred years ahead.")
        self.offset  # noqa: B018  settle the position of an unfollowed clock before the target moves
        self._base += seconds
        self.changed()

    def advance_to(self, moment: datetime) -> None:
        """Move the target to a moment that has not passed yet."""
        self.advance(self._seconds_until(moment))

    def advance_to_next_morning(self) -> None:
        """Move the target to 09:00 of the next working day."""
        target = datetime.fromtimestamp(real_now() + self.target_offset, UTC)
        self.advance_to(self._workdays.next_morning(target))

    def report_position(self, offset: float) -> None:
        """Take the follower's word for how far it has walked."""
        before = self._position
        self._position = min(max(before, offset), self.target_offset)
        self._reported_at = monotonic()
        # followers report several times a second: only a step is news
        if self._position - before > STEP:
            self.changed()

    def as_json(self) -> Json:
        """Describe the clock as GET /clock does."""
        offset, target = self.offset, self.target_offset
        return {
            "now": datetime.fromtimestamp(real_now() + offset, ZONE).isoformat(timespec="milliseconds"),
            "offset": round(offset, 3),
            "target_offset": round(target, 3),
            "speed": self._speed,
            "walking": target - offset > STANDING_STILL * max(1.0, self._speed),
            "timezone": ZONE.key,
        }

    def dump(self) -> Json:
        """Return what a restart needs."""
        return {"target": self.target_offset, "offset": self.offset}

    def load(self, record: Json) -> None:
        """Continue where an earlier run stopped."""
        self._base = float(record["target"])
        self._position = float(record["offset"])
        # a follower that walked before the restart is given the time to report again
        if self._base - self._position > STANDING_STILL:
            self._reported_at = monotonic()

    def _is_followed(self) -> bool:
        return self._reported_at is not None and monotonic() - self._reported_at < FOLLOWER_SECONDS

    def _seconds_until(self, moment: datetime) -> float:
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=ZONE)
        seconds = moment.timestamp() - (real_now() + self.target_offset)
        if seconds < 0:
            raise PeopleError("The clock only goes forward: this moment has passed.")
        return seconds
