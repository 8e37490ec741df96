"""Reading a span of past days that somebody typed."""

import re
from datetime import date, timedelta

from models.dates import read_day

PAST = {"昨天": 1, "昨日": 1, "yesterday": 1, "前天": 2, "大前天": 3}
_BETWEEN = re.compile(r"\s*(?:到|至|~|～|—+|–|\bto\b|\s-\s)\s*", re.IGNORECASE)
_TWO_DATES = re.compile(r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2})[\s,，]+(\d{4}[-/.]\d{1,2}[-/.]\d{1,2})$")
_YEAR = re.compile(r"\d{4}")


def read_period(words: str, today: date) -> tuple[date, date] | None:
    """Read a span such as 11月1日到11月20日, 2026-11-01 2026-11-20 or 昨天; one day is a span too.

    Days without a year are the last ones that were: what is looked for lies in the past.

    Returns:
        The first and the last day in order, or None when the words are no span.
    """
    tidy = words.strip().removeprefix("从")
    two = _TWO_DATES.match(tidy)
    parts = list(two.groups()) if two else [part for part in _BETWEEN.split(tidy) if part]
    if len(parts) not in (1, 2):
        return None
    first, last = _past_day(parts[0], today), _past_day(parts[-1], today)
    if first and last and last < first and not _YEAR.search(parts[-1]):
        last = read_day(parts[-1].strip(), today)  # 11月1日到11月30日, asked for in the middle of November
    return (min(first, last), max(first, last)) if first and last else None


def week_of(today: date) -> tuple[date, date]:
    """Return this week from Monday on."""
    return today - timedelta(days=today.weekday()), today


def month_of(today: date) -> tuple[date, date]:
    """Return this month from its first day on."""
    return today.replace(day=1), today


def _past_day(words: str, today: date) -> date | None:
    tidy = words.strip().casefold()
    if tidy in PAST:
        return today - timedelta(days=PAST[tidy])
    day = read_day(tidy, today)
    if day is None or day <= today or _YEAR.search(tidy):
        return day
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day - timedelta(days=366)
