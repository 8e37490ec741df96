"""The chase ladder."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.limits import limit_at
from models.policy import ClockKind, Limit, Recipient, Rung, Unit
from models.quiet import QuietHours
from models.rungs import Owing, ScheduledRung, due_rung, first_rung, is_chased, next_rung, owing, schedule
from models.worktime import Calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
BAOAN = Calendar(SHANGHAI)
ORDINARY = (
    Rung("near", (Recipient.OWING,), percent=75),
    Rung("limit", (Recipient.OWING, Recipient.HEAD), percent=100),
    Rung("late", (Recipient.STREET, Recipient.OFFICE), after=Limit(Unit.WORKING_DAYS, 1)),
    Rung("board", (Recipient.OVERDUE_BOARD,), after=Limit(Unit.WORKING_DAYS, 3)),
)
URGENT = (
    Rung("near", (Recipient.OWING,), percent=75),
    Rung("limit", (Recipient.OWING, Recipient.HEAD), percent=100),
    Rung("late", (Recipient.OFFICE,), after=Limit(Unit.ELAPSED_HOURS, 1)),
)
ONE_DAY = Limit(Unit.WORKING_DAYS, 1)
TWO_HOURS = Limit(Unit.ELAPSED_HOURS, 2)


def china(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


def national_day_claim() -> list[ScheduledRung]:
    return schedule(ClockKind.CLAIM, china(9, 30, 10), ONE_DAY, ORDINARY, BAOAN)


def test_the_ladder_of_a_claim_over_national_day() -> None:
    times = {rung.code: rung.at for rung in national_day_claim()}

    assert times == {
        "near": china(10, 8, 14, 45),
        "limit": china(10, 9),
        "late": china(10, 10),
        "board": china(10, 13),
    }


def test_over_national_day_the_rungs_go_out_in_the_mornings_after() -> None:
    quiet = QuietHours(BAOAN)

    released = [quiet.release(rung.at, "reminder") for rung in national_day_claim()]

    assert released == [china(10, 8, 14, 45), china(10, 9, 8, 30), china(10, 10, 8, 30), china(10, 13, 8, 30)]


def test_the_ladder_of_an_urgent_claim_at_night_is_climbed_in_hours() -> None:
    rungs = schedule("claim", china(10, 1, 3), TWO_HOURS, URGENT, BAOAN)

    assert rungs == [
        ScheduledRung("near", china(10, 1, 4, 30), (Recipient.OWING,)),
        ScheduledRung("limit", china(10, 1, 5), (Recipient.OWING, Recipient.HEAD)),
        ScheduledRung("late", china(10, 1, 6), (Recipient.OFFICE,)),
    ]


def test_a_moved_limit_moves_the_whole_ladder() -> None:
    rungs = schedule("claim", china(11, 23, 9), ONE_DAY, ORDINARY, BAOAN, moved_to=china(11, 27))

    assert [rung.at for rung in rungs] == [china(11, 25, 18), china(11, 27), china(11, 28), china(12, 2)]


@pytest.mark.parametrize("kind", ["confirm", "follow_up"])
def test_what_waits_for_the_resident_is_not_chased(kind: str) -> None:
    assert schedule(kind, china(11, 23, 9), ONE_DAY, ORDINARY, BAOAN) == []


def test_every_clock_with_a_limit_is_chased() -> None:
    assert [kind.value for kind in ClockKind if is_chased(kind)] == [
        "claim",
        "first_answer",
        "sign",
        "resolve",
    ]


@pytest.mark.parametrize(
    ("kind", "who"),
    [
        ("claim", Owing.CONSTITUENCY_DEPUTIES),
        ("first_answer", Owing.OWNER),
        ("resolve", Owing.OWNER),
        ("sign", Owing.BODY),
        ("suggestion", Owing.BODY),
        ("rectification", Owing.BODY),
    ],
)
def test_each_clock_has_one_who_owes_it(kind: str, who: Owing) -> None:
    assert owing(kind) == who


def test_before_the_first_rung_nothing_is_due() -> None:
    assert due_rung(national_day_claim(), set(), china(10, 8, 14, 44)) is None


def test_a_rung_is_due_at_its_minute() -> None:
    due = due_rung(national_day_claim(), set(), china(10, 8, 14, 45))

    assert due is not None
    assert due.code == "near"


def test_a_rung_fires_once() -> None:
    assert due_rung(national_day_claim(), {"near"}, china(10, 8, 16)) is None


def test_after_downtime_only_the_newest_rung_fires() -> None:
    due = due_rung(national_day_claim(), set(), china(10, 10, 9))

    assert due is not None
    assert due.code == "late"


def test_a_rung_overtaken_in_downtime_never_fires() -> None:
    assert due_rung(national_day_claim(), {"late"}, china(10, 10, 9)) is None


def test_of_rungs_at_the_same_instant_the_higher_one_is_the_newest() -> None:
    at = china(11, 23, 9)
    rungs = [ScheduledRung("low", at, (Recipient.OWING,)), ScheduledRung("high", at, (Recipient.HEAD,))]

    due = due_rung(rungs, set(), at)

    assert due is not None
    assert due.code == "high"


def test_the_timetable_waits_for_the_next_rung_ahead() -> None:
    rungs = national_day_claim()

    ahead = [next_rung(rungs, at) for at in (china(9, 30, 10), china(10, 8, 14, 45), china(10, 13))]

    assert ahead == [rungs[0], rungs[1], None]


def test_a_naive_now_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        due_rung(national_day_claim(), set(), datetime(2026, 10, 9))  # noqa: DTZ001 that is the point


# a busy machine is no defect
UNHURRIED = settings(deadline=None)
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 6, 1), timezones=st.just(UTC))  # noqa: DTZ001
LIMITS = st.one_of(
    st.builds(Limit, st.just(Unit.WORKING_DAYS), st.integers(1, 15)),
    st.builds(Limit, st.just(Unit.ELAPSED_HOURS), st.integers(1, 48)),
)


@UNHURRIED
@given(MOMENTS, LIMITS, st.sampled_from([ORDINARY, URGENT]))
def test_the_rungs_come_in_the_order_of_the_ladder(
    start: datetime, limit: Limit, ladder: tuple[Rung, ...]
) -> None:
    rungs = schedule("claim", start, limit, ladder, BAOAN)

    assert [rung.code for rung in rungs] == [rung.code for rung in ladder]
    assert all(a.at < b.at for a, b in pairwise(rungs))
    assert rungs[1].at == limit_at(start, limit, BAOAN)


@UNHURRIED
@given(MOMENTS, LIMITS, st.permutations(ORDINARY), st.integers(0, 4))
def test_the_first_rung_is_found_without_the_rest(
    start: datetime, limit: Limit, ladder: list[Rung], length: int
) -> None:
    ladder, end = ladder[:length], limit_at(start, limit, BAOAN)

    first = first_rung("claim", start, limit, ladder, BAOAN, moved_to=end)

    assert first == next_rung(schedule("claim", start, limit, ladder, BAOAN, moved_to=end), start)


def test_a_clock_nobody_chases_has_no_first_rung() -> None:
    assert first_rung("confirm", china(11, 23, 9), ONE_DAY, ORDINARY, BAOAN, moved_to=china(11, 25)) is None


@UNHURRIED
@given(MOMENTS, LIMITS, st.lists(st.timedeltas(timedelta(0), timedelta(days=40)), min_size=1, max_size=12))
def test_however_often_one_looks_no_rung_fires_twice_and_none_after_a_higher_one(
    start: datetime, limit: Limit, looks: list[timedelta]
) -> None:
    rungs = schedule("claim", start, limit, ORDINARY, BAOAN)
    fired: list[str] = []

    for look in sorted(looks):
        due = due_rung(rungs, fired, start + look)
        fired += [due.code] if due else []

    order = [rung.code for rung in rungs]
    assert fired == sorted(set(fired), key=order.index)
