"""Counting the limits of everything that runs anew, after the rules or the holidays changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import select

from models.clock import Clock
from models.matter import Happening, Matter
from models.policy import ClockKind
from services.audit import audit
from services.body_due import plan_due
from services.cards import refresh
from services.clocks import end_by_rules, put_end
from services.dispatches import dispatch_at_body
from services.timeline import record
from services.work import Work


@dataclass(frozen=True)
class Shift:
    """A running clock whose end moved."""

    number: str
    kind: str
    old: datetime
    new: datetime


@dataclass(frozen=True)
class Recount:
    """How many clocks run, and which of them moved."""

    running: int
    shifts: tuple[Shift, ...]


def recompute_clocks(work: Work) -> Recount:
    """Give every running clock the end that today's rules and calendar say, and plan its ladder anew."""
    query = select(Clock).where(Clock.stopped_at.is_(None)).order_by(Clock.matter_id, Clock.id)
    clocks = work.session.scalars(query).all()
    shifts: list[Shift] = []
    for matter_id, group in groupby(clocks, key=lambda clock: clock.matter_id):
        shifts += _recompute(work, work.session.get_one(Matter, matter_id), list(group))
    earlier = sum(shift.new < shift.old for shift in shifts)
    audit(work, "clocks_recomputed", "policy", running=len(clocks), later=len(shifts) - earlier, earlier=earlier)
    return Recount(len(clocks), tuple(shifts))


def _recompute(work: Work, matter: Matter, clocks: Sequence[Clock]) -> list[Shift]:
    shifts = [shift for clock in clocks if (shift := _move(work, matter, clock))]
    if shifts:
        ends = {shift.kind: [shift.old.isoformat(), shift.new.isoformat()] for shift in shifts}
        record(work, matter, Happening.RECOMPUTED, ends=ends)
        refresh(work, matter)
    return shifts


def _move(work: Work, matter: Matter, clock: Clock) -> Shift | None:
    old, (column, since, end) = clock.ends_at, end_by_rules(work, matter, clock)
    put_end(work, clock, column, since, end)
    if end == old:
        return None
    if clock.kind == ClockKind.RESOLVE:
        _move_body(work, matter, old, end)
    return Shift(matter.number or "", clock.kind, old, end)


def _move_body(work: Work, matter: Matter, old: datetime, new: datetime) -> None:
    """Give a body the time that the matter gained, if its deadline is the matter's; never take time it was told of."""
    dispatch = dispatch_at_body(work, matter)
    if dispatch is not None and dispatch.due_at == old < new:
        dispatch.due_at = new
        plan_due(work, matter, dispatch)
