"""The cards on which the congress office and the street committees decide about bodies."""

from sqlalchemy import select

from models.dispatch import Dispatch, DispatchState, Extension, ExtensionState
from models.mail import Card
from models.matter import Matter
from models.organisation import Seat
from services.cards import view
from services.dispatch_lines import dispatch_lines
from services.dispatches import BODY_ROLES, body_name, newest_dispatch
from services.dispatching import BACK, EXTENSION
from services.facts import first_words, place_of, title_of
from services.seats import oversees, seat_name, seats_of_person
from services.work import Work
from texts.body_presses import GrantPress, KeepPress, RedirectPress, RefusePress
from texts.card_presses import OpenPress
from texts.message import Until
from texts.people import CardClosed
from texts.ruling import (
    BackCard,
    BackOver,
    ExtensionCard,
    ExtensionGranted,
    ExtensionOver,
    ExtensionRefused,
    Grant,
    Keep,
    OpenMatter,
    Redirect,
    Refuse,
)
from texts.screen import Button, Rows, Screen, row


@view(BACK)
def render_send_back(work: Work, matter: Matter, card: Card) -> Screen:
    """Show a send-back to those who decide, or that it is settled."""
    if not _decides(work, matter, card):
        return Screen(CardClosed(matter.number or ""))
    dispatch = newest_dispatch(work, matter, DispatchState.SENT_BACK)
    if dispatch is None:
        line = next(iter(dispatch_lines(work, matter)), None)
        return Screen(BackOver(matter.number or "", line), _open(matter))
    by = work.session.get(Seat, dispatch.by_seat) if dispatch.by_seat else None
    text = BackCard(title_of(work, matter), place_of(work, matter), first_words(matter),
                    body_name(work, dispatch.body_code), dispatch.reason, body_name(work, dispatch.proposed_body),
                    seat_name(by) if by else None)
    decide = row(Button(Redirect(), RedirectPress(dispatch.id)), Button(Keep(), KeepPress(dispatch.id)))
    return Screen(text, (decide, *_open(matter)))


@view(EXTENSION)
def render_extension(work: Work, matter: Matter, card: Card) -> Screen:
    """Show an application for more time to those who decide, or what became of it."""
    if not _decides(work, matter, card):
        return Screen(CardClosed(matter.number or ""))
    extension = newest_extension(work, matter)
    if extension is None or not extension.is_waiting:
        return Screen(_outcome(matter, extension), _open(matter))
    dispatch = work.session.get_one(Dispatch, extension.dispatch_id)
    text = ExtensionCard(title_of(work, matter), body_name(work, dispatch.body_code), Until(extension.until),
                         Until(dispatch.due_at), extension.reason)
    decide = row(Button(Grant(), GrantPress(extension.id)), Button(Refuse(), RefusePress(extension.id)))
    return Screen(text, (decide, *_open(matter)))


def newest_extension(work: Work, matter: Matter) -> Extension | None:
    """Return the matter's newest application for more time."""
    query = select(Extension).where(Extension.matter_id == matter.id)
    return work.session.scalar(query.order_by(Extension.id.desc()).limit(1))


def _decides(work: Work, matter: Matter, card: Card) -> bool:
    """Tell whether the card's reader is still of the office or of the committee of the matter's street."""
    return any(seat.role in BODY_ROLES and oversees(work, seat, matter)
               for seat in seats_of_person(work, card.person_id))


def _outcome(matter: Matter, extension: Extension | None) -> ExtensionGranted | ExtensionRefused | ExtensionOver:
    number = matter.number or ""
    if extension is not None and extension.state == ExtensionState.GRANTED:
        return ExtensionGranted(number, Until(extension.until))
    if extension is not None and extension.state == ExtensionState.REFUSED:
        return ExtensionRefused(number, extension.refusal)
    return ExtensionOver(number)


def _open(matter: Matter) -> Rows:
    return (row(Button(OpenMatter(), OpenPress(matter.id))),)
