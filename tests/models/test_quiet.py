"""Quiet hours and the morning after."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.policy import Window
from models.quiet import Kind, QuietHours
from models.worktime import Calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
BAOAN = QuietHours(Calendar(SHANGHAI))


def monday_to_friday(day: date) -> bool | None:
    return None


def china(month: int, day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, second, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("at", "quiet"),
    [
        (china(11, 20, 21, 59, 59), False),
        (china(11, 20, 22), True),
        (china(11, 21, 0), True),
        (china(11, 21, 7, 59, 59), True),
        (china(11, 21, 8), False),
    ],
)
def test_the_night_begins_at_ten_and_ends_at_eight(at: datetime, quiet: bool) -> None:
    assert BAOAN.is_quiet(at) == quiet


def test_the_night_is_the_local_one_whatever_zone_the_moment_comes_in() -> None:
    assert BAOAN.is_quiet(datetime(2026, 11, 20, 15, 0, tzinfo=UTC)) is True


def test_a_card_of_the_night_waits_for_half_past_eight_even_on_a_weekend() -> None:
    assert BAOAN.release(china(11, 20, 23), "card") == china(11, 21, 8, 30)


def test_a_card_after_midnight_waits_for_the_same_morning() -> None:
    assert BAOAN.release(china(11, 21, 3), "card") == china(11, 21, 8, 30)


def test_a_card_of_a_sunday_afternoon_goes_at_once() -> None:
    sunday = china(11, 22, 15)

    assert BAOAN.release(sunday, "card") == sunday


def test_a_reminder_of_a_working_day_goes_at_once() -> None:
    friday = china(11, 20, 20)

    assert BAOAN.release(friday, "reminder") == friday


@pytest.mark.parametrize("at", [china(11, 20, 22), china(11, 21, 0), china(11, 21, 12), china(11, 23, 7)])
def test_a_reminder_of_friday_night_to_monday_dawn_goes_on_monday(at: datetime) -> None:
    assert BAOAN.release(at, "reminder") == china(11, 23, 8, 30)


def test_a_reminder_of_the_national_day_waits_for_its_end() -> None:
    assert BAOAN.release(china(10, 1, 0), "reminder") == china(10, 8, 8, 30)


def test_a_reminder_may_go_on_a_make_up_saturday() -> None:
    assert BAOAN.release(china(10, 10, 0), "reminder") == china(10, 10, 8, 30)


def test_the_end_of_a_working_day_is_released_on_the_next_one() -> None:
    thursday_midnight = china(10, 9, 0)

    assert BAOAN.release(thursday_midnight, "reminder") == china(10, 9, 8, 30)


def test_the_morning_after_half_past_eight_is_the_next_one() -> None:
    assert BAOAN.next_morning(china(11, 23, 8, 30), "card") == china(11, 24, 8, 30)


def test_no_night_holds_nothing() -> None:
    restless = QuietHours(Calendar(SHANGHAI), night=Window(time(), time()))

    assert restless.is_quiet(china(11, 21, 3)) is False


def test_a_morning_inside_the_night_is_refused() -> None:
    with pytest.raises(ValueError, match="07:30"):
        QuietHours(Calendar(SHANGHAI), morning=time(7, 30))


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        BAOAN.is_quiet(datetime(2026, 11, 20, 23))  # noqa: DTZ001 that is the point


def test_the_morning_keeps_its_wall_time_when_the_clocks_change() -> None:
    berlin = QuietHours(Calendar(BERLIN, official=monday_to_friday))

    mornings = [
        berlin.release(datetime(2026, 3, 28, 23, tzinfo=BERLIN), "card"),
        berlin.release(datetime(2026, 10, 24, 23, tzinfo=BERLIN), "card"),
    ]

    assert mornings == [datetime(2026, 3, 29, 6, 30, tzinfo=UTC), datetime(2026, 10, 25, 7, 30, tzinfo=UTC)]


# a busy machine is no defect
UNHURRIED = settings(deadline=None)


@UNHURRIED
@given(
    st.sampled_from([BAOAN, QuietHours(Calendar(BERLIN, official=monday_to_friday))]),
    st.datetimes(datetime(2025, 1, 1), datetime(2027, 6, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.sampled_from(["card", "reminder"]),
)
def test_what_is_released_may_go_and_is_never_early_nor_moved_twice(
    quiet: QuietHours, at: datetime, kind: Kind
) -> None:
    released = quiet.release(at, kind)

    assert released >= at
    assert quiet.may_go(released, kind)
    assert quiet.release(released, kind) == released
    assert kind == "reminder" or released - at < timedelta(hours=11, minutes=31)
