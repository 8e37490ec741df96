"""The rules of promises and absences: when to remind, what may be decided, which days are an absence."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from models.absence import Absence, check_span
from models.promise import Promise, PromiseState, pressing_until, reminder_day
from models.refusals import DelayReasonNeeded, PromiseDecided, ProofNeeded, WordsNeeded
from models.refusals_of_staff import LeaveEndsFirst, LeaveInPast, LeaveTooLong
from models.worktime import Calendar

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(ZONE)
NOW = datetime(2026, 11, 18, 10, tzinfo=ZONE)


def promise() -> Promise:
    return Promise(id=1, matter_id=1, state=PromiseState.OPEN, due_on=NOW + timedelta(days=3))


@pytest.mark.parametrize(("due", "ahead", "expected"), [
    (date(2026, 12, 1), 3, date(2026, 11, 30)),  # a Tuesday: Saturday moves on to Monday
    (date(2026, 12, 4), 3, date(2026, 12, 1)),
    (date(2026, 12, 4), 0, date(2026, 12, 4)),
    (date(2026, 11, 29), 0, date(2026, 11, 27)),  # a Sunday: Monday would be too late
    (date(2026, 10, 5), 3, date(2026, 9, 30)),  # in the holiday week there is no day to move on to
    (date(2026, 10, 11), 0, date(2026, 10, 10)),  # the Saturday before is a make-up workday
])
def test_a_reminder_goes_on_a_working_day_and_never_after_the_promised_one(
        due: date, ahead: int, expected: date) -> None:
    assert reminder_day(due, ahead, CALENDAR) == expected


def test_a_day_of_rest_is_told_of_on_the_working_day_before() -> None:
    friday = pressing_until(date(2026, 11, 27), CALENDAR)

    assert friday == CALENDAR.end_of_day(date(2026, 11, 29))


def test_a_kept_promise_needs_words_and_a_photo_or_a_reason() -> None:
    kept = promise()

    with pytest.raises(WordsNeeded):
        kept.keep(None, NOW, " ", has_photo=True)
    with pytest.raises(ProofNeeded):
        kept.keep(None, NOW, "装好了", has_photo=False)
    kept.keep(None, NOW, "装好了", has_photo=False, reason="夜里看不清")

    assert (kept.state, kept.decided_at, kept.reason) == (PromiseState.KEPT, NOW, "夜里看不清")


def test_a_broken_promise_needs_a_reason() -> None:
    broken = promise()

    with pytest.raises(DelayReasonNeeded):
        broken.fail(None, NOW, "  ")
    broken.fail(None, NOW, "材料没到")

    assert (broken.state, broken.reason) == (PromiseState.BROKEN, "材料没到")


@pytest.mark.parametrize(("is_solved", "state"), [(True, PromiseState.KEPT), (False, PromiseState.REPLACED)])
def test_a_later_answer_settles_a_promise(is_solved: bool, state: PromiseState) -> None:
    older = promise()

    older.overtake(None, NOW, is_solved=is_solved)

    assert older.state == state


def test_nothing_is_decided_twice() -> None:
    kept = promise()
    kept.keep(None, NOW, "装好了", has_photo=True)

    with pytest.raises(PromiseDecided):
        kept.fail(None, NOW, "材料没到")
    with pytest.raises(PromiseDecided):
        kept.keep(None, NOW, "装好了", has_photo=True)
    with pytest.raises(PromiseDecided):
        kept.overtake(None, NOW, is_solved=False)

    assert kept.state == PromiseState.KEPT


TODAY = date(2026, 11, 18)


@pytest.mark.parametrize(("first", "last", "refusal"), [
    (date(2026, 11, 17), date(2026, 11, 20), LeaveInPast),
    (date(2026, 11, 20), date(2026, 11, 19), LeaveEndsFirst),
    (date(2026, 11, 20), date(2027, 11, 22), LeaveTooLong),
])
def test_days_that_are_no_absence(first: date, last: date, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        check_span(first, last, TODAY)


def test_one_day_from_today_is_an_absence() -> None:
    check_span(TODAY, TODAY, TODAY)


def test_an_absence_is_on_from_its_first_moment_to_its_last() -> None:
    starts, ends = CALENDAR.end_of_day(date(2026, 11, 19)), CALENDAR.end_of_day(date(2026, 11, 21))
    absence = Absence(starts_at=starts, ends_at=ends)

    assert not absence.is_on(starts - timedelta(seconds=1))
    assert absence.is_on(starts)
    assert not absence.is_on(ends)
    assert absence.is_over(ends)
    assert absence.overlaps(ends - timedelta(seconds=1), ends + timedelta(days=1))
    assert not absence.overlaps(ends, ends + timedelta(days=1))


def test_an_ended_absence_leaves_its_days_free() -> None:
    starts, ends = CALENDAR.end_of_day(date(2026, 11, 19)), CALENDAR.end_of_day(date(2026, 11, 21))
    absence = Absence(starts_at=starts, ends_at=ends, ended_at=starts)

    assert absence.is_over(starts)
    assert not absence.is_on(starts)
    assert not absence.overlaps(starts, ends)
