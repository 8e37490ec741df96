"""The body's own deadline: a reminder before it, and a word to body and owner when it has passed."""

from datetime import datetime, timedelta

from models.dispatch import Dispatch
from models.mail import Due
from models.matter import Matter
from services.dispatches import body_name, contacts_of, waiting_extension
from services.due import cancel, due, plan
from services.reach import open_rows, reach_seats
from services.routing import seat_of
from services.work import Work
from texts.body import Extend, Reply
from texts.body_form import DueLate, DueSoon
from texts.body_presses import ExtendPress, ReplyPress
from texts.dispatch_told import BodyLate
from texts.message import Until
from texts.screen import Button, Rows, row

NEAR, LATE = "near", "late"
SHARE = 0.75
"""How much of an urgent matter's hours has passed at the first reminder."""


def plan_due(work: Work, matter: Matter, dispatch: Dispatch) -> None:
    """Owe the reminders of a dispatch's deadline, in place of those of an earlier one."""
    ref = f"dispatch:{dispatch.id}"
    cancel(work, ref, "body_due")
    for what, at in ((NEAR, _near(work, matter, dispatch)), (LATE, _release(work, matter, dispatch.due_at))):
        if at > work.now and (what == LATE or at < dispatch.due_at):
            key = f"body_due:{dispatch.id}:{what}:{dispatch.due_at:%Y%m%d%H%M%S}"
            plan(work, "body_due", ref, at, key, dispatch=dispatch.id, what=what, until=dispatch.due_at.isoformat())


@due("body_due")
def remind_of_due(work: Work, task: Due) -> None:
    """Remind the body's contacts, and tell the owner of what is late; nothing once the body replied or got time."""
    dispatch = work.session.get_one(Dispatch, task.data["dispatch"])
    if not dispatch.is_at_body or dispatch.due_at.isoformat() != task.data["until"]:
        return
    matter, until = work.session.get_one(Matter, dispatch.matter_id), Until(dispatch.due_at)
    number, contacts = matter.number or "", contacts_of(work, dispatch.body_code)
    if task.data["what"] == NEAR:
        reach_seats(work, contacts, DueSoon(number, until), matter, rows=_rows(work, matter, dispatch))
        return
    reach_seats(work, contacts, DueLate(number, until), matter, rows=_rows(work, matter, dispatch))
    if owner := seat_of(work, matter):
        told = BodyLate(number, body_name(work, dispatch.body_code), until)
        reach_seats(work, [owner], told, matter, rows=open_rows(matter))


def _rows(work: Work, matter: Matter, dispatch: Dispatch) -> Rows:
    """Return [答复], [申请延期] unless one waits, and the way to the card."""
    reply, extend = Button(Reply(), ReplyPress(dispatch.id)), Button(Extend(), ExtendPress(dispatch.id))
    buttons = row(reply) if waiting_extension(work, dispatch) else row(reply, extend)
    return (buttons, *open_rows(matter))


def _near(work: Work, matter: Matter, dispatch: Dispatch) -> datetime:
    """Return the morning of the last day; for an urgent matter, when three quarters of its time have passed."""
    if matter.urgent:
        return work.now + (dispatch.due_at - work.now) * SHARE
    calendar = work.house.calendar
    last = calendar.local_date(dispatch.due_at - timedelta(microseconds=1))
    return _release(work, matter, calendar.instant(last, work.house.policy.hours.digest))


def _release(work: Work, matter: Matter, at: datetime) -> datetime:
    """Return when a reminder may go: on working days only, unless it is urgent."""
    return at if matter.urgent else work.house.quiet.release(at, "reminder")
