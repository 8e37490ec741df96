"""What a handling body does with a dispatch: sign for it, send it back, reply to the owner."""

from dataclasses import dataclass

from sqlalchemy import select

from models.dispatch import AT_BODY, Dispatch, DispatchState
from models.lifecycle import Move
from models.matter import Happening, Matter
from models.organisation import Body
from models.policy import ClockKind
from models.refusals import SameBody
from models.timeline import AnswerDraft, Attachment
from models.typed import clean_words
from services.answer import FileRow, attach, check_files, check_words, drop_draft, media_of
from services.cards import refresh
from services.clocks import stop_clock
from services.dispatches import (
    act_as_contact,
    body_name,
    dispatch_for_contact,
    newest_dispatch,
    waiting_extension,
)
from services.dispatching import BACK, bring_or_wait
from services.inform import inform
from services.promise_report import decide_rows, promise_on
from services.promised import day_of
from services.reach import open_rows, reach_seats
from services.routing import office, seat_of, street_committee_of
from services.tell import tell_seat
from services.timeline import record
from services.work import Work
from texts.answer import Answer, AnswerPress
from texts.body_form import Files
from texts.body_presses import ForwardPress
from texts.catalog import DEFAULT, load
from texts.dispatch import Forward
from texts.dispatch_told import (
    Quoted,
    RepliedForOwner,
    ReportedForOwner,
    SentBackForOwner,
    SentBackForYou,
    SignedForOwner,
)
from texts.message import Day, Text, Until
from texts.press import StalePress
from texts.screen import Button, Rows, row

MAX_REASON = 500


@dataclass(frozen=True)
class SignDispatch:
    """Take the matter on."""

    dispatch_id: int


@dataclass(frozen=True)
class SendBack:
    """Say that it is another body's job."""

    dispatch_id: int
    reason: str
    proposed: str


@dataclass(frozen=True)
class SendReply:
    """Send the reply that was put together."""

    dispatch_id: int


def sign_dispatch(cmd: SignDispatch, work: Work) -> tuple[Matter, Dispatch]:
    """Sign for a dispatch: the sign clock stops; signing twice changes nothing.

    Raises:
        StalePress: it is no longer with the body.
        RoleNeeded, NotYourBody: the person is no contact of the body.
    """
    dispatch, matter = dispatch_for_contact(work, cmd.dispatch_id, *AT_BODY)
    if dispatch.state == DispatchState.SIGNED:
        return matter, dispatch
    matter.move(Move.SIGN)
    dispatch.sign(work.now)
    stop_clock(work, matter, ClockKind.SIGN)
    name = body_name(work, dispatch.body_code)
    record(work, matter, Happening.SIGNED, body=name)
    _tell_owner(work, matter, SignedForOwner(matter.number or "", name, Until(dispatch.due_at)))
    refresh(work, matter)
    return matter, dispatch


def check_send_back(work: Work, dispatch_id: int) -> tuple[Dispatch, Matter]:
    """Return the dispatch if its body may send it back.

    Raises:
        SendBackOnce: the office decided already.
        StalePress: it was signed for or is no longer with the body.
    """
    dispatch, matter = dispatch_for_contact(work, dispatch_id, DispatchState.SENT)
    dispatch.check_send_back()
    return dispatch, matter


def check_reason(words: str) -> str:
    """Return the reason as it is kept."""
    return check_words(clean_words(words), MAX_REASON)


def check_proposed(work: Work, dispatch: Dispatch, code: str) -> Body:
    """Return the proposed body, which need not have joined: the office decides."""
    body = work.session.get(Body, code)
    if body is None or not body.active:
        raise StalePress
    if body.code == dispatch.body_code:
        raise SameBody
    return body


