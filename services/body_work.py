"""What a handling body does with a dispatch: sign for it, send it back, reply to the owner."""

from dataclasses import dataclass

from models.dispatch import AT_BODY, Dispatch, DispatchState
from models.lifecycle import Move
from models.matter import Happening, Matter
from models.organisation import Body
from models.policy import ClockKind
from models.refusals_of_bodies import SameBody
from models.typed import clean_words
from services.answer import check_words
from services.cards import refresh
from services.clocks import stop_clock
from services.dispatches import (
    body_name,
    dispatch_for_contact,
    waiting_extension,
)
from services.dispatching import BACK, bring_or_wait
from services.inform import inform
from services.reach import open_rows, reach_seats
from services.routing import office, seat_of, street_committee_of
from services.timeline import record
from services.work import Work
from texts.dispatch_told import (
    SentBackForOwner,
    SentBackForYou,
    SignedForOwner,
)
from texts.message import Until
from texts.press import StalePress

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


def _tell_owner(work: Work, matter: Matter, text: SignedForOwner | SentBackForOwner) -> None:
    owner = seat_of(work, matter)
    reach_seats(work, [owner] if owner else [], text, matter, rows=open_rows(matter))
