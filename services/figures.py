"""What happened to matters in a span of time, counted by the published formulas."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true

from models.clock import Clock
from models.dispatch import Dispatch, DispatchState
from models.kinds import Satisfaction
from models.matter import Matter
from models.organisation import Community, Constituency
from models.person import Group, GroupScope
from models.policy import ClockKind
from services.groups import DISTRICT
from services.work import Work

TOP = 5
NOT_THEIRS = (DispatchState.SENT_BACK, DispatchState.DECIDED)
"""Dispatches of which a body said that they are not its job; one that the office kept with it is a new one."""
Share = tuple[int, int]
"""How many, of how many."""


@dataclass(frozen=True)
class Figures:
    """Counts of one place; ``days`` holds (received, closed) for each local day, ``top`` (category, count)."""

    first_day: str
    last_day: str
    received: int
    closed: int
    median_days: float | None
    in_time: Share
    solved: Share
    satisfied: Share
    days: tuple[Share, ...]
    top: tuple[tuple[str, int], ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing happened at all."""
        return not (self.received or self.closed or self.in_time[1] or self.solved[1])

    def pack(self) -> dict[str, Any]:
        """Return the figures as JSON; `unpack_figures` is the inverse."""
        return asdict(self)


def unpack_figures(packed: dict[str, Any]) -> Figures:
    """Return the figures that `Figures.pack` packed."""
    pairs = {name: tuple(packed[name]) for name in ("in_time", "solved", "satisfied")}
    lists = {name: tuple(tuple(each) for each in packed[name]) for name in ("days", "top")}
    return Figures(**{**packed, **pairs, **lists})


def count_figures(work: Work, where: ColumnElement[bool], first: date, last: date) -> Figures:
    """Count what happened from the beginning of one local day to the end of another.

    Args:
        where: which matters; see `in_scope`.
        first: the first day.
        last: the last day.
    """
    calendar = work.house.calendar
    span = (calendar.end_of_day(first - timedelta(days=1)), calendar.end_of_day(last))
    received = _rows(work, _matters(where, Matter.submitted_at, span))
    closed = _rows(work, _matters(where, Matter.closed_at, span))
    said = _rows(work, _matters(where, Matter.confirmed_at, span).where(Matter.upheld.is_(False)))
    return Figures(
        first_day=first.isoformat(), last_day=last.isoformat(), received=len(received), closed=len(closed),
        median_days=_median_days(closed), in_time=_in_time(work, where, span), solved=_solved(said),
        satisfied=_satisfied(said), days=_by_day(work, received, closed, first, last),
        top=tuple(Counter(each.category or "" for each in received).most_common(TOP)),
    )


def in_scope(group: Group) -> ColumnElement[bool]:
    """Return which matters a bound group speaks of."""
    code = group.scope_code
    if code == DISTRICT:
        return true()
    if group.scope == GroupScope.COMMUNITY:
        return Matter.community_code == code
    if group.scope == GroupScope.STREET:
        communities = select(Community.code).where(Community.street_code == code)
        constituencies = select(Constituency.code).where(Constituency.street_code == code)
        return or_(Matter.community_code.in_(communities), Matter.constituency_code.in_(constituencies))
    if group.scope == GroupScope.DEPUTIES:
        of_station = select(Constituency.code).where(Constituency.station_code == code)
        return or_(Matter.constituency_code == code, Matter.constituency_code.in_(of_station))
    if group.scope == GroupScope.BODY:
        theirs = select(Dispatch.matter_id).where(Dispatch.body_code == code, Dispatch.state.not_in(NOT_THEIRS))
        return Matter.id.in_(theirs)
    return false()


def _matters(where: ColumnElement[bool], at: Any, span: tuple[datetime, datetime]) -> Select[Matter]:
    return select(Matter).where(where, Matter.number.is_not(None), at >= span[0], at < span[1]).order_by(Matter.id)


def _rows(work: Work, query: Select[Matter]) -> Sequence[Matter]:
    return work.session.scalars(query).all()


def _median_days(closed: Sequence[Matter]) -> float | None:
    days = [(each.closed_at - each.submitted_at) / timedelta(days=1)
            for each in closed if each.closed_at and each.submitted_at]
    return round(median(days), 1) if days else None


def _in_time(work: Work, where: ColumnElement[bool], span: tuple[datetime, datetime]) -> Share:
    """Count first answers in time ÷ due: those given in the span, and those whose limit passed unanswered in it."""
    since, until = span
    given = and_(Clock.stopped_at >= since, Clock.stopped_at < until, Clock.stopped_at <= Clock.ends_at)
    missed = and_(Clock.ends_at >= since, Clock.ends_at < min(until, work.now))
    running = and_(missed, Clock.stopped_at.is_(None))
    late = and_(missed, Clock.stopped_at > Clock.ends_at, Clock.stopped_at >= since)  # the last one for the index
    query = (
        select(Clock).join(Matter, Matter.id == Clock.matter_id)
        .where(where, Clock.kind == ClockKind.FIRST_ANSWER, Clock.void.is_(False), or_(given, running, late))
    )
    clocks = work.session.scalars(query).all()
    return sum(each.stopped_at is not None and each.stopped_at <= each.ends_at for each in clocks), len(clocks)


def _solved(said: Sequence[Matter]) -> Share:
    words = [each.solved for each in said if each.solved is not None]
    return sum(words), len(words)


def _satisfied(said: Sequence[Matter]) -> Share:
    words = [each.satisfaction for each in said if each.satisfaction is not None]
    return sum(word in (Satisfaction.SATISFIED, Satisfaction.MOSTLY) for word in words), len(words)


def _by_day(work: Work, received: Sequence[Matter], closed: Sequence[Matter], first: date,
            last: date) -> tuple[Share, ...]:
    local = work.house.calendar.local_date
    came = Counter(local(each.submitted_at) for each in received if each.submitted_at)
    went = Counter(local(each.closed_at) for each in closed if each.closed_at)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return tuple((came[day], went[day]) for day in days)
