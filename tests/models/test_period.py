"""Spans of past days, as people type them."""

from datetime import date

import pytest

from models.criteria import Criteria
from models.period import month_of, read_period, week_of

TODAY = date(2026, 11, 18)


@pytest.mark.parametrize(("words", "first", "last"), [
    ("11月1日到11月10日", (2026, 11, 1), (2026, 11, 10)),
    ("从11月1日至11月10日", (2026, 11, 1), (2026, 11, 10)),
    ("2026-11-01 2026-11-10", (2026, 11, 1), (2026, 11, 10)),
    ("2026.11.01，2026.11.10", (2026, 11, 1), (2026, 11, 10)),
    ("2026/11/1 ~ 2026/11/10", (2026, 11, 1), (2026, 11, 10)),
    ("2026-11-01 - 2026-11-10", (2026, 11, 1), (2026, 11, 10)),
    ("Nov 1 to Nov 10", (2026, 11, 1), (2026, 11, 10)),
    ("2026-11-10 2026-11-01", (2026, 11, 1), (2026, 11, 10)),
    ("11月1日到11月30日", (2026, 11, 1), (2026, 11, 30)),
    ("11月1日到", (2026, 11, 1), (2026, 11, 1)),
    ("12月20日到1月5日", (2025, 12, 20), (2026, 1, 5)),
    ("昨天", (2026, 11, 17), (2026, 11, 17)),
    ("前天到今天", (2026, 11, 16), (2026, 11, 18)),
    ("11月18日", (2026, 11, 18), (2026, 11, 18)),
    ("2027-01-01", (2027, 1, 1), (2027, 1, 1)),
])
def test_a_span_is_read(words: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert read_period(words, TODAY) == (date(*first), date(*last))


@pytest.mark.parametrize("words", ["", "路灯", "到", "11月1日到路灯", "13月1日", "1日到2日到3日", "2026-02-30"])
def test_what_is_no_span_is_none(words: str) -> None:
    assert read_period(words, TODAY) is None


def test_week_and_month_begin_where_calendars_do() -> None:
    assert week_of(TODAY) == (date(2026, 11, 16), TODAY)
    assert week_of(date(2026, 11, 16)) == (date(2026, 11, 16), date(2026, 11, 16))
    assert month_of(TODAY) == (date(2026, 11, 1), TODAY)


def test_criteria_survive_being_packed() -> None:
    criteria = Criteria("路灯", "440306018", "open", TODAY, TODAY, mine=True)

    assert Criteria.unpack(criteria.pack()) == criteria
    assert Criteria().is_empty
    assert not Criteria(mine=True).is_empty
