"""What a handling body answers: its draft, and what the owner reads of it."""

from dataclasses import dataclass
from typing import Any

from models.dispatch import Dispatch
from models.lifecycle import Move
from models.matter import Happening, Matter
from models.policy import ClockKind
from models.timeline import AnswerDraft
from services.answer import attach, begin_draft, draft_of, drop_draft, media_of
from services.cards import refresh
from services.clocks import stop_clock
from services.dispatches import (
    act_as_contact,
    body_name,
    dispatch_for_contact,
    waiting_extension,
)
from services.promise_report import decide_rows, promise_on
from services.promised import day_of
from services.reach import hearers, open_rows
from services.routing import seat_of
from services.tell import tell_person
from services.timeline import record
from services.work import Work
from texts.answer import Answer, AnswerPress
from texts.body_form import Files
from texts.body_presses import ForwardPress
from texts.dispatch import Forward
from texts.dispatch_told import RepliedForOwner, ReportedForOwner
from texts.message import Day, Text
from texts.press import StalePress
from texts.screen import Button, Rows, row


@dataclass(frozen=True)
class SendReply:
    """Send the reply that was put together."""

    dispatch_id: int


def begin_reply(work: Work, dispatch_id: int) -> tuple[Dispatch, Matter, AnswerDraft]:
    """Return the contact's draft of the reply, a new one if there is none."""
    dispatch, matter = _for_reply(work, dispatch_id)
    return dispatch, matter, begin_draft(work, matter, act_as_contact(work, dispatch))


def find_reply(work: Work, dispatch_id: int) -> tuple[Dispatch, Matter, AnswerDraft]:
    """Return the contact's draft of the reply.

    Raises:
        StalePress: it was sent or thrown away already.
    """
    dispatch, matter = _for_reply(work, dispatch_id)
    return dispatch, matter, draft_of(work, matter, act_as_contact(work, dispatch))


def reply_to_owner(cmd: SendReply, work: Work) -> Matter:
    """Send the reply to the owner, who answers the resident; whoever replies has signed by that.

    What a body says later, while its word is a promise, is a report on that promise.

    Raises:
        WordsNeeded: pictures alone are no reply.
        StalePress: it was sent already.
    """
    dispatch, matter, draft = find_reply(work, cmd.dispatch_id)
    promise = promise_on(work, matter, dispatch)
    _take_reply(work, matter, dispatch, draft.words) if promise is None else dispatch.report(draft.words)
    event = record(work, matter, Happening.REPLIED, dispatch.reply, body=body_name(work, dispatch.body_code))
    dispatch.reply_event = event.id
    attach(work, matter, event, draft.files)
    _tell(work, matter, dispatch, draft.files)
    drop_draft(work, draft)
    refresh(work, matter)
    return matter


def _for_reply(work: Work, dispatch_id: int) -> tuple[Dispatch, Matter]:
    """Return a dispatch whose body owes a reply, or may report on what was promised on its word."""
    dispatch, matter = dispatch_for_contact(work, dispatch_id)
    if not dispatch.is_at_body and promise_on(work, matter, dispatch) is None:
        raise StalePress
    return dispatch, matter


def _take_reply(work: Work, matter: Matter, dispatch: Dispatch, words: str) -> None:
    dispatch.answer(words, work.now)
    matter.move(Move.REPLY)
    stop_clock(work, matter, ClockKind.SIGN)
    if extension := waiting_extension(work, dispatch):
        extension.lapse(work.now)


def _tell(work: Work, matter: Matter, dispatch: Dispatch, files: list[list[Any]]) -> None:
    """Tell the owner, or who hears for them; the buttons of the next step are the owner's alone."""
    told, rows = _for_owner(work, matter, dispatch, Files(len(files)) if files else None)
    owner = seat_of(work, matter)
    for person in hearers(work, [owner] if owner else [], matter):
        own = rows if owner and owner.person_id == person.id else ()
        tell_person(work, person, told, matter=matter, rows=(*own, *open_rows(matter)), media=media_of(files),
                    urgent=matter.urgent)


def _for_owner(work: Work, matter: Matter, dispatch: Dispatch, files: Files | None) -> tuple[Text, Rows]:
    """Return what the owner reads of a reply or a report, and the buttons for the next step."""
    number, name = matter.number or "", body_name(work, dispatch.body_code)
    if promise := promise_on(work, matter, dispatch):
        told = ReportedForOwner(number, name, Day(day_of(work, promise)), dispatch.reply, files)
        return told, decide_rows(promise)
    buttons = row(Button(Answer(), AnswerPress(matter.id)), Button(Forward(), ForwardPress(matter.id)))
    return RepliedForOwner(number, name, dispatch.reply, files), (buttons,)
