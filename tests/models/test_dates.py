"""Dates as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.dates import read_day

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(("words", "expected"), [
    ("2026-12-01", date(2026, 12, 1)), ("2026年12月1日", date(2026, 12, 1)), ("12月1日", date(2026, 12, 1)),
    ("12月1日前", date(2026, 12, 1)), ("十二月一日", date(2026, 12, 1)), ("12/1", date(2026, 12, 1)),
    ("１２月１日", date(2026, 12, 1)), ("1月5日", date(2027, 1, 5)), ("11月22日", date(2027, 11, 22)),
    ("明天", date(2026, 11, 23)), ("后天", date(2026, 11, 24)), ("三天后", date(2026, 11, 25)),
    ("两周后", date(2026, 12, 6)), ("1个月后", date(2026, 12, 22)), ("下周五", date(2026, 11, 27)),
    ("周五", date(2026, 11, 27)), ("下下周一", date(2026, 11, 30)), ("月底", date(2026, 11, 30)),
    ("Dec 1", date(2026, 12, 1)), ("1 December 2026", date(2026, 12, 1)), ("tomorrow", date(2026, 11, 23)),
    ("in 3 days", date(2026, 11, 25)), ("next Friday", date(2026, 11, 27)),
])
def test_people_type_dates_in_many_ways(words: str, expected: date) -> None:
    assert read_day(words, SUNDAY) == expected


@pytest.mark.parametrize("words", [
    "", "尽快", "13月1日", "2月30日", "2026-13-45", "31日", "天后", "soon", "12月1日下午三点",
])
def test_what_is_no_date_is_none(words: str) -> None:
    assert read_day(words, SUNDAY) is None


@given(st.text(max_size=40))
def test_no_words_break_it(words: str) -> None:
    found = read_day(words, SUNDAY)

    assert found is None or isinstance(found, date)


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)))
def test_an_iso_date_is_itself(day: date) -> None:
    assert read_day(day.isoformat(), SUNDAY) == day
