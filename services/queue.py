"""Lists of matters for those who work on them: what waits, what is in hand, what is late."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, func, not_, or_, select

from models.clock import Clock
from models.lifecycle import OPEN, Status
from models.matter import Hidden, Matter
from models.organisation import Constituency, Seat
from models.organisation_plan import Role
from models.policy import ClockKind, Recipient, Rung
from models.rungs import ScheduledRung
from services.absences import hands_of
from services.paging import PAGE
from services.seats import oversees
from services.work import Work


class Queue(StrEnum):
    """Which list."""

    INBOX = "inbox"
    MINE = "mine"
    OVERDUE = "overdue"
    DISPATCH = "dispatch"
    DISPUTED = "disputed"
    UNROUTED = "unrouted"
    UNCLAIMED = "unclaimed"
    URGENT = "urgent"
    STUCK = "stuck"


def count_of(work: Work, seat: Seat, queue: Queue) -> int:
    """Count the matters of a list."""
    return work.session.scalar(select(func.count()).select_from(Matter).where(_where(work, seat, queue))) or 0


def page_of(work: Work, seat: Seat, queue: Queue, page: int, size: int = PAGE) -> Sequence[Matter]:
    """Return one page of a list, the most pressing first: urgent ones, then by the next limit.

    What nobody claimed for too long comes in the order of submission: who waits longest is served first.
    """
    if queue is Queue.STUCK:
        in_turn = select(Matter).where(_where(work, seat, queue)).order_by(Matter.submitted_at, Matter.id)
        return work.session.scalars(in_turn.limit(size).offset(page * size)).all()
    query = (
        select(Matter).where(_where(work, seat, queue))
        .order_by(Matter.urgent.desc(), next_limit().nulls_last(), Matter.id)
    )
    return work.session.scalars(query.limit(size).offset(page * size)).all()


def open_count(work: Work, seat: Seat) -> int:
    """Count the open matters a seat is responsible for or watches."""
    query = select(func.count()).select_from(Matter).where(Matter.status.in_(OPEN), realm(work, seat))
    return work.session.scalar(query) or 0


def realm(work: Work, seat: Seat) -> ColumnElement[bool]:
    """Return the condition for the matters a seat watches over.

    Deputies: their own and what waits in their constituency, and the same of those for whom they stand in;
    officers and heads: their station's; street committees: their street's; the office: all. Whoever dispatches also
    watches matters without a place.
    """
    if seat.role == Role.DEPUTY:
        return or_(_in_hand(work, seat), and_(Matter.status == Status.SUBMITTED, _may_claim(work, seat)))
    if seat.role == Role.OFFICE:
        return Matter.id.is_not(None)
    column = Constituency.street_code if seat.role == Role.STREET else Constituency.station_code
    placed = Matter.constituency_code.in_(select(Constituency.code).where(column == seat.scope))
    return or_(placed, Matter.id.in_(_unplaced(work, seat)))


def _where(work: Work, seat: Seat, queue: Queue) -> ColumnElement[bool]:
    waits = Matter.status == Status.SUBMITTED
    if queue is Queue.INBOX:
        return and_(waits, _may_claim(work, seat))
    if queue is Queue.MINE:
        return and_(Matter.status.in_(OPEN), _in_hand(work, seat))
    if queue is Queue.OVERDUE:
        late = select(Clock.matter_id).where(Clock.stopped_at.is_(None), Clock.ends_at < work.now)
        return and_(Matter.status.in_(OPEN), realm(work, seat), Matter.id.in_(late))
    if queue is Queue.UNCLAIMED:
        return and_(waits, realm(work, seat), _is_served())
    if queue in (Queue.DISPATCH, Queue.UNROUTED):
        return and_(or_(and_(waits, not_(_is_served())), _is_orphaned()), realm(work, seat))
    if queue is Queue.URGENT:
        return and_(Matter.status.in_(OPEN), Matter.urgent, realm(work, seat))
    if queue is Queue.STUCK:
        return and_(waits, realm(work, seat), _is_beyond(work))
    limit = work.house.policy.limits.disputes_before_office
    return and_(Matter.status == Status.CLAIMED, Matter.disputes >= limit, realm(work, seat))


def next_limit(*which: ColumnElement[bool]) -> ColumnElement[datetime]:
    """Return when the next of a matter's running clocks ends, of those for which the conditions hold."""
    return select(func.min(Clock.ends_at)).where(
        Clock.matter_id == Matter.id, Clock.stopped_at.is_(None), *which).correlate(Matter).scalar_subquery()


def is_stuck(work: Work, matter: Matter) -> bool:
    """Tell whether the ladder went past the deputies and the head without a claim."""
    if matter.status != Status.SUBMITTED:
        return False
    return work.session.scalar(select(Matter.id).where(Matter.id == matter.id, _is_beyond(work))) is not None


def codes_beyond(work: Work) -> set[str]:
    """Return the codes of the rungs that reach past the deputies and the head."""
    return {rung.code for ladder in work.house.policy.ladders.values() for rung in ladder if is_beyond(rung)}


def is_beyond(rung: Rung | ScheduledRung) -> bool:
    """Tell whether a rung reaches past those who owe the step and the station head."""
    return Recipient.OWING not in rung.to and Recipient.HEAD not in rung.to


def _is_served() -> ColumnElement[bool]:
    """Return the condition that a deputy of the matter's constituency has joined, so that somebody may claim it."""
    joined = select(Seat.scope).where(Seat.role == Role.DEPUTY, Seat.active, Seat.person_id.is_not(None))
    return and_(Matter.constituency_code.is_not(None), Matter.constituency_code.in_(joined))


def _is_orphaned() -> ColumnElement[bool]:
    """Return the condition that the owner's seat has left the roster, so that somebody has to give the matter away."""
    return and_(Matter.status.in_(OPEN), Matter.claimed_by.in_(select(Seat.id).where(not_(Seat.active))))


def _in_hand(work: Work, seat: Seat) -> ColumnElement[bool]:
    """Return the condition for what a deputy owns, or stands in for."""
    return Matter.claimed_by.in_([each.id for each in hands_of(work, seat)])


def _may_claim(work: Work, seat: Seat) -> ColumnElement[bool]:
    """Leave out what the deputy put aside and what they filed themselves."""
    hands = hands_of(work, seat)
    hidden = select(Hidden.matter_id).where(Hidden.seat_id.in_([each.id for each in hands]))
    return and_(Matter.constituency_code.in_([each.scope for each in hands]), Matter.id.not_in(hidden),
                Matter.author_id.not_in([each.person_id or 0 for each in hands]))


def _unplaced(work: Work, seat: Seat) -> list[int]:
    query = select(Matter).where(Matter.status.in_(OPEN), Matter.constituency_code.is_(None))
    return [matter.id for matter in work.session.scalars(query) if oversees(work, seat, matter)]


def _is_beyond(work: Work) -> ColumnElement[bool]:
    """Return the condition that nobody claimed in time, nor when the head was called: the ladder went past both."""
    return select(Clock.id).where(
        Clock.matter_id == Matter.id, Clock.kind == ClockKind.CLAIM, Clock.stopped_at.is_(None),
        Clock.last_rung.in_(codes_beyond(work))).correlate(Matter).exists()
