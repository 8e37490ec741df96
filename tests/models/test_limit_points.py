"""The points on the way to a limit, and the steps after it."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from models.limits import after_limit, point_at
from models.policy import Limit, Unit, Window
from models.worktime import Calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAYTIME = Window(time(8), time(22))


@dataclass(frozen=True)
class Months:
    """A limit of a suggestion's clock."""

    amount: int
    unit: str = "calendar_months"
    window: Window | None = None


BAOAN = Calendar(SHANGHAI)


def china(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


def midnight_after(month: int, day: int) -> datetime:
    return china(month, day) + timedelta(days=1)


def days(amount: int) -> Limit:
    return Limit(Unit.WORKING_DAYS, amount)


def hours(amount: int) -> Limit:
    return Limit(Unit.ELAPSED_HOURS, amount)


def daytime_hours(amount: int) -> Limit:
    return Limit(Unit.WINDOW_HOURS, amount, DAYTIME)


def test_three_quarters_of_the_eve_of_national_day_are_worked_on_the_first_day_after() -> None:
    # 2 + 4 hours on 30 September, 3 + 4 on 8 October: 9.75 of 13 hours
    assert point_at(china(9, 30, 10), 0.75, days(1), BAOAN) == china(10, 8, 14, 45)


def test_three_quarters_of_a_claim_filed_at_night_lie_in_the_next_working_day() -> None:
    assert point_at(china(11, 23, 20), 0.75, days(1), BAOAN) == china(11, 24, 16, 15)


def test_three_quarters_of_hours_are_taken_day_and_night() -> None:
    assert point_at(china(11, 20, 17), 0.75, hours(24), BAOAN) == china(11, 21, 11)


def test_three_quarters_of_window_hours_are_taken_inside_the_window() -> None:
    assert point_at(china(11, 20, 21), 0.75, daytime_hours(4), BAOAN) == china(11, 21, 10)


def test_three_quarters_of_months_are_taken_of_the_elapsed_time() -> None:
    # 31 days, from midnight of 10 September to the end of 10 October, a make-up workday
    assert point_at(china(9, 10), 0.75, Months(1), BAOAN) == china(10, 3, 6)


def test_the_whole_of_a_day_limit_is_midnight_and_not_closing_time() -> None:
    assert point_at(china(11, 23, 10), 1, days(1), BAOAN) == midnight_after(11, 24)


def test_half_of_a_moved_limit_is_taken_up_to_where_it_lies_now() -> None:
    # four working days of seven hours: half of them end with Tuesday's office hours
    moved = midnight_after(11, 26)

    assert point_at(china(11, 23, 9), 0.5, days(1), BAOAN, end=moved) == china(11, 24, 18)


def test_a_limit_moved_within_a_holiday_has_its_points_at_its_end() -> None:
    moved = china(10, 3, 12)

    assert point_at(china(10, 2, 12), 0.75, days(1), BAOAN, end=moved) == moved


def test_one_working_day_after_midnight_of_thursday_is_midnight_of_friday() -> None:
    thursday_midnight = midnight_after(11, 19)

    assert after_limit(thursday_midnight, days(1), BAOAN) == midnight_after(11, 20)


def test_working_days_after_a_limit_count_the_make_up_saturday() -> None:
    ends = [after_limit(midnight_after(10, 8), days(n), BAOAN) for n in (1, 2, 3)]

    assert ends == [midnight_after(10, 9), midnight_after(10, 10), midnight_after(10, 12)]


def test_one_working_day_after_a_limit_by_the_hour_is_the_end_of_the_next_working_day() -> None:
    assert after_limit(china(11, 20, 21), days(1), BAOAN) == midnight_after(11, 23)


def test_one_hour_after_a_limit_is_one_hour() -> None:
    assert after_limit(china(10, 1, 5), hours(1), BAOAN) == china(10, 1, 6)


def test_a_fraction_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="above 0"):
        point_at(china(11, 20, 9), 0, days(1), BAOAN)


def test_a_limit_moved_before_the_start_is_refused() -> None:
    with pytest.raises(ValueError, match="before its start"):
        point_at(china(11, 20, 9), 0.75, days(1), BAOAN, end=china(11, 20, 9))
