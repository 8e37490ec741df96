"""What holds for every clock, whenever it starts."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from models.limits import Measure, after_limit, limit_at, point_at
from models.policy import Limit, Unit, Window
from models.worktime import Calendar


@dataclass(frozen=True)
class Other:
    """A limit in a unit that matters do not use: of a suggestion, of working hours."""

    unit: str
    amount: int
    window: Window | None = None


def monday_to_friday(day: date) -> bool | None:
    return None


def days(amount: int) -> Limit:
    return Limit(Unit.WORKING_DAYS, amount)


BAOAN = Calendar(ZoneInfo("Asia/Shanghai"))
TOWN = Calendar(ZoneInfo("Europe/Berlin"), official=monday_to_friday)
DAYTIME = Window(time(8), time(22))
# a busy machine is no defect
UNHURRIED = settings(deadline=None)
CALENDARS = st.sampled_from([BAOAN, TOWN])
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 6, 1), timezones=st.just(UTC))  # noqa: DTZ001
WINDOWS = st.sampled_from(
    [DAYTIME, Window(time(9, 30), time(17, 45)), Window(time(22), time(6)), Window(time(18), time())]
)
WINDOW_LIMITS = st.builds(Limit, st.just(Unit.WINDOW_HOURS), st.integers(1, 60), WINDOWS)
LIMITS = st.one_of(
    st.builds(days, st.integers(1, 15)),
    st.builds(Limit, st.just(Unit.ELAPSED_HOURS), st.integers(1, 72)),
    WINDOW_LIMITS,
    st.builds(Limit, st.just(Unit.CALENDAR_DAYS), st.integers(1, 40)),
    st.builds(Other, st.just("calendar_months"), st.integers(1, 6)),
    st.builds(Other, st.just("working_hours"), st.integers(1, 60)),
)


@UNHURRIED
@given(MOMENTS, LIMITS, CALENDARS)
def test_a_limit_lies_after_its_start(start: datetime, limit: Measure, calendar: Calendar) -> None:
    assert limit_at(start, limit, calendar) > start


@UNHURRIED
@given(MOMENTS, MOMENTS, LIMITS, CALENDARS)
def test_who_starts_later_ends_no_earlier(
    one: datetime, other: datetime, limit: Measure, calendar: Calendar
) -> None:
    earlier, later = sorted((one, other))

    assert limit_at(earlier, limit, calendar) <= limit_at(later, limit, calendar)


@UNHURRIED
@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(hours=30)), LIMITS, CALENDARS)
def test_three_quarters_of_a_later_start_come_no_earlier(
    start: datetime, wait: timedelta, limit: Measure, calendar: Calendar
) -> None:
    points = [point_at(at, 0.75, limit, calendar) for at in (start, start + wait)]

    assert points == sorted(points)


@UNHURRIED
@given(MOMENTS, LIMITS, CALENDARS)
def test_three_quarters_lie_between_start_and_limit(
    start: datetime, limit: Measure, calendar: Calendar
) -> None:
    point = point_at(start, 0.75, limit, calendar)

    assert start < point < limit_at(start, limit, calendar)


@UNHURRIED
@given(MOMENTS, st.integers(1, 15), CALENDARS)
def test_three_quarters_of_a_day_limit_leave_a_quarter_of_its_working_time(
    start: datetime, amount: int, calendar: Calendar
) -> None:
    end = limit_at(start, days(amount), calendar)
    point = point_at(start, 0.75, days(amount), calendar)

    worked, whole = calendar.working_time(start, point), calendar.working_time(start, end)

    assert worked == whole * 0.75


@UNHURRIED
@given(MOMENTS, st.integers(1, 15), st.integers(0, 40))
def test_a_further_holiday_never_makes_a_day_limit_earlier(start: datetime, amount: int, after: int) -> None:
    holiday = BAOAN.local_date(start) + timedelta(days=after)
    closed = Calendar(BAOAN.zone, overrides={holiday: False})

    assert limit_at(start, days(amount), closed) >= limit_at(start, days(amount), BAOAN)


@UNHURRIED
@given(MOMENTS, st.integers(1, 15), CALENDARS)
def test_a_day_limit_spans_exactly_its_number_of_working_days(
    start: datetime, amount: int, calendar: Calendar
) -> None:
    end = limit_at(start, days(amount), calendar)
    first, last = calendar.local_date(start), calendar.local_date(end - timedelta(seconds=1))
    between = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]

    assert sum(calendar.is_workday(day) for day in between) == amount
    assert calendar.is_workday(last)
    assert end.astimezone(calendar.zone).time() == time()


@UNHURRIED
@given(MOMENTS, WINDOW_LIMITS, CALENDARS)
def test_window_hours_equal_a_count_of_minutes_inside_the_window(
    start: datetime, limit: Measure, calendar: Calendar
) -> None:
    start = start.replace(second=0, microsecond=0)
    minutes = (limit_at(start, limit, calendar) - start) // timedelta(minutes=1)
    local = [(start + timedelta(minutes=n)).astimezone(calendar.zone).time() for n in range(minutes)]
    assert limit.window is not None

    inside = sum(at in limit.window for at in local)

    assert (inside, local[-1] in limit.window) == (limit.amount * 60, True)


@UNHURRIED
@given(MOMENTS, LIMITS, st.integers(1, 5), CALENDARS)
def test_what_follows_a_limit_lies_after_it_and_grows(
    start: datetime, limit: Measure, amount: int, calendar: Calendar
) -> None:
    end = limit_at(start, limit, calendar)

    steps = [after_limit(end, days(n), calendar) for n in (amount, amount + 1)]

    assert end < steps[0] < steps[1]
