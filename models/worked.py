"""Working time added up day by day: how much lies between two moments, and when some of it has passed."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

Span = tuple[datetime, datetime]
HORIZON_DAYS = 3660
"""Ten years: a broken calendar must not hang the program."""
STEP = 100
"""Days by which the sums grow, and before the first one asked about at which they begin."""


class Sums(NamedTuple):
    """A first day and what was worked before it and each one after it; one sum more than days."""

    first: int
    sums: tuple[timedelta, ...]


class Worked:
    """The running sums of a calendar's working time, from a first day on as far as was asked.

    Sums that are there never change, and longer ones take their place at once: several threads may ask.

    Args:
        spans_of: the working spans of a day, in order; none on a day off.
    """

    def __init__(self, spans_of: Callable[[date], tuple[Span, ...]]) -> None:
        self._spans_of = spans_of
        self._known = Sums(0, (timedelta(),))

    def between(self, start: datetime, first: date, end: datetime, last: date) -> timedelta:
        """Return what is worked between two moments, each with its local day."""
        known = self._reach(min(first, last).toordinal(), max(first, last).toordinal())
        return max(self._until(known, end, last) - self._until(known, start, first), timedelta())

    def after(self, start: datetime, first: date, amount: timedelta) -> datetime:
        """Return the earliest moment at which an amount has been worked since a moment of a local day.

        Raises:
            ValueError: it is not worked within ten years.
        """
        ordinal = first.toordinal()
        for last in range(ordinal + STEP, ordinal + HORIZON_DAYS + STEP, STEP):
            known = self._reach(ordinal, last)
            wanted = self._until(known, start, first) + amount
            if known.sums[-1] >= wanted:
                place = bisect_left(known.sums, wanted) - 1
                return _moment(self._spans_of(date.fromordinal(known.first + place)), wanted - known.sums[place])
        raise ValueError(f"no time left within {HORIZON_DAYS} days of {start:%Y-%m-%d}: check the calendar")

    def _until(self, known: Sums, at: datetime, day: date) -> timedelta:
        return known.sums[day.toordinal() - known.first] + _part(self._spans_of(day), at)

    def _reach(self, first: int, last: int) -> Sums:
        """Return sums that know what was worked before each day between two, and on the last."""
        known = self._known
        if not known.first or first < known.first:
            known = Sums(max(first - STEP, 1), (timedelta(),))
        missing = last + 2 - known.first - len(known.sums)
        if missing > 0:
            known = self._known = Sums(known.first, (*known.sums, *self._more(known, max(missing, STEP))))
        return known

    def _more(self, known: Sums, days: int) -> Iterator[timedelta]:
        total, next_day = known.sums[-1], known.first + len(known.sums) - 1
        for ordinal in range(next_day, next_day + days):
            total += sum((closes - opens for opens, closes in self._spans_of(date.fromordinal(ordinal))), timedelta())
            yield total


def _part(spans: tuple[Span, ...], at: datetime) -> timedelta:
    return sum((min(closes, at) - opens for opens, closes in spans if opens < at), timedelta())


def _moment(spans: tuple[Span, ...], amount: timedelta) -> datetime:
    for opens, closes in spans:
        if closes - opens >= amount:
            return opens + amount
        amount -= closes - opens
    raise AssertionError("the sums say that it is worked on this day")
