"""Which days and hours count as working time: pure arithmetic, aware UTC in and out."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import chinese_calendar

from models.policy import Window
from models.worked import HORIZON_DAYS, Span, Worked

OFFICE_HOURS = (Window(time(9), time(12)), Window(time(14), time(18)))


class YearSource(StrEnum):
    """Where the working days of a year come from."""

    OFFICIAL = "official"
    TABLE = "table"
    GUESSED = "guessed"


@cache
def chinese_workday(day: date) -> bool | None:
    """Tell whether China works on `day`, or None when that year's holidays are not announced."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


def require_aware(at: datetime) -> datetime:
    """Give `at` in UTC, refusing a naive datetime."""
    if at.utcoffset() is None:
        raise ValueError(f"a naive datetime reached the calendar: {at!r}; give it a zone")
    return at.astimezone(UTC)


@lru_cache(maxsize=4096)
def local_instant(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """Give the UTC instant at which clocks in `zone` first show `wall` on `day`.

    A wall time that the clocks skip in spring stands for the moment of the jump, so that spans between two
    wall times never have a negative length.
    """
    local = datetime.combine(day, wall, tzinfo=zone)
    instant = local.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return instant
    return _jump(local.replace(fold=1).astimezone(UTC), instant, zone)


def _jump(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """Find, to the second, when the offset of `zone` changes between two instants."""
    offset = after.astimezone(zone).utcoffset()
    low, high = 0, int((after - before).total_seconds())
    while low < high:
        middle = (low + high) // 2
        if (before + timedelta(seconds=middle)).astimezone(zone).utcoffset() == offset:
            high = middle
        else:
            low = middle + 1
    return before + timedelta(seconds=high)


def days_from(first: date) -> Iterator[date]:
    """Yield `first` and the days after it, ten years long: a broken calendar must not hang the program."""
    return (first + timedelta(days=n) for n in range(HORIZON_DAYS))


def daily_spans(days: Iterable[date], windows: Iterable[Window], zone: ZoneInfo) -> Iterator[Span]:
    """Yield the spans of `windows` on each of `days`; one that ends before it starts goes over midnight."""
    windows = tuple(windows)
    for day in days:
        for window in windows:
            last = day if window.start <= window.end else day + timedelta(days=1)
            yield local_instant(day, window.start, zone), local_instant(last, window.end, zone)


def measure(start: datetime, end: datetime, spans: Iterable[Span]) -> timedelta:
    """Sum how much of `spans` lies between `start` and `end`."""
    total = timedelta()
    for opens, closes in spans:
        if opens >= end:
            break
        total += max(min(closes, end) - max(opens, start), timedelta())
    return total


def advance(start: datetime, amount: timedelta, spans: Iterable[Span]) -> datetime:
    """Give the earliest instant at which `amount` of `spans` has passed since `start`."""
    left = amount
    if not left:
        return start
    for opens, closes in spans:
        begins = max(opens, start)
        if closes <= begins:
            continue
        if closes - begins >= left:
            return begins + left
        left -= closes - begins
    raise ValueError(f"no time left within {HORIZON_DAYS} days of {start:%Y-%m-%d}: check the calendar")


@dataclass(frozen=True)
class Calendar:
    """The working days and hours of one place.

    `overrides` is the office's own table (True: a working day) and beats the official one.
    A year that is neither official nor in `announced` falls back to Monday-Friday (and overrides);
    ask `is_announced` and warn, since its holidays will move the deadlines.
    """

    zone: ZoneInfo
    overrides: Mapping[date, bool] = field(default_factory=dict)
    announced: frozenset[int] = frozenset()
    hours: tuple[Window, ...] = OFFICE_HOURS
    official: Callable[[date], bool | None] = chinese_workday
    _counted: dict[tuple[date, int], date] = field(default_factory=dict, init=False, repr=False, compare=False)
    _spans: dict[date, tuple[Span, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _worked: Worked = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_worked", Worked(self._spans_of))
        edges = [edge for window in self.hours for edge in (window.start, window.end)]
        if not edges or any(a >= b for a, b in pairwise(edges)):
            raise ValueError("working hours must be windows of one day, in order and apart")

    def is_announced(self, year: int) -> bool:
        """Tell whether the holidays of `year` are known, officially or by the office's own table."""
        return self.source_of(year) is not YearSource.GUESSED

    def source_of(self, year: int) -> YearSource:
        """Tell where the working days of `year` come from; the table beats the official calendar day by day."""
        if self.official(date(year, 1, 1)) is not None:
            return YearSource.OFFICIAL
        return YearSource.TABLE if year in self.announced else YearSource.GUESSED

    def unannounced(self, start: datetime, end: datetime) -> list[int]:
        """List the years between two instants whose holidays are guessed, for a visible warning."""
        years = range(self.local_date(start).year, self.local_date(end).year + 1)
        return [year for year in years if not self.is_announced(year)]

    def is_workday(self, day: date) -> bool:
        """Tell whether `day` is worked."""
        if day in self.overrides:
            return self.overrides[day]
        official = self.official(day)
        return day.weekday() < 5 if official is None else official

    def local_date(self, at: datetime) -> date:
        """Give the local date of an instant."""
        return require_aware(at).astimezone(self.zone).date()

    def instant(self, day: date, wall: time) -> datetime:
        """Give the UTC instant of a local wall time."""
        return local_instant(day, wall, self.zone)

    def end_of_day(self, day: date) -> datetime:
        """Give 24:00 local of `day`."""
        return self.instant(day + timedelta(days=1), time())

    def workdays(self, first: date) -> Iterator[date]:
        """Yield the working days from `first` on, itself included."""
        return (day for day in days_from(first) if self.is_workday(day))

    def workday_from(self, day: date) -> date:
        """Give `day` itself if worked, or else the next working day."""
        return self.nth_workday_after(day - timedelta(days=1), 1)

    def nth_workday_after(self, day: date, n: int) -> date:
        """Give the n-th working day after `day`, which is not counted itself."""
        if (day, n) not in self._counted:
            self._counted[day, n] = self._count(day, n)
        return self._counted[day, n]

    def _count(self, day: date, n: int) -> date:
        for count, workday in enumerate(self.workdays(day + timedelta(days=1)), start=1):
            if count == n:
                return workday
        raise ValueError(f"no {n} working days within {HORIZON_DAYS} days of {day}: check the calendar")

    def _spans_of(self, day: date) -> tuple[Span, ...]:
        if day not in self._spans:
            days = (day,) if self.is_workday(day) else ()
            self._spans[day] = tuple(daily_spans(days, self.hours, self.zone))
        return self._spans[day]

    def working_time(self, start: datetime, end: datetime) -> timedelta:
        """Sum the working hours between two instants."""
        return self._worked.between(start, self.local_date(start), end, self.local_date(end))

    def add_working_time(self, start: datetime, amount: timedelta) -> datetime:
        """Give the earliest instant at which `amount` of working hours has passed since `start`."""
        start = require_aware(start)
        return self._worked.after(start, self.local_date(start), amount) if amount else start
