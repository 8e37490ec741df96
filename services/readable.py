"""Which matters a seat may read, as a condition: what services.seats.reads tells of one, of all at once."""

from sqlalchemy import ColumnElement, and_, false, or_, select

from models.lifecycle import Status
from models.matter import Matter
from models.organisation import Constituency, Seat, Station
from models.organisation_plan import Role
from services.work import Work


def readable(work: Work, seat: Seat) -> ColumnElement[bool]:
    """Return the condition for the submitted matters a seat may read; drafts are nobody's but the author's."""
    return and_(Matter.status != Status.DRAFT, Matter.number.is_not(None), _reads(work, seat))


def street_of(work: Work, seat: Seat) -> str | None:
    """Return the street a seat serves in, None for the whole district."""
    match seat.role:
        case Role.DEPUTY:
            return work.session.get_one(Constituency, seat.scope).street_code
        case Role.OFFICER | Role.HEAD:
            return work.session.get_one(Station, seat.scope).street_code
        case Role.STREET:
            return seat.scope
    return None


def _reads(work: Work, seat: Seat) -> ColumnElement[bool]:
    match seat.role:
        case Role.DEPUTY:
            return or_(Matter.claimed_by == seat.id, Matter.constituency_code == seat.scope)
        case Role.OFFICE:
            return Matter.id.is_not(None)
        case Role.STREET:
            return or_(_within(Constituency.street_code == seat.scope), _unplaced(seat.scope))
        case Role.OFFICER | Role.HEAD:
            return or_(_within(Constituency.station_code == seat.scope), _unplaced(street_of(work, seat) or ""))
    return false()


def _within(where: ColumnElement[bool]) -> ColumnElement[bool]:
    return Matter.constituency_code.in_(select(Constituency.code).where(where))


def _unplaced(street: str) -> ColumnElement[bool]:
    """Return the matters without a constituency: of everyone who dispatches, or of the street that was typed."""
    typed = Matter.form["street"].as_string()
    return and_(Matter.constituency_code.is_(None), or_(typed.is_(None), typed == street))