def send_back(cmd: SendBack, work: Work) -> Matter:
    """Send a dispatch back, once: the matter is the owner's again, and the office decides where it goes.

    Raises:
        WhyNeeded, SameBody, SendBackOnce: the rules of `Dispatch.send_back`.
    """
    dispatch, matter = check_send_back(work, cmd.dispatch_id)
    proposed = check_proposed(work, dispatch, cmd.proposed)
    dispatch.send_back(check_reason(cmd.reason), proposed.code, work.now)
    matter.move(Move.SEND_BACK)
    stop_clock(work, matter, ClockKind.SIGN)
    if extension := waiting_extension(work, dispatch):
        extension.lapse(work.now)
    name, number = body_name(work, dispatch.body_code), matter.number or ""
    record(work, matter, Happening.SENT_BACK, dispatch.reason, body=name, proposed=proposed.name)
    inform(work, matter, SentBackForYou(number, name, dispatch.reason, proposed.name))
    _tell_owner(work, matter, SentBackForOwner(number, name, dispatch.reason, proposed.name))
    bring_or_wait(work, matter, [*street_committee_of(work, matter), *office(work)], BACK, dispatch)
    refresh(work, matter)
    return matter


def begin_reply(work: Work, dispatch_id: int) -> tuple[Dispatch, Matter, AnswerDraft]:
    """Return the contact's draft of the reply, a new one if there is none."""
    dispatch, matter = _for_reply(work, dispatch_id)
    seat = act_as_contact(work, dispatch)
    draft = work.session.get(AnswerDraft, (matter.id, seat.id))
    if draft is None:
        draft = AnswerDraft(matter_id=matter.id, seat_id=seat.id, words="", files=[], reason="", updated_at=work.now)
        work.session.add(draft)
        work.session.flush()
    return dispatch, matter, draft


def find_reply(work: Work, dispatch_id: int) -> tuple[Dispatch, Matter, AnswerDraft]:
    """Return the contact's draft of the reply.

    Raises:
        StalePress: it was sent or thrown away already.
    """
    dispatch, matter = _for_reply(work, dispatch_id)
    draft = work.session.get(AnswerDraft, (matter.id, act_as_contact(work, dispatch).id))
    if draft is None:
        raise StalePress
    return dispatch, matter, draft


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
    if owner := seat_of(work, matter):
        told, rows = _for_owner(work, matter, dispatch, Files(len(draft.files)) if draft.files else None)
        tell_seat(work, owner, told, matter=matter, rows=(*rows, *open_rows(matter)), media=media_of(draft.files),
                  urgent=matter.urgent)
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


def _for_owner(work: Work, matter: Matter, dispatch: Dispatch, files: Files | None) -> tuple[Text, Rows]:
    """Return what the owner reads of a reply or a report, and the buttons for the next step."""
    number, name = matter.number or "", body_name(work, dispatch.body_code)
    if promise := promise_on(work, matter, dispatch):
        told = ReportedForOwner(number, name, Day(day_of(work, promise)), dispatch.reply, files)
        return told, decide_rows(promise)
    buttons = row(Button(Answer(), AnswerPress(matter.id)), Button(Forward(), ForwardPress(matter.id)))
    return RepliedForOwner(number, name, dispatch.reply, files), (buttons,)


def quote_reply(work: Work, matter: Matter, draft: AnswerDraft) -> None:
    """Put the body's newest reply and its files into the owner's draft of an answer; twice changes nothing.

    Raises:
        StalePress: no body replied.
    """
    dispatch = newest_dispatch(work, matter, DispatchState.REPLIED)
    if dispatch is None:
        raise StalePress
    quoted = load(DEFAULT)[Quoted.id].format(body=body_name(work, dispatch.body_code), words=dispatch.reply)
    if quoted not in draft.words:
        draft.words = check_words("\n".join(part for part in (draft.words, quoted) if part))
        draft.files = check_files([*draft.files, *_files_of(work, dispatch)])
        draft.updated_at = work.now


def _files_of(work: Work, dispatch: Dispatch) -> list[FileRow]:
    query = select(Attachment).where(Attachment.event_id == dispatch.reply_event).order_by(Attachment.id)
    return [[file.kind, file.file_id, file.file_unique_id, file.album_id] for file in work.session.scalars(query)]


def _tell_owner(work: Work, matter: Matter, text: SignedForOwner | SentBackForOwner) -> None:
    owner = seat_of(work, matter)
    reach_seats(work, [owner] if owner else [], text, matter, rows=open_rows(matter))
