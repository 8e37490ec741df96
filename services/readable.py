"""Which matters a seat may read, as a condition: what services.seats.reads tells of one, of all at once."""

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, false, or_, select, union_all

from models.lifecycle import Status
from models.matter import Matter
from models.organisation import Constituency, Seat, Station
from models.organisation_plan import Role
from services.work import Work


def readable(work: Work, seat: Seat) -> ColumnElement[bool]:
    """Return the condition for the submitted matters a seat may read; drafts are nobody's but the author's."""
    ids = readable_ids(work, seat)
    mine = Matter.id.is_not(None) if ids is None else Matter.id.in_(ids)
    return and_(Matter.status != Status.DRAFT, Matter.number.is_not(None), mine)


def readable_ids(work: Work, seat: Seat) -> Select[int] | CompoundSelect[int] | None:
    """Return the query for the numbers of the matters a seat may read, drafts perhaps among them; None for all.

    It is answered by indexes alone: what a district of a million matters reads must not look at a million rows.
    """
    match seat.role:
        case Role.DEPUTY:
            own = select(Matter.id).where(Matter.claimed_by == seat.id)
            return union_all(own, _within(Matter.constituency_code == seat.scope))
        case Role.OFFICE:
            return None
        case Role.STREET:
            return union_all(_within(_where(Constituency.street_code == seat.scope)), _unplaced(seat.scope))
        case Role.OFFICER | Role.HEAD:
            street = street_of(work, seat) or ""
            return union_all(_within(_where(Constituency.station_code == seat.scope)), _unplaced(street))
    return select(Matter.id).where(false())


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


def _where(constituency: ColumnElement[bool]) -> ColumnElement[bool]:
    return Matter.constituency_code.in_(select(Constituency.code).where(constituency))


def _within(where: ColumnElement[bool]) -> Select[int]:
    """Select by the index of states and constituencies, which wants every state named."""
    return select(Matter.id).where(Matter.status.in_(sorted(Status)), where)


def _unplaced(street: str) -> Select[int]:
    """Select the matters without a constituency: of everyone who dispatches, or of the street that was typed."""
    typed = Matter.form["street"].as_string()
    return _within(and_(Matter.constituency_code.is_(None), or_(typed.is_(None), typed == street)))
