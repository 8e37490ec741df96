"""The owners of time: business time for people's deadlines, real time for waiting and pacing."""

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol

from sqlalchemy.orm import Session

from models.mail import Setting

KEY = "clock"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SLACK = timedelta(seconds=1)
"""What a wall clock may gain before it counts as set forward, and another's may be ahead before it counts as wrong."""


class Clock(Protocol):
    """What tells the time.

    Deadlines, quiet hours and digests live in business time; leases, backoff and pacing in real time.
    """

    def now(self) -> datetime:
        """Return the business time, aware UTC."""

    def real_now(self) -> datetime:
        """Return the real time, aware UTC."""

    def monotonic(self) -> float:
        """Return real seconds that never go back."""


class BusinessClock:
    """The wall clock plus an offset that never shrinks; zero in ordinary life.

    Deadlines follow a wall clock that somebody sets back. Waits do not: a letter that is to go in a second would
    wait an hour for it.
    """

    def __init__(self, offset: timedelta = timedelta(0)) -> None:
        self._offset = offset
        self._ahead = -timedelta.resolution - SLACK

    @property
    def offset(self) -> timedelta:
        """Return how far business time is ahead of real time."""
        return self._offset

    def now(self) -> datetime:
        """Return the business time, aware UTC."""
        return datetime.now(UTC) + self._offset

    def real_now(self) -> datetime:
        """Return the real time, aware UTC; it follows the wall clock forward and never goes back or stands still."""
        steady = EPOCH + timedelta(seconds=time.monotonic())
        ahead = datetime.now(UTC) - steady
        if ahead > self._ahead + SLACK:
            self._ahead = ahead
        return steady + self._ahead

    def monotonic(self) -> float:
        """Return real seconds that never go back."""
        return time.monotonic()

    def move_to(self, offset: timedelta) -> None:
        """Go forward to an offset; a smaller one changes nothing."""
        self._offset = max(self._offset, offset)


def stored_offset(session: Session) -> timedelta:
    """Return how far ahead business time was when it was last written down."""
    found = session.get(Setting, KEY)
    return timedelta(seconds=found.value["offset"]) if found else timedelta(0)


def store_offset(session: Session, offset: timedelta) -> None:
    """Write down how far ahead business time is, so that a restart does not go back."""
    found = session.get(Setting, KEY)
    seconds = offset.total_seconds()
    if found is None:
        session.add(Setting(key=KEY, value={"offset": seconds}))
    elif found.value["offset"] < seconds:
        found.value = {"offset": seconds}
