"""How times, spans and days are written in a policy file."""

from datetime import date, datetime, time
from typing import Annotated

from pydantic import BeforeValidator

from models.policy import Window


def _clock_time(value: object) -> time:
    try:
        if not isinstance(value, str) or len(value) != len("08:30"):
            raise ValueError
        return time.fromisoformat(value)
    except ValueError:
        raise ValueError('a time is written like "08:30"') from None


def _window(value: object) -> Window:
    start, dash, end = value.partition("-") if isinstance(value, str) else ("", "", "")
    if not dash:
        raise ValueError('a span of the day is written like "08:00-22:00"')
    window = Window(_clock_time(start), _clock_time(end))
    if window.start == window.end:
        raise ValueError("a span of the day may not be empty")
    return window


def _day(value: object) -> date:
    try:
        if isinstance(value, str):
            return date.fromisoformat(value)
    except ValueError:
        raise ValueError("there is no such day; a day is written like 2027-01-01") from None
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise ValueError("a day is written like 2027-01-01")


ClockTime = Annotated[time, BeforeValidator(_clock_time)]
DaySpan = Annotated[Window, BeforeValidator(_window)]
Day = Annotated[date, BeforeValidator(_day)]
