"""Which matters a seat may read, as conditions: what services.seats.reads tells of one, of all at once."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, false, or_, select

from models.lifecycle import Status
from models.matter import Matter
from models.organisation import Constituency, Seat, Station
from models.organisation_plan import Role
from services.work import Work


def readable(work: Work, seat: Seat) -> ColumnElement[bool]:
    """Return the condition for the submitted matters a seat may read; drafts are nobody's but the author's."""
    parts = readable_parts(work, seat)
    mine = Matter.id.is_not(None) if parts is None else or_(*parts)
    return and_(Matter.status != Status.DRAFT, Matter.number.is_not(None), mine)


def readable_parts(work: Work, seat: Seat) -> Sequence[ColumnElement[bool]] | None:
    """Return conditions that together tell the matters a seat may read, drafts perhaps among them; None for all.

    No matter is in two parts, and an index holds each part in the order of ids: of a million matters one may walk
    those of a seat from the newest on.
    """
    match seat.role:
        case Role.DEPUTY:
            elsewhere = Matter.constituency_code.is_distinct_from(seat.scope)
            return Matter.constituency_code == seat.scope, and_(Matter.claimed_by == seat.id, elsewhere)
        case Role.OFFICE:
            return None
        case Role.STREET:
            return *_within(work, Constituency.street_code == seat.scope), _unplaced(seat.scope)
        case Role.OFFICER | Role.HEAD:
            street = street_of(work, seat) or ""
            return *_within(work, Constituency.station_code == seat.scope), _unplaced(street)
    return (false(),)


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


def _within(work: Work, where: ColumnElement[bool]) -> Sequence[ColumnElement[bool]]:
    codes = work.session.scalars(select(Constituency.code).where(where).order_by(Constituency.code))
    return [Matter.constituency_code == code for code in codes]


def _unplaced(street: str) -> ColumnElement[bool]:
    """Return the condition for matters without a constituency: of everyone, or of the street that was typed."""
    typed = Matter.form["street"].as_string()
    return and_(Matter.constituency_code.is_(None), or_(typed.is_(None), typed == street))
