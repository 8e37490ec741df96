"""Working days and hours."""

import csv
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.policy import Window
from models.worktime import Calendar, local_instant

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
BAOAN = Calendar(SHANGHAI)
OFFICIAL_TABLE = (
    Path(__file__).parents[3] / "shared" / "data" / "calendar" / "cn_holiday_exceptions_2004_2026.csv"
)


def monday_to_friday(day: date) -> bool | None:
    return None


def china(day: int, hour: int = 0, minute: int = 0, *, month: int = 9, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


def test_the_library_agrees_with_the_official_table() -> None:
    if not OFFICIAL_TABLE.exists():
        pytest.skip("the official table is absent: ../shared/data is not beside this checkout")
    with OFFICIAL_TABLE.open(encoding="utf-8") as file:
        table = {date.fromisoformat(row["date"]): row["type"] for row in csv.DictReader(file)}
    days = [date(2018, 1, 1) + timedelta(days=n) for n in range((date(2027, 1, 1) - date(2018, 1, 1)).days)]

    official = {day: table[day] == "adjusted_workday" if day in table else day.weekday() < 5 for day in days}

    assert {day: BAOAN.is_workday(day) for day in days} == official


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
        date(2026, 5, 9),
        date(2026, 9, 20),
        date(2026, 10, 10),
    ],
)
def test_every_make_up_day_of_2026_is_worked_though_it_is_a_weekend(day: date) -> None:
    assert (day.weekday() >= 5, BAOAN.is_workday(day)) == (True, True)


def test_national_day_is_not_worked() -> None:
    week = [date(2026, 10, n) for n in range(1, 8)]

    assert [BAOAN.is_workday(day) for day in week] == [False] * 7


def test_the_office_may_close_a_working_day_and_open_a_sunday() -> None:
    wednesday, sunday = date(2026, 11, 25), date(2026, 11, 29)

    calendar = Calendar(SHANGHAI, overrides={wednesday: False, sunday: True})

    assert (calendar.is_workday(wednesday), calendar.is_workday(sunday)) == (False, True)


def test_a_year_not_announced_falls_back_to_monday_to_friday() -> None:
    week = [date(2027, 10, 4) + timedelta(days=n) for n in range(7)]

    assert [BAOAN.is_workday(day) for day in week] == [True] * 5 + [False] * 2


def test_a_year_not_announced_is_said_to_be_so() -> None:
    assert [BAOAN.is_announced(year) for year in (2003, 2004, 2026, 2027)] == [False, True, True, False]


def test_a_single_override_does_not_silence_the_warning_but_a_complete_table_does() -> None:
    new_year = {date(2027, 1, 1): False}

    one_day = Calendar(SHANGHAI, overrides=new_year)
    complete = Calendar(SHANGHAI, overrides=new_year, announced=frozenset({2027}))

    assert (one_day.is_announced(2027), complete.is_announced(2027)) == (False, True)
    assert (one_day.is_workday(date(2027, 1, 1)), one_day.is_workday(date(2027, 1, 4))) == (False, True)


def test_the_guessed_years_of_a_clock_are_listed_by_local_date() -> None:
    last_second = datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC)

    within = BAOAN.unannounced(china(1, month=12), last_second)
    beyond = BAOAN.unannounced(china(1, month=12), last_second + timedelta(seconds=1))

    assert (within, beyond) == ([], [2027])


def test_working_time_leaves_out_lunch_and_the_holiday() -> None:
    worked = BAOAN.working_time(china(30, 10), china(8, 15, month=10))

    assert worked == timedelta(hours=2 + 4 + 3 + 1)


def test_working_time_of_a_span_turned_round_is_nothing() -> None:
    assert BAOAN.working_time(china(22, 15), china(22, 10)) == timedelta()


def test_adding_working_time_steps_over_lunch_night_and_weekend() -> None:
    friday = china(20, 11, month=11)

    assert BAOAN.add_working_time(friday, timedelta(hours=5, minutes=30)) == china(23, 9, 30, month=11)


def test_working_time_that_is_used_up_at_closing_ends_then_and_not_next_morning() -> None:
    assert BAOAN.add_working_time(china(22, 14), timedelta(hours=4)) == china(22, 18)


