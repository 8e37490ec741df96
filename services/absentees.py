"""Whose leave somebody may file: one's own as a deputy, and that of the deputies one watches over."""

from sqlalchemy import ColumnElement, select, true

from models.absence import Absence
from models.organisation import Constituency, Seat
from models.organisation_plan import Role
from models.refusals import RoleNeeded
from services.seats import DISPATCHERS, seats_of
from services.work import Work

FILERS = (Role.DEPUTY, *DISPATCHERS)


def act_for_leave(work: Work, seat_id: int) -> Seat:
    """Return a deputy's seat, and act in it or in the seat by which one watches over it.

    Raises:
        RoleNeeded: it is neither one's own nor that of a deputy of one's station, street or district.
    """
    own = next((each for each in seats_of(work) if each.id == seat_id and each.role == Role.DEPUTY), None)
    seat = own or work.session.get(Seat, seat_id)
    by = own or next((each for each in seats_of(work) if seat and watches(work, each, seat)), None)
    if seat is None or by is None:
        raise RoleNeeded(role=Role.DEPUTY)
    work.seat, work.behalf = by, None
    return seat


def watches(work: Work, by: Seat, seat: Seat) -> bool:
    """Tell whether a seat may file leave for a deputy's."""
    if by.role not in DISPATCHERS or seat.role != Role.DEPUTY or not seat.active:
        return False
    place = work.session.get_one(Constituency, seat.scope)
    return by.role == Role.OFFICE or by.scope == (place.street_code if by.role == Role.STREET else place.station_code)


def deputies_under(work: Work, by: Seat, name: str = "") -> list[Seat]:
    """Return the joined deputies one watches over, by constituency; those of a name if one is given."""
    query = select(Seat).where(_under(by), Seat.person_id.is_not(None))
    if name:
        query = query.where(Seat.name.contains(name, autoescape=True))
    return list(work.session.scalars(query.order_by(Seat.scope, Seat.id)))


def absences_under(work: Work, by: Seat) -> list[Absence]:
    """Return the absences of the deputies one watches over that are not over, the next first."""
    theirs = select(Seat.id).where(_under(by))
    query = select(Absence).where(Absence.seat_id.in_(theirs), Absence.ended_at.is_(None), Absence.ends_at > work.now)
    return list(work.session.scalars(query.order_by(Absence.starts_at, Absence.id)))


def _under(by: Seat) -> ColumnElement[bool]:
    column = Constituency.street_code if by.role == Role.STREET else Constituency.station_code
    here = true() if by.role == Role.OFFICE else column == by.scope
    return Seat.scope.in_(select(Constituency.code).where(here)) & (Seat.role == Role.DEPUTY) & Seat.active
