"""Invitations: a person of the roster takes their seat, once."""

from dataclasses import dataclass

from sqlalchemy import func, or_, select

from models.lifecycle import Status
from models.matter import Matter
from models.organisation import Seat
from models.organisation_plan import Role
from models.refusals_of_staff import JoinLinkUsed
from services.audit import audit
from services.body_list import count_in_hand
from services.commands import offer_commands
from services.keepers import hand_over_walk_ins
from services.seats import DISPATCHERS
from services.work import Work


@dataclass(frozen=True)
class JoinSeat:
    """Take the seat that an invitation names."""

    token: str


def find_invitation(work: Work, token: str) -> Seat:
    """Return the seat an unused invitation names.

    Raises:
        JoinLinkUsed: it was used, never existed, somebody holds the seat, or it has left the roster.
    """
    free = select(Seat).where(Seat.token == token, Seat.active, Seat.person_id.is_(None))
    seat = work.session.scalar(free) if token else None
    if seat is None:
        raise JoinLinkUsed
    return seat


def join_seat(cmd: JoinSeat, work: Work) -> Seat:
    """Bind the seat to the acting person and use the invitation up.

    A head is one of the deputies: whoever takes one seat of a person holds the others too, so that no rung of
    the ladder finds an empty chair. Their invitations are used up with it: a seat that is held has no link.
    """
    seat = find_invitation(work, cmd.token)
    taken = [seat, *_same_person(work, seat)]
    for each in taken:
        each.person_id, each.bound_at, each.token = work.person.id, work.now, None
    work.person.acting_seat_id = seat.id
    work.session.flush()
    offer_commands(work, work.person)
    work.seat = seat
    for each in taken:
        hand_over_walk_ins(work, each)
    audit(work, "seat_taken", f"seat:{seat.key}")
    return seat


def waiting_for(work: Work, seat: Seat) -> int:
    """Count what already waits for the new holder of a seat."""
    query = select(func.count()).select_from(Matter).where(Matter.status == Status.SUBMITTED)
    if seat.role == Role.DEPUTY:
        query = query.where(Matter.constituency_code == seat.scope)
    elif seat.role in DISPATCHERS:
        query = query.where(Matter.constituency_code.is_(None))
    else:
        return count_in_hand(work, seat)
    return work.session.scalar(query) or 0


def _same_person(work: Work, seat: Seat) -> list[Seat]:
    same = [Seat.same_person_as == seat.key]
    if seat.same_person_as:
        same.append(Seat.key == seat.same_person_as)
    return list(work.session.scalars(select(Seat).where(or_(*same), Seat.active, Seat.person_id.is_(None))))
