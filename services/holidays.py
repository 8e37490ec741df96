"""Which years rest on the official calendar, which on the policy's own table, and which are guessed."""

from datetime import date, timedelta

from models.worktime import Calendar
from services.work import Work

AHEAD = timedelta(days=60)
"""The longest limits that start today end within it, the New Year's holidays included."""
Run = tuple[date, date]


def guessed_years(work: Work) -> list[int]:
    """Return the years of limits that start now whose working days are guessed."""
    return work.house.calendar.unannounced(work.now, work.now + AHEAD)


def years_told(calendar: Calendar, today: date) -> list[int]:
    """Return this year, the next, and every other one that the table speaks of."""
    return sorted({today.year, today.year + 1, *calendar.announced, *(day.year for day in calendar.overrides)})


def runs_of(calendar: Calendar, *, worked: bool) -> list[Run]:
    """Return the table's days off, or its make-up workdays, joined where they follow one another."""
    runs: list[Run] = []
    for day in sorted(each for each, is_worked in calendar.overrides.items() if is_worked == worked):
        if runs and day - runs[-1][1] == timedelta(days=1):
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs
