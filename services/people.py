"""The roster in the office's hands: who has joined, inviting, unbinding."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from models.lifecycle import OPEN
from models.matter import Matter
from models.organisation import Body, Constituency, Seat, Station, Street
from models.organisation_plan import Role
from models.person import Person
from models.refusals_of_staff import OwnSeat, SeatTaken
from services.audit import audit
from services.freeing import joined_with, vacate
from services.hand_over import leavers
from services.seats import act_in_role, seat_name
from services.vacate import take_away
from services.work import Work
from texts.press import StalePress


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


def find_listed(work: Work, seat_id: int) -> Seat:
    """Return a seat of the roster, or a deputy's who left it with something in hand."""
    act_in_role(work, Role.OFFICE)
    seat = work.session.get(Seat, seat_id)
    return seat if seat in leavers(work) else find_seat(work, seat_id)


def in_hand(work: Work, seat: Seat) -> int:
    """Count the open matters of a seat."""
    query = select(func.count()).select_from(Matter).where(Matter.claimed_by == seat.id, Matter.status.in_(OPEN))
    return work.session.scalar(query) or 0


def invite_seat(cmd: InviteSeat, work: Work) -> tuple[Seat, str]:
    """Return the seat and the link by which its person joins; who asked for it stands in the audit log.

    Raises:
        SeatTaken: somebody holds the seat; it must be unbound first.
    """
    seat = find_seat(work, cmd.seat_id)
    if seat.person_id is not None:
        raise SeatTaken(name=seat.name)
    if cmd.anew or not seat.token:
        vacate(work.session, [seat])
    audit(work, "seat_invited", f"seat:{seat.key}", anew=cmd.anew)
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
    person, freed = work.session.get_one(Person, seat.person_id), joined_with(work.session, seat)
    vacate(work.session, freed)
    for each in freed:
        audit(work, "seat_released", f"seat:{each.key}")
    take_away(work, person, freed, seat_name(seat))
    return seat


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
