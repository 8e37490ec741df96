"""When a clock ends: limits, the points on the way to them, and the steps after them."""

import calendar as gregorian
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Protocol

from models.policy import Window
from models.worked import HORIZON_DAYS, Span
from models.worktime import Calendar, advance, daily_spans, days_from, measure, require_aware


class Measure(Protocol):
    """What a clock counts and how much of it; `models.policy.Limit` is one.

    Units: `elapsed_hours`, `window_hours` (with `window`), `working_hours`, `working_days`, `calendar_days`,
    `calendar_months`.
    """

    @property
    def unit(self) -> str:
        """Name what is counted."""

    @property
    def amount(self) -> int:
        """Say how much of it, at least 1."""

    @property
    def window(self) -> Window | None:
        """Give the daily window of `window_hours`."""


def limit_at(start: datetime, limit: Measure, calendar: Calendar) -> datetime:
    """Give the instant at which a clock that starts at `start` reaches its limit.

    Args:
        start: when the clock starts (aware).
        limit: unit, amount and, for `window_hours`, the daily local window.
        calendar: working days and hours, and the local zone.

    Returns:
        An aware UTC instant, always after `start`. Hours are exact. Day and month limits end at 24:00 local
        and do not count the start day; an end of calendar days or months on a non-working day moves to the
        next working day (DOMAIN.md, Arithmetic).

    Raises:
        ValueError: the start is naive, the amount below 1, the unit unknown or its window missing or empty.
    """
    start = require_aware(start)
    _check(limit)
    if limit.unit in _HOURS:
        return _after(start, timedelta(hours=limit.amount), limit, calendar)
    return calendar.end_of_day(_last_day(calendar.local_date(start), limit, calendar))


def point_at(
    start: datetime, fraction: float, limit: Measure, calendar: Calendar, *, end: datetime | None = None
) -> datetime:
    """Give the instant at which `fraction` of a clock's own measure has passed.

    Source: DOMAIN.md, Arithmetic: "75 % is taken over the clock's own measure (working minutes for day
    limits)".
    For working days: with M the working time from `start` to the limit, what remains of the start day's
    office hours included, the point is the earliest instant by which `fraction` of M has been worked.
    It never lies in a night, a lunch break or a holiday, and M is the same whether it is summed to 24:00
    or to the end of the n-th working day's office hours.
    For `window_hours` the measure is the time inside the window, for `working_hours` the working time, for
    elapsed hours and calendar days and months the elapsed time.

    Args:
        start: when the clock starts (aware).
        fraction: above 0; from 1 on the point is the limit itself (24:00, not the end of office hours).
        limit: as for `limit_at`.
        calendar: as for `limit_at`.
        end: where the limit lies now, if it was moved (an extension, a pause).

    Returns:
        An aware UTC instant after `start` and at most the limit.

    Raises:
        ValueError: as for `limit_at`, or the fraction is not above 0, or `end` not after `start`.
    """
    if fraction <= 0:
        raise ValueError(f"a point on a clock needs a fraction above 0, not {fraction}")
    start = require_aware(start)
    end = limit_at(start, limit, calendar) if end is None else require_aware(end)
    if end <= start:
        raise ValueError(f"a clock cannot end at {end:%Y-%m-%d %H:%M} UTC, before its start")
    if fraction >= 1:
        return end
    total = _between(start, end, limit, calendar)
    return end if not total else _after(start, total * fraction, limit, calendar)


def after_limit(end: datetime, delay: Measure, calendar: Calendar) -> datetime:
    """Give the instant that lies `delay` after a limit, for the rungs above it.

    The rule is that of limits (day not counted, until 24:00), with one care: a limit at 24:00 belongs to the
    day that it ends, not to the one that begins. One working day after Thursday 24:00 is Friday 24:00.
    """
    end = require_aware(end)
    _check(delay)
    if delay.unit in _HOURS:
        return limit_at(end, delay, calendar)
    day = calendar.local_date(end - timedelta(microseconds=1))
    return calendar.end_of_day(_last_day(day, delay, calendar))


def is_overdue(end: datetime, now: datetime) -> bool:
    """Tell whether a limit has passed; the last instant itself is still in time."""
    return require_aware(now) > require_aware(end)


def add_months(day: date, months: int) -> date:
    """Give the same date `months` later, or the last of that month when it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, gregorian.monthrange(year, month)[1]))


_HOURS = {"elapsed_hours", "window_hours", "working_hours"}
_WORKING = {"working_days", "working_hours"}
_DAYS = {"working_days", "calendar_days", "calendar_months"}


def _check(limit: Measure) -> None:
    if limit.unit not in _HOURS | _DAYS:
        raise ValueError(f"unknown unit {limit.unit!r}: use one of {', '.join(sorted(_HOURS | _DAYS))}")
    if limit.amount < 1:
        raise ValueError(f"a limit must be at least 1, not {limit.amount}")
    if limit.unit == "window_hours" and (limit.window is None or limit.window.start == limit.window.end):
        raise ValueError("window hours need a daily window with a start and another end")


def _last_day(day: date, limit: Measure, calendar: Calendar) -> date:
    """Give the local day whose 24:00 ends a day or month limit."""
    if limit.unit == "working_days":
        return calendar.nth_workday_after(day, limit.amount)
    if limit.unit == "calendar_days":
        return calendar.workday_from(day + timedelta(days=limit.amount))
    return calendar.workday_from(add_months(day, limit.amount))


def _between(start: datetime, end: datetime, limit: Measure, calendar: Calendar) -> timedelta:
    """Sum how much of a limit's own measure lies between two instants."""
    if limit.unit in _WORKING:
        return calendar.working_time(start, end)
    return measure(start, end, _spans(start, limit, calendar))


def _after(start: datetime, amount: timedelta, limit: Measure, calendar: Calendar) -> datetime:
    """Give the earliest instant at which so much of a limit's own measure has passed."""
    if limit.unit in _WORKING:
        return calendar.add_working_time(start, amount)
    return advance(start, amount, _spans(start, limit, calendar))


def _spans(start: datetime, limit: Measure, calendar: Calendar) -> Iterator[Span]:
    """Yield the spans of time that a limit's clock counts, unless it counts working time."""
    if limit.unit == "window_hours" and limit.window is not None:
        # yesterday's window may still be open after midnight
        first = calendar.local_date(start) - timedelta(days=1)
        return daily_spans(days_from(first), (limit.window,), calendar.zone)
    return iter([(start, start + timedelta(days=HORIZON_DAYS))])
