"""Finding dispatches, the bodies they went to, and the contacts who act for those."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from models.dispatch import AT_BODY, LIVE, Dispatch, DispatchState, Extension, ExtensionState
from models.matter import Matter
from models.organisation import Body, Seat
from models.organisation_plan import Role
from models.person import Person
from models.refusals import NoSuchMatter, RoleNeeded
from models.refusals_of_bodies import NotYourBody
from models.rows import Rows
from services.routing import street_code_of
from services.seats import find_matter, seats_of
from services.work import Work
from texts.press import StalePress

BODY_ROLES = (Role.OFFICE, Role.STREET)
"""Who decides on send-backs and extensions."""
_of_matter = Rows(Dispatch, select(Dispatch).where(Dispatch.matter_id == bindparam("matter"))
                  .order_by(Dispatch.id.desc()))


def body_name(work: Work, code: str | None) -> str:
    """Return a body's name; its code if the organisation has forgotten it."""
    body = work.session.get(Body, code) if code else None
    return body.name if body else (code or "")


def contacts_of(work: Work, body_code: str) -> list[Seat]:
    """Return the seats of a body's contacts, bound or not."""
    query = select(Seat).where(Seat.role == Role.BODY, Seat.scope == body_code, Seat.active)
    return list(work.session.scalars(query.order_by(Seat.id)))


def likely_bodies(work: Work, matter: Matter) -> tuple[str, ...]:
    """Return the codes of the body that usually handles the matter's category, and of its street's own office."""
    category, street = work.house.policy.find(matter.category), street_code_of(work, matter)
    own = select(Body.code).where(Body.street_code == street, Body.active)
    return (*((category.body,) if category else ()), *(work.session.scalars(own) if street else ()))


def bodies_reached(work: Work) -> dict[str, bool]:
    """Return the bodies of which somebody has joined, each with whether a message reaches anybody of them."""
    can_hear = Person.telegram_id.is_not(None) & Person.blocked_at.is_(None)
    query = select(Seat.scope, can_hear).join(Person, Person.id == Seat.person_id)
    reached: dict[str, bool] = {}
    for code, can in work.session.execute(query.where(Seat.role == Role.BODY, Seat.active)):
        reached[code] = reached.get(code, False) or bool(can)
    return reached


def newest_dispatch(work: Work, matter: Matter, *states: DispatchState, body: str | None = None) -> Dispatch | None:
    """Return the matter's newest dispatch, of some states and to one body or any."""
    return next((each for each in _of_matter.all(work.session, matter=matter.id)
                 if (not states or each.state in states) and (not body or each.body_code == body)), None)


def live_dispatch(work: Work, matter: Matter) -> Dispatch | None:
    """Return the dispatch in which somebody owes something."""
    return newest_dispatch(work, matter, *LIVE)


def dispatch_at_body(work: Work, matter: Matter) -> Dispatch | None:
    """Return the dispatch in which a body owes something."""
    return newest_dispatch(work, matter, *AT_BODY)


def waits_for_decision(work: Work, matter: Matter) -> bool:
    """Tell whether the office has to decide on a send-back."""
    return newest_dispatch(work, matter, DispatchState.SENT_BACK) is not None


def waiting_extension(work: Work, dispatch: Dispatch) -> Extension | None:
    """Return the application for more time that waits for the office."""
    query = select(Extension).where(Extension.dispatch_id == dispatch.id, Extension.state == ExtensionState.WAITING)
    return work.session.scalar(query.limit(1))


def dispatch_for_contact(work: Work, dispatch_id: int, *states: DispatchState) -> tuple[Dispatch, Matter]:
    """Return a dispatch on which the acting person works for its body, and act in that seat.

    Raises:
        NoSuchMatter: there is none.
        RoleNeeded, NotYourBody: the person is no contact of this body.
        StalePress: it is in none of the states any more.
    """
    dispatch = work.session.get(Dispatch, dispatch_id)
    if dispatch is None:
        raise NoSuchMatter
    matter = find_matter(work, dispatch.matter_id)
    act_as_contact(work, dispatch)
    if states and dispatch.state not in states:
        raise StalePress
    return dispatch, matter


def act_as_contact(work: Work, dispatch: Dispatch) -> Seat:
    """Act in the seat of a contact of the dispatch's body."""
    mine = [seat for seat in seats_of(work) if seat.role == Role.BODY]
    if not mine:
        raise RoleNeeded(role=Role.BODY)
    theirs = [seat for seat in mine if seat.scope == dispatch.body_code]
    if not theirs:
        raise NotYourBody(body=body_name(work, dispatch.body_code))
    work.seat = theirs[0]
    return theirs[0]


def dispatch_of_reader(work: Work, matter: Matter, seats: Sequence[Seat]) -> Dispatch | None:
    """Return the newest dispatch to a body for which one of the seats acts."""
    bodies = [seat.scope for seat in seats if seat.role == Role.BODY]
    if not bodies:
        return None
    query = select(Dispatch).where(Dispatch.matter_id == matter.id, Dispatch.body_code.in_(bodies))
    return work.session.scalar(query.order_by(Dispatch.id.desc()).limit(1))