def test_adding_no_working_time_stays_where_it_is() -> None:
    sunday = china(27, 3)

    assert BAOAN.add_working_time(sunday, timedelta()) == sunday


def test_a_calendar_without_working_days_says_so_and_does_not_hang() -> None:
    never = Calendar(SHANGHAI, official=lambda day: False)

    with pytest.raises(ValueError, match="check the calendar"):
        never.nth_workday_after(date(2026, 9, 1), 1)
    with pytest.raises(ValueError, match="check the calendar"):
        never.add_working_time(china(1), timedelta(hours=1))


@pytest.mark.parametrize(
    "hours",
    [
        (),
        (Window(time(14), time(18)), Window(time(9), time(12))),
        (Window(time(9), time(13)), Window(time(12), time(18))),
        (Window(time(20), time(4)),),
    ],
)
def test_working_hours_out_of_order_or_overlapping_are_refused(hours: tuple[Window, ...]) -> None:
    with pytest.raises(ValueError, match="working hours"):
        Calendar(SHANGHAI, hours=hours)


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        BAOAN.working_time(datetime(2026, 9, 1, 9), china(1, 10))  # noqa: DTZ001 that is the point


def test_what_comes_out_is_utc() -> None:
    assert BAOAN.add_working_time(china(22, 9), timedelta(hours=1)).tzinfo is UTC


def test_a_wall_time_that_spring_skips_stands_for_the_jump() -> None:
    assert local_instant(date(2026, 3, 29), time(2, 30), BERLIN) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_a_wall_time_that_autumn_repeats_is_the_first_of_the_two() -> None:
    assert local_instant(date(2026, 10, 25), time(2, 30), BERLIN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_midnight_that_spring_skips_stands_for_the_jump() -> None:
    beirut = ZoneInfo("Asia/Beirut")

    assert local_instant(date(2024, 3, 31), time(), beirut) == datetime(2024, 3, 30, 22, tzinfo=UTC)


def test_a_day_of_spring_has_one_hour_less_and_of_autumn_one_more() -> None:
    calendar = Calendar(BERLIN, official=monday_to_friday)

    lengths = [
        calendar.end_of_day(day) - calendar.instant(day, time())
        for day in (date(2026, 3, 29), date(2026, 10, 25), date(2026, 10, 26))
    ]

    assert lengths == [timedelta(hours=23), timedelta(hours=25), timedelta(hours=24)]


# a busy machine is no defect
UNHURRIED = settings(deadline=None)
ZONES = st.sampled_from([BAOAN, Calendar(BERLIN, official=monday_to_friday)])
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 6, 1), timezones=st.just(UTC))  # noqa: DTZ001
SPANS = st.timedeltas(timedelta(minutes=1), timedelta(days=20))


@UNHURRIED
@given(ZONES, MOMENTS, SPANS)
def test_working_time_equals_a_count_of_quarter_hours(
    calendar: Calendar, start: datetime, span: timedelta
) -> None:
    start = start.replace(minute=start.minute // 15 * 15, second=0, microsecond=0)
    quarters = span // timedelta(minutes=15)
    local = [(start + timedelta(minutes=15) * n).astimezone(calendar.zone) for n in range(quarters)]

    counted = sum(calendar.is_workday(at.date()) and at.hour in {9, 10, 11, 14, 15, 16, 17} for at in local)

    assert (
        calendar.working_time(start, start + timedelta(minutes=15) * quarters)
        == timedelta(minutes=15) * counted
    )


@UNHURRIED
@given(ZONES, MOMENTS, SPANS)
def test_working_time_added_is_the_working_time_measured(
    calendar: Calendar, start: datetime, amount: timedelta
) -> None:
    end = calendar.add_working_time(start, amount)

    assert calendar.working_time(start, end) == amount


@UNHURRIED
@given(ZONES, MOMENTS, MOMENTS, MOMENTS)
def test_working_time_adds_up_over_any_cut(calendar: Calendar, a: datetime, b: datetime, c: datetime) -> None:
    start, cut, end = sorted((a, b, c))

    parts = calendar.working_time(start, cut) + calendar.working_time(cut, end)

    assert parts == calendar.working_time(start, end)
