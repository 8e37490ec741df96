"""The roster in the office's hands: who has joined, inviting, unbinding."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select

from models.clock import Held
from models.lifecycle import OPEN
from models.mail import Card
from models.matter import Matter
from models.organisation import Body, Constituency, Seat, Station, Street
from models.organisation_plan import Role
from models.person import Person
from models.refusals import OwnSeat, SeatTaken
from models.session import UNSEEN
from services.cards import refresh
from services.commands import offer_commands
from services.outbox import Address
from services.seats import act_in_role, reads, seat_name, seats_of_person
from services.tell import is_reachable
from services.work import Work
from texts.people import CardClosed, UnboundForYou
from texts.press import StalePress
from texts.screen import Screen
from texts.start import menu

TOKEN_BYTES = 12
STAFF_VIEWS = ("deputy", "officer", "office", "duty", "pictures", "sent")


@dataclass(frozen=True)
class InviteSeat:
    """Show the invitation of a seat; ``anew`` voids the one there is."""

    seat_id: int
    anew: bool = False


@dataclass(frozen=True)
class UnbindSeat:
    """Take a seat from the account that holds it."""

    seat_id: int


def roster(work: Work) -> dict[str, list[Seat]]:
    """Return the active seats by street code; those of no street under an empty code.

    Raises:
        RoleNeeded: only the office sees who is on the roster.
    """
    act_in_role(work, Role.OFFICE)
    streets = work.session.scalars(select(Street.code).where(Street.active).order_by(Street.code)).all()
    found: dict[str, list[Seat]] = {code: [] for code in ("", *streets)}
    for seat in work.session.scalars(select(Seat).where(Seat.active).order_by(Seat.id)):
        found.setdefault(street_of(work, seat), []).append(seat)
    return found


def joined(seats: Sequence[Seat]) -> int:
    """Count who has joined."""
    return sum(seat.person_id is not None for seat in seats)


def find_seat(work: Work, seat_id: int) -> Seat:
    """Return a seat of the roster for the office."""
    act_in_role(work, Role.OFFICE)
    seat = work.session.get(Seat, seat_id)
    if seat is None or not seat.active:
        raise StalePress
    return seat


def in_hand(work: Work, seat: Seat) -> int:
    """Count the open matters of a seat."""
    query = select(func.count()).select_from(Matter).where(Matter.claimed_by == seat.id, Matter.status.in_(OPEN))
    return work.session.scalar(query) or 0


def invite_seat(cmd: InviteSeat, work: Work) -> tuple[Seat, str]:
    """Return the seat and the link by which its person joins.

    Raises:
        SeatTaken: somebody holds the seat; it must be unbound first.
    """
    seat = find_seat(work, cmd.seat_id)
    if seat.person_id is not None:
        raise SeatTaken(name=seat.name)
    if cmd.anew or not seat.token:
        seat.token = secrets.token_urlsafe(TOKEN_BYTES)
        work.session.flush()
    return seat, work.house.link(f"join_{seat.token}")


def unbind_seat(cmd: UnbindSeat, work: Work) -> Seat:
    """Take a seat, and the others of the same roster person, from their account; open matters stay with the seat.

    Raises:
        OwnSeat: nobody of the office unbinds themselves.
    """
    seat = find_seat(work, cmd.seat_id)
    if seat.person_id is None:
        return seat
    if seat.person_id == work.person.id:
        raise OwnSeat
    person = work.session.get_one(Person, seat.person_id)
    for each in _same_person(work, seat, person):
        each.person_id = each.bound_at = None
        each.token = secrets.token_urlsafe(TOKEN_BYTES)
    work.session.flush()
    _take_away(work, person)
    offer_commands(work, person)
    _say_goodbye(work, person, seat)
    return seat


def _same_person(work: Work, seat: Seat, person: Person) -> list[Seat]:
    """Return the seat and those joined with it: a head is one of the deputies."""
    keys = {seat.key, seat.same_person_as}
    return [each for each in seats_of_person(work, person.id)
            if each.id == seat.id or each.key in keys or each.same_person_as in keys - {None}]


def _take_away(work: Work, person: Person) -> None:
    """Show nothing more than the remaining seats may read: a lost phone is in somebody else's hands."""
    left = seats_of_person(work, person.id)
    if person.acting_seat_id not in {seat.id for seat in left}:
        person.acting_seat_id = None
    query = select(Card).where(Card.person_id == person.id, Card.view.in_(STAFF_VIEWS), Card.living.is_(True))
    for card in work.session.scalars(query).all():
        matter = work.session.get(Matter, card.matter_id or 0)
        if matter is not None and any(reads(work, seat, matter) for seat in left):
            refresh(work, matter)
        else:
            card.living = False
            number = (matter.number if matter else None) or ""
            work.outbox.edit(card, Screen(CardClosed(number)), language=person.language)
    if not left:
        work.session.execute(delete(Held).where(Held.person_id == person.id), execution_options=UNSEEN)


def _say_goodbye(work: Work, person: Person, seat: Seat) -> None:
    """Tell whoever holds the account, and give them the resident's menu."""
    if person.telegram_id is None or not is_reachable(person):
        return
    keys = None if seats_of_person(work, person.id) else menu()
    to = Address(person.telegram_id, person.language, person_id=person.id)
    work.outbox.send(to, Screen(UnboundForYou(seat_name(seat)), keys=keys),
                     silent=work.house.quiet.is_quiet(work.now))


def street_of(work: Work, seat: Seat) -> str:
    """Return the code of the street a seat serves, empty for the district's."""
    session = work.session
    match Role(seat.role):
        case Role.DEPUTY:
            return session.get_one(Constituency, seat.scope).street_code
        case Role.OFFICER | Role.HEAD:
            return session.get_one(Station, seat.scope).street_code
        case Role.STREET:
            return seat.scope
        case Role.BODY:
            return session.get_one(Body, seat.scope).street_code or ""
    return ""
