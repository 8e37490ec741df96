"""Compare two limits: may the first ever end after the second, both started at the same moment?

Equal units compare by their amounts. Different units compare by hours of an ordinary week (Monday to Friday
at work, no holiday): the longest the first can last over all starting moments against the shortest the second
can. So "1 working day" (up to 96 h from a Friday morning) is refused before "48 elapsed hours".
"""

from datetime import time
from math import ceil

from models.policy import Limit, Unit, Window

DAY = 24.0
WEEKEND = 2 * DAY
DAYS_OF_WORK = 5


def may_end_after(first: Limit, second: Limit) -> bool:
    """Tell whether `first` can still be running when `second`, started with it, has ended."""
    if (first.unit, first.window) == (second.unit, second.window):
        return first.amount > second.amount
    return longest_hours(first) > shortest_hours(second)


def shortest_hours(limit: Limit) -> float:
    """Give the fewest hours a limit lasts, over all starting moments of an ordinary week."""
    match limit.unit:
        case Unit.ELAPSED_HOURS:
            return float(limit.amount)
        case Unit.WINDOW_HOURS:
            nights = ceil(limit.amount / _open_hours(limit.window)) - 1
            return limit.amount + nights * (DAY - _open_hours(limit.window))
        case Unit.CALENDAR_DAYS:
            return limit.amount * DAY
        case Unit.WORKING_DAYS:  # from late on a Sunday: whole days, and a weekend after each five of them
            return limit.amount * DAY + _weekends_inside(limit.amount) * WEEKEND


def longest_hours(limit: Limit) -> float:
    """Give the most hours a limit lasts, over all starting moments of an ordinary week."""
    match limit.unit:
        case Unit.ELAPSED_HOURS:
            return float(limit.amount)
        case Unit.WINDOW_HOURS:
            nights = ceil(limit.amount / _open_hours(limit.window))
            return limit.amount + nights * (DAY - _open_hours(limit.window))
        case Unit.CALENDAR_DAYS:
            return (limit.amount + 1) * DAY
        case Unit.WORKING_DAYS:  # from early on a Friday: that day is not counted, and a weekend lies ahead
            return (limit.amount + 1) * DAY + (_weekends_inside(limit.amount) + 1) * WEEKEND


def _weekends_inside(working_days: int) -> int:
    return (working_days - 1) // DAYS_OF_WORK


def _open_hours(window: Window | None) -> float:
    if window is None:
        raise AssertionError("a limit of window hours always has a window")
    return _hours(window.end) - _hours(window.start)


def _hours(moment: time) -> float:
    return moment.hour + moment.minute / 60
