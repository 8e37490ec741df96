"""Who may write to many, and who may stop what is under way."""

from models.broadcast import Broadcast
from models.organisation import Seat
from models.organisation_plan import Role
from models.refusals import RoleNeeded
from services.seats import seats_of
from services.work import Work

SENDERS = (Role.OFFICE, Role.STREET)


def act_as_sender(work: Work) -> Seat:
    """Act in the seat by which the person may write to many, the one they act in first.

    Raises:
        RoleNeeded: neither the office nor a street committee.
    """
    seat = next((seat for seat in seats_of(work) if seat.role in SENDERS), None)
    if seat is None:
        raise RoleNeeded(role=Role.OFFICE)
    work.seat = seat
    return seat


def act_on(work: Work, broadcast: Broadcast) -> Seat:
    """Act in a seat that may steer this broadcast: the office any, a street committee those of its street."""
    writer = work.session.get_one(Seat, broadcast.seat_id)
    for seat in seats_of(work):
        is_same_street = seat.role == Role.STREET and (writer.role, writer.scope) == (seat.role, seat.scope)
        if seat.role == Role.OFFICE or is_same_street:
            work.seat = seat
            return seat
    raise RoleNeeded(role=Role.OFFICE)
