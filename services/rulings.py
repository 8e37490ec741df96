"""What the congress office and the street committees decide: send-backs [改派] [维持], more time [同意] [不同意]."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from models.dispatch import Dispatch, DispatchState, Extension
from models.matter import Happening, Matter
from models.organisation import Body, Seat
from models.policy import ClockKind
from models.refusals import NoSuchMatter
from models.refusals_of_bodies import SameBody
from models.typed import clean_words
from services.answer import check_words
from services.body_due import plan_due
from services.cards import refresh
from services.clocks import extend_clock
from services.dispatches import BODY_ROLES, body_name, contacts_of
from services.dispatching import bring_to_body, open_dispatch, reachable_body, usual_due
from services.inform import inform
from services.reach import open_rows, reach_seats
from services.routing import seat_of
from services.seats import act_as_dispatcher, find_matter, seat_name
from services.timeline import record
from services.work import Work
from texts.body_form import Granted, KeptWithYou, NotGranted, PassedElsewhere
from texts.dispatch_told import (
    ExtendedForOwner,
    ExtendedForYou,
    KeptForOwner,
    KeptForYou,
    RedirectedForOwner,
    RedirectedForYou,
)
from texts.message import Text, Until
from texts.press import StalePress

MAX_REASON = 500


@dataclass(frozen=True)
class RedirectDispatch:
    """Pass a matter that was sent back on to another body."""

    dispatch_id: int
    body: str


@dataclass(frozen=True)
class KeepBody:
    """Leave a matter that was sent back with the same body."""

    dispatch_id: int


@dataclass(frozen=True)
class GrantExtension:
    """Consent to more time."""

    extension_id: int


@dataclass(frozen=True)
class RefuseExtension:
    """Refuse more time, with the reason."""

    extension_id: int
    reason: str


def find_send_back(work: Work, dispatch_id: int) -> tuple[Dispatch, Matter, Seat]:
    """Return a send-back on which the acting person decides, and their seat.

    Raises:
        RoleNeeded: they are neither the office nor the committee of its street.
        StalePress: it was decided already.
    """
    dispatch = work.session.get(Dispatch, dispatch_id)
    if dispatch is None:
        raise NoSuchMatter
    matter = find_matter(work, dispatch.matter_id)
    seat = act_as_dispatcher(work, matter, *BODY_ROLES)
    if dispatch.state != DispatchState.SENT_BACK:
        raise StalePress
    return dispatch, matter, seat


def check_redirect(work: Work, dispatch: Dispatch, code: str) -> Body:
    """Return the other body, if it would hear of the matter."""
    if code == dispatch.body_code:
        raise SameBody
    return reachable_body(work, code)


def redirect_dispatch(cmd: RedirectDispatch, work: Work) -> tuple[Matter, Body]:
    """Pass the matter on to another body: a new sign clock runs from now.

    A body to which the matter comes back after it had sent it back cannot do so again.
    """
    dispatch, matter, seat = find_send_back(work, cmd.dispatch_id)
    body = check_redirect(work, dispatch, cmd.body)
    new = _decide(work, matter, dispatch, seat, body.code, final=_has_sent_back(work, matter, body.code))
    record(work, matter, Happening.REDIRECTED, body=body.name)
    number, until = matter.number or "", Until(new.due_at)
    inform(work, matter, RedirectedForYou(number, body.name, until))
    _tell_owner(work, matter, RedirectedForOwner(number, seat_name(seat), body.name, until))
    reach_seats(work, contacts_of(work, dispatch.body_code), PassedElsewhere(number, body.name), matter)
    bring_to_body(work, matter, new)
    refresh(work, matter)
    return matter, body


def keep_body(cmd: KeepBody, work: Work) -> tuple[Matter, str]:
    """Leave the matter with the body that sent it back: it cannot do so again, and a new sign clock runs."""
    dispatch, matter, seat = find_send_back(work, cmd.dispatch_id)
    new = _decide(work, matter, dispatch, seat, dispatch.body_code, final=True)
    name, number, until = body_name(work, new.body_code), matter.number or "", Until(new.due_at)
    record(work, matter, Happening.KEPT_BODY, body=name)
    inform(work, matter, KeptForYou(number, name, until))
    _tell_owner(work, matter, KeptForOwner(number, seat_name(seat), name, until))
    reach_seats(work, contacts_of(work, new.body_code), KeptWithYou(number, seat_name(seat), until), matter)
    bring_to_body(work, matter, new)
    refresh(work, matter)
    return matter, name


def find_extension(work: Work, extension_id: int) -> tuple[Extension, Dispatch, Matter, Seat]:
    """Return an application on which the acting person decides, and their seat.

    Raises:
        RoleNeeded: they are neither the office nor the committee of its street.
        StalePress: it was decided already, or the body has nothing in hand any more.
    """
    extension = work.session.get(Extension, extension_id)
    if extension is None:
        raise NoSuchMatter
    matter, dispatch = find_matter(work, extension.matter_id), work.session.get_one(Dispatch, extension.dispatch_id)
    seat = act_as_dispatcher(work, matter, *BODY_ROLES)
    if not extension.is_waiting or not dispatch.is_at_body:
        raise StalePress
    return extension, dispatch, matter, seat


def grant_extension(cmd: GrantExtension, work: Work) -> tuple[Matter, Extension]:
    """Consent to more time: the body's deadline and the matter's resolve clock move, and a new ladder begins."""
    extension, dispatch, matter, seat = find_extension(work, cmd.extension_id)
    if extension.until <= work.now:
        raise StalePress
    extension.grant(seat.id, work.now)
    dispatch.due_at = extension.until
    plan_due(work, matter, dispatch)
    extend_clock(work, matter, ClockKind.RESOLVE, extension.until)
    name, number, until = body_name(work, dispatch.body_code), matter.number or "", Until(extension.until)
    record(work, matter, Happening.EXTENDED, extension.reason, body=name, on=_last_day(work, extension))
    inform(work, matter, ExtendedForYou(number, name, until, extension.reason))
    _tell_owner(work, matter, ExtendedForOwner(number, name, until, extension.reason))
    reach_seats(work, contacts_of(work, dispatch.body_code), Granted(number, until), matter, rows=open_rows(matter))
    refresh(work, matter)
    return matter, extension


def refuse_extension(cmd: RefuseExtension, work: Work) -> Matter:
    """Refuse more time: the deadline stands, and the body reads why.

    Raises:
        WhyNeeded: without a reason nothing changes.
    """
    extension, dispatch, matter, seat = find_extension(work, cmd.extension_id)
    extension.refuse(seat.id, check_words(clean_words(cmd.reason), MAX_REASON), work.now)
    record(work, matter, Happening.NOT_EXTENDED, extension.refusal, body=body_name(work, dispatch.body_code))
    told = NotGranted(matter.number or "", extension.refusal, Until(dispatch.due_at))
    reach_seats(work, contacts_of(work, dispatch.body_code), told, matter, rows=open_rows(matter))
    refresh(work, matter)
    return matter


def _decide(work: Work, matter: Matter, old: Dispatch, by: Seat, body: str, *, final: bool) -> Dispatch:
    until = usual_due(work, matter)
    old.decide(work.now)
    return open_dispatch(work, matter, Dispatch(
        matter_id=matter.id, body_code=body, by_seat=by.id, note=old.note, round=old.round + 1, final=final,
        due_at=until, sent_at=work.now))


def _has_sent_back(work: Work, matter: Matter, body: str) -> bool:
    query = select(Dispatch.id).where(Dispatch.matter_id == matter.id, Dispatch.body_code == body,
                                      Dispatch.sent_back_at.is_not(None))
    return work.session.scalar(query.limit(1)) is not None


def _last_day(work: Work, extension: Extension) -> str:
    return work.house.calendar.local_date(extension.until - timedelta(microseconds=1)).isoformat()


def _tell_owner(work: Work, matter: Matter, text: Text) -> None:
    owner = seat_of(work, matter)
    reach_seats(work, [owner] if owner else [], text, matter, rows=open_rows(matter))
