"""Promises as answers make them: one a matter, with a reminder ahead of its day."""

from datetime import date, timedelta

from sqlalchemy import select

from models.dispatch import DispatchState
from models.kinds import ResultClass
from models.matter import Event, Matter
from models.organisation import Body
from models.promise import DAYS_AHEAD, VOIDING, Promise, PromiseState, reminder_day
from services.dispatches import newest_dispatch
from services.due import plan_new
from services.facts import category_of
from services.work import Work


def open_promise(work: Work, matter: Matter) -> Promise | None:
    """Return what the matter still promises."""
    return work.session.scalar(
        select(Promise).where(Promise.matter_id == matter.id, Promise.state == PromiseState.OPEN))


def is_void(matter: Matter) -> bool:
    """Tell whether the matter's end released from its promises."""
    return matter.status in VOIDING


def note_answer(work: Work, matter: Matter, event: Event, words: str) -> None:
    """Let a classed answer take the place of what was promised before, and keep what it promises itself."""
    older = open_promise(work, matter)
    if older is not None:
        older.overtake(work.seat, work.now, is_solved=matter.result_class == ResultClass.A)
    make_promise(work, matter, event, words, older)


def make_promise(work: Work, matter: Matter, event: Event, words: str, older: Promise | None = None) -> None:
    """Keep what the matter promises now, if anything; the older promise points to it."""
    work.session.flush()  # a matter has one open promise: the older one must be seen to have ended
    if matter.promise_on is None or matter.claimed_by is None:
        return
    promise = Promise(
        matter_id=matter.id, event_id=event.id, seat_id=matter.claimed_by, words=words, due_on=matter.promise_on,
        result=matter.result_class or ResultClass.B, body_code=_body_of(work, matter),
        created_at=work.now,
    )
    work.session.add(promise)
    work.session.flush()
    if older is not None:
        older.replaced_by = promise.id
    _plan_reminder(work, promise)


def day_of(work: Work, promise: Promise) -> date:
    """Return the promised day."""
    return work.house.calendar.local_date(promise.due_on - timedelta(microseconds=1))


def _body_of(work: Work, matter: Matter) -> str | None:
    """Return the body that replied, else the one that handles the category, if the organisation knows it."""
    replied, category = newest_dispatch(work, matter, DispatchState.REPLIED), category_of(work, matter)
    code = replied.body_code if replied else category.body if category else None
    body = work.session.get(Body, code) if code else None
    return body.code if body else None


def _plan_reminder(work: Work, promise: Promise) -> None:
    """Plan the reminder ahead of the day; on the day itself and after it `今日` tells."""
    calendar = work.house.calendar
    day = reminder_day(day_of(work, promise), DAYS_AHEAD, calendar)
    at = calendar.instant(day, work.house.quiet.morning)
    if at > work.now and day < reminder_day(day_of(work, promise), 0, calendar):
        plan_new(work, "promise", f"promise:{promise.id}", at, f"promise:{promise.id}", promise=promise.id)
