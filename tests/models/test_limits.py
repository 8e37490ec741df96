"""When clocks end."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from models.limits import Measure, add_months, is_overdue, limit_at
from models.policy import Limit, Unit, Window
from models.worktime import Calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
DAYTIME = Window(time(8), time(22))


@dataclass(frozen=True)
class Months:
    """A limit of a suggestion's clock."""

    amount: int
    unit: str = "calendar_months"
    window: Window | None = None


@dataclass(frozen=True)
class WorkingHours:
    amount: int
    unit: str = "working_hours"
    window: Window | None = None


def monday_to_friday(day: date) -> bool | None:
    return None


BAOAN = Calendar(SHANGHAI)
TOWN = Calendar(BERLIN, official=monday_to_friday)


def china(month: int, day: int, hour: int = 0, minute: int = 0, *, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


def midnight_after(month: int, day: int, *, year: int = 2026) -> datetime:
    return china(month, day, year=year) + timedelta(days=1)


def days(amount: int) -> Limit:
    return Limit(Unit.WORKING_DAYS, amount)


def hours(amount: int) -> Limit:
    return Limit(Unit.ELAPSED_HOURS, amount)


def daytime_hours(amount: int, window: Window = DAYTIME) -> Limit:
    return Limit(Unit.WINDOW_HOURS, amount, window)


@pytest.mark.parametrize(
    ("clock", "limit", "end"),
    [
        ("claim", days(1), midnight_after(10, 8)),
        ("first answer", days(3), midnight_after(10, 10)),
        ("resolve", days(7), midnight_after(10, 15)),
    ],
)
def test_a_normal_matter_of_the_eve_of_national_day(clock: str, limit: Measure, end: datetime) -> None:
    assert limit_at(china(9, 30, 10), limit, BAOAN) == end


@pytest.mark.parametrize(
    ("clock", "limit", "end"),
    [("claim", daytime_hours(4), china(11, 20, 21)), ("first answer", hours(24), china(11, 21, 17))],
)
def test_a_utility_matter_of_a_friday_afternoon(clock: str, limit: Measure, end: datetime) -> None:
    assert limit_at(china(11, 20, 17), limit, BAOAN) == end


def test_a_normal_matter_of_a_make_up_sunday_is_claimed_by_monday() -> None:
    assert limit_at(china(9, 20, 9), days(1), BAOAN) == midnight_after(9, 21)


def test_an_urgent_matter_is_claimed_in_two_hours_of_any_night() -> None:
    assert limit_at(china(10, 1, 3), hours(2), BAOAN) == china(10, 1, 5)


def test_the_last_second_of_a_day_and_the_first_of_the_next_are_a_day_apart() -> None:
    monday = datetime(2026, 11, 23, 23, 59, 59, tzinfo=SHANGHAI)

    ends = [limit_at(at, days(1), BAOAN) for at in (monday, monday + timedelta(seconds=1))]

    assert ends == [midnight_after(11, 24), midnight_after(11, 25)]


def test_a_matter_of_a_holiday_counts_the_first_working_day_after_it() -> None:
    assert limit_at(china(10, 3, 12), days(1), BAOAN) == midnight_after(10, 8)


def test_the_start_day_is_the_local_one() -> None:
    monday_evening_in_london = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)

    assert limit_at(monday_evening_in_london, days(1), BAOAN) == midnight_after(11, 25)


def test_a_working_day_limit_crosses_into_a_year_that_is_not_announced() -> None:
    assert limit_at(china(12, 30, 10), days(3), BAOAN) == midnight_after(1, 4, year=2027)


def test_hours_of_the_window_stop_at_night_and_go_on_in_the_morning() -> None:
    assert limit_at(china(11, 20, 21), daytime_hours(4), BAOAN) == china(11, 21, 11)


def test_hours_of_the_window_that_are_used_up_at_its_end_end_then() -> None:
    assert limit_at(china(11, 20, 18), daytime_hours(4), BAOAN) == china(11, 20, 22)


