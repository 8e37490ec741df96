"""What a body hears and says of a promise that rests on its reply."""

from models.dispatch import Dispatch, DispatchState
from models.matter import Matter
from models.promise import Promise
from services.dispatches import contacts_of, newest_dispatch
from services.promised import day_of, is_void, open_promise
from services.reach import open_rows, reach_seats
from services.words_of_clocks import gist
from services.work import Work
from texts.body import Reply
from texts.body_form import PromiseSoonDue
from texts.body_presses import ReplyPress
from texts.message import Day
from texts.promise import Keep, KeepPress, NotKept, NotKeptPress
from texts.screen import Button, Rows, row

WORDS = 200


def promise_on(work: Work, matter: Matter, dispatch: Dispatch) -> Promise | None:
    """Return the open promise that rests on a body's reply."""
    if dispatch.state != DispatchState.REPLIED or is_void(matter):
        return None
    promise = open_promise(work, matter)
    return promise if promise is not None and promise.body_code == dispatch.body_code else None


def remind_body(work: Work, matter: Matter, promise: Promise) -> None:
    """Remind the contacts of the body that replied; it reports with another [答复]."""
    dispatch = newest_dispatch(work, matter, DispatchState.REPLIED)
    if dispatch is None or dispatch.body_code != promise.body_code:
        return
    told = PromiseSoonDue(matter.number or "", Day(day_of(work, promise)), gist(work, matter), dispatch.reply[:WORDS])
    rows = (*report_rows(dispatch), *open_rows(matter))
    reach_seats(work, contacts_of(work, dispatch.body_code), told, matter, rows=rows)


def report_rows(dispatch: Dispatch) -> Rows:
    """Return the body's [答复]."""
    return (row(Button(Reply(), ReplyPress(dispatch.id))),)


def decide_rows(promise: Promise) -> Rows:
    """Return [已兑现] [未兑现]."""
    return (row(Button(Keep(), KeepPress(promise.id)), Button(NotKept(), NotKeptPress(promise.id))),)
