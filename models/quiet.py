"""Quiet hours: when nothing may ring, and when what was held goes out."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal

from models.policy import Window
from models.worktime import Calendar, require_aware

Kind = Literal["card", "reminder"]

NIGHT = Window(time(22), time(8))


@dataclass(frozen=True)
class QuietHours:
    """The night of one place: 22:00-08:00, and the morning 08:30 at which held messages go out.

    Urgent matters and answers to one's own action do not ask. An empty `night` means no quiet hours.
    """

    calendar: Calendar
    night: Window = NIGHT
    morning: time = time(8, 30)

    def __post_init__(self) -> None:
        if self.morning in self.night:
            raise ValueError(f"held messages cannot go out at {self.morning:%H:%M}, in the quiet hours")

    def is_quiet(self, at: datetime) -> bool:
        """Tell whether `at` lies in the quiet hours."""
        return require_aware(at).astimezone(self.calendar.zone).time() in self.night

    def may_go(self, at: datetime, kind: Kind) -> bool:
        """Tell whether a card, or a reminder (on working days only), may go out at `at`."""
        if self.is_quiet(at):
            return False
        return kind == "card" or self.calendar.is_workday(self.calendar.local_date(at))

    def release(self, at: datetime, kind: Kind) -> datetime:
        """Give the moment at which a message due at `at` goes out.

        Args:
            at: when it is due (aware).
            kind: `card` is held by the quiet hours alone and goes on any day; `reminder` also waits for a
                working day (DOMAIN.md, quiet hours).

        Returns:
            `at` itself (in UTC) when nothing holds it, or else the next 08:30 that may be used.
        """
        at = require_aware(at)
        return at if self.may_go(at, kind) else self.next_morning(at, kind)

    def next_morning(self, at: datetime, kind: Kind) -> datetime:
        """Give the first 08:30 after `at`: of any day for cards, of a working day for reminders."""
        day = self.calendar.local_date(at)
        if self.calendar.instant(day, self.morning) <= at:
            day += timedelta(days=1)
        if kind == "reminder":
            day = self.calendar.workday_from(day)
        return self.calendar.instant(day, self.morning)