def test_a_start_outside_the_window_counts_from_the_next_opening() -> None:
    assert limit_at(china(11, 20, 23), daytime_hours(4), BAOAN) == china(11, 21, 12)


def test_a_window_over_midnight_is_still_open_after_midnight() -> None:
    night = Window(time(22), time(6))

    assert limit_at(china(11, 21, 3), daytime_hours(4, night), BAOAN) == china(11, 21, 23)


def test_more_hours_than_a_window_has_take_several_days() -> None:
    assert limit_at(china(11, 20, 17), daytime_hours(24), BAOAN) == china(11, 22, 13)


def test_working_hours_skip_the_weekend() -> None:
    assert limit_at(china(11, 20, 17), WorkingHours(2), BAOAN) == china(11, 23, 10)


def test_calendar_days_that_end_on_a_sunday_move_to_monday() -> None:
    assert limit_at(china(11, 13, 9), Limit(Unit.CALENDAR_DAYS, 9), BAOAN) == midnight_after(11, 23)


def test_calendar_days_that_end_on_a_make_up_saturday_stay() -> None:
    assert limit_at(china(10, 3, 9), Limit(Unit.CALENDAR_DAYS, 7), BAOAN) == midnight_after(10, 10)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (china(8, 31, 15), 3, midnight_after(11, 30)),
        (china(3, 10, 9), 1, midnight_after(4, 10)),
        (china(7, 1, 9), 3, midnight_after(10, 8)),
        (china(11, 30, 9), 3, midnight_after(3, 1, year=2027)),
    ],
)
def test_months_end_on_the_same_date_or_the_last_and_move_off_a_day_of_rest(
    start: datetime, months: int, end: datetime
) -> None:
    assert limit_at(start, Months(months), BAOAN) == end


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 11, 30), 13, date(2027, 12, 30)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
    ],
)
def test_a_month_later_is_the_same_date_or_the_last_one(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


def test_overdue_begins_when_the_limit_has_passed() -> None:
    end = midnight_after(11, 20)

    assert (is_overdue(end, end), is_overdue(end, end + timedelta(seconds=1))) == (False, True)


def test_elapsed_hours_are_real_hours_when_the_clocks_change() -> None:
    start = datetime(2026, 3, 28, 12, tzinfo=BERLIN)

    end = limit_at(start, hours(24), TOWN)

    assert (end - start.astimezone(UTC), end.astimezone(BERLIN).hour) == (timedelta(hours=24), 13)


def test_a_day_limit_ends_at_local_midnight_on_both_sides_of_the_change() -> None:
    ends = [
        limit_at(datetime(2026, month, day, 12, tzinfo=BERLIN), days(1), TOWN)
        for month, day in ((3, 27), (10, 23))
    ]

    assert ends == [datetime(2026, 3, 30, 22, tzinfo=UTC), datetime(2026, 10, 26, 23, tzinfo=UTC)]


def test_a_window_over_the_skipped_hour_is_one_hour_shorter() -> None:
    night = Window(time(0), time(6))

    end = limit_at(datetime(2026, 3, 28, 23, tzinfo=BERLIN), daytime_hours(5, night), TOWN)

    assert end == datetime(2026, 3, 29, 6, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("limit", "complaint"),
    [
        (days(0), "at least 1"),
        (hours(-2), "at least 1"),
        (Limit(Unit.WINDOW_HOURS, 4), "daily window"),
        (daytime_hours(4, Window(time(8), time(8))), "daily window"),
        (Months(1, unit="fortnights"), "unknown unit 'fortnights'"),
    ],
)
def test_a_limit_that_makes_no_sense_is_refused(limit: Measure, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        limit_at(china(11, 20, 9), limit, BAOAN)


def test_a_naive_start_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        limit_at(datetime(2026, 11, 20, 9), days(1), BAOAN)  # noqa: DTZ001 that is the point
