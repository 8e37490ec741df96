"""A matter's clocks: started, stopped, moved, and the next rung of each one's ladder planned."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Table, bindparam, func, select

from models.category import Column
from models.clock import Clock
from models.dispatch import Extension, ExtensionState
from models.limits import limit_at
from models.matter import Event, Happening, Matter
from models.policy import ClockKind, Limit, Rung
from models.prepared import Prepared
from models.rows import Rows
from models.rungs import ScheduledRung, due_rung, first_rung, next_rung, schedule
from models.worktime import Calendar
from services.due import Owed, cancel, plan_all, plan_new
from services.routing import column_of, everyday_column_of
from services.work import Work

Ladder = Sequence[ScheduledRung]
AT_SUBMISSION = (ClockKind.CLAIM, ClockKind.FIRST_ANSWER, ClockKind.RESOLVE)
_running = Rows(Clock, select(Clock).where(Clock.matter_id == bindparam("matter"), Clock.stopped_at.is_(None))
                .order_by(Clock.ends_at))
_rows: Table = Clock.__table__  # type: ignore[assignment]
_deadlines = Prepared(
    select(_rows.c.kind, _rows.c.ends_at)
    .where(_rows.c.matter_id == bindparam("matter"), _rows.c.stopped_at.is_(None))
    .order_by(_rows.c.ends_at.desc())
)
AFTER_DISPUTE = (ClockKind.FIRST_ANSWER, ClockKind.RESOLVE)


def start_clocks(work: Work, matter: Matter) -> None:
    """Start the clocks of a matter that was just submitted: claim, first answer, resolve."""
    _start(work, matter, AT_SUBMISSION, 1)


def start_resolve(work: Work, matter: Matter) -> None:
    """Start the one clock of a deputy's own 随手拍: nobody has to claim it, and its author needs no first answer."""
    _start(work, matter, (ClockKind.RESOLVE,), 1)


def restart_clocks(work: Work, matter: Matter) -> None:
    """Start the owner's clocks anew after the resident reopened the matter."""
    stop_all(work, matter)
    last = work.session.scalar(select(func.max(Clock.round)).where(Clock.matter_id == matter.id))
    _start(work, matter, AFTER_DISPUTE, (last or 0) + 1)


def start_sign(work: Work, matter: Matter) -> None:
    """Start the sign clock of a matter that was just passed on to a body."""
    stop_clock(work, matter, ClockKind.SIGN)
    last = work.session.scalar(select(func.max(Clock.round)).where(Clock.matter_id == matter.id))
    _start(work, matter, (ClockKind.SIGN,), last or 1)


def extend_clock(work: Work, matter: Matter, kind: ClockKind, until: datetime) -> None:
    """Move the limit of a running clock to a later moment; a new ladder begins. An earlier one changes nothing."""
    for clock in running(work, matter, kind):
        if until > clock.ends_at:
            cancel(work, f"clock:{clock.id}", "rung")
            clock.ends_at, clock.last_rung = until, None
            plan_rung(work, clock)


def stop_clock(work: Work, matter: Matter, kind: ClockKind) -> None:
    """Stop a running clock because what it waited for happened; nothing if it does not run."""
    for clock in running(work, matter, kind):
        _stop(work, clock, void=False)


def stop_all(work: Work, matter: Matter) -> None:
    """Stop whatever still runs because the matter ended; such clocks count in no rate."""
    for clock in running(work, matter):
        _stop(work, clock, void=True)


def resume_clock(work: Work, matter: Matter, kind: ClockKind) -> None:
    """Let the newest clock of a kind go on towards its old deadline, as after a release."""
    clock = newest(work, matter, kind)
    if clock is not None and clock.stopped_at is not None:
        clock.stopped_at, clock.void = None, False
        plan_rung(work, clock)


def move_clocks(work: Work, matter: Matter) -> None:
    """Give the running clocks the limits of the column in which the matter stands now; new ladders begin.

    A matter that becomes urgent on the way counts its hours from that moment: nobody is late for a duty they
    could not know. Its limits never move away by that.
    """
    column = column_of(work, matter)
    for clock in running(work, matter):
        if clock.column != column:
            _move(work, clock, column)


def end_by_rules(work: Work, matter: Matter, clock: Clock) -> tuple[Column, datetime, datetime]:
    """Return the column of a running clock, where it counts from and where it ends, by today's rules and calendar.

    More time that the office gave stays given, and of a matter made urgent on the way the earlier end counts.
    """
    column, started = column_of(work, matter), clock.started_at
    if column is not Column.URGENT:
        return column, started, _everyday_end(work, clock, column)
    flagged = _made_urgent_at(work, clock)
    since = flagged or started
    ends_at = limit_of(work, clock, column, since)
    if flagged and (usual := _everyday_end(work, clock, everyday_column_of(work, matter))) <= ends_at:
        return column, started, usual
    return column, since, max(ends_at, granted_until(work, clock, since) or ends_at)


def limit_of(work: Work, clock: Clock, column: Column, since: datetime) -> datetime:
    """Return where a clock's limit lies that is counted from a moment."""
    return limit_at(since, work.house.policy.clock(clock.kind, column), work.house.calendar)


def granted_until(work: Work, clock: Clock, since: datetime) -> datetime | None:
    """Return until when the office gave more time for what a clock waits for, None if it did not since then."""
    if clock.kind != ClockKind.RESOLVE:
        return None
    return work.session.scalar(
        select(func.max(Extension.until)).where(Extension.matter_id == clock.matter_id,
                                                Extension.state == ExtensionState.GRANTED,
                                                Extension.decided_at >= since))


def running(work: Work, matter: Matter, *kinds: ClockKind) -> Sequence[Clock]:
    """Return the matter's running clocks, of some kinds or all."""
    clocks = _running.all(work.session, matter=matter.id)
    return [clock for clock in clocks if clock.kind in kinds] if kinds else clocks


def newest(work: Work, matter: Matter, kind: ClockKind) -> Clock | None:
    """Return the matter's last clock of a kind, running or not."""
    query = select(Clock).where(Clock.matter_id == matter.id, Clock.kind == kind)
    return work.session.scalar(query.order_by(Clock.round.desc(), Clock.id.desc()).limit(1))


def deadline(work: Work, matter: Matter, kind: ClockKind) -> datetime | None:
    """Return until when a running clock of the matter has time, None when it does not run."""
    return deadlines(work, matter).get(kind)


def deadlines(work: Work, matter: Matter) -> dict[str, datetime]:
    """Return until when the matter's running clocks have time, by kind; of two of a kind the earlier."""
    return {row[0]: row[1] for row in _deadlines.all(work.session, matter=matter.id)}


def ladder_of(work: Work, clock: Clock) -> list[ScheduledRung]:
    """Return the rungs of a clock with their times, as the limit lies now."""
    return schedule(*_laid_out(work, clock), moved_to=clock.ends_at)


def _laid_out(work: Work, clock: Clock) -> tuple[str, datetime, Limit, tuple[Rung, ...], Calendar]:
    policy = work.house.policy
    return (clock.kind, clock.counts_from, policy.clock(clock.kind, clock.column), policy.ladder(clock.column),
            work.house.calendar)


def rung_to_fire(work: Work, clock: Clock, ladder: Ladder) -> ScheduledRung | None:
    """Return the newest rung that is due and did not fire for this limit, or None."""
    return due_rung(ladder, {clock.last_rung or ""}, work.now)


def plan_rung(work: Work, clock: Clock) -> None:
    """Plan when the clock's ladder is looked at next: now if a rung is due, else at the next rung."""
    plan_rungs(work, [(clock, ladder_of(work, clock))])


def plan_rungs(work: Work, ladders: Sequence[tuple[Clock, Ladder]]) -> None:
    """Plan the next rungs of many clocks, as `plan_rung` does."""
    due = [(clock, rung) for clock, ladder in ladders if (rung := rung_to_fire(work, clock, ladder))]
    # a limit that moved there and back finds rungs that fired for it before
    owed = {clock.id for (clock, _), is_owed in zip(due, _owe(work, due), strict=True) if is_owed}
    _owe(work, [(clock, rung) for clock, ladder in ladders
                if clock.id not in owed and (rung := next_rung(ladder, work.now))])


def _owe(work: Work, rungs: Sequence[tuple[Clock, ScheduledRung]]) -> list[bool]:
    return plan_all(work, [Owed("rung", f"clock:{clock.id}", rung.at, rung_key(clock, rung), {"clock": clock.id})
                           for clock, rung in rungs])


def rung_key(clock: Clock, rung: ScheduledRung) -> str:
    """Name a rung of a clock for its present limit: it fires once under this name."""
    return f"rung:{clock.id}:{clock.column}:{rung.code}:{clock.ends_at:%Y%m%d%H%M%S}"


def _start(work: Work, matter: Matter, kinds: Sequence[ClockKind], number: int) -> None:
    column = column_of(work, matter)
    clocks = [_clock(work, matter, kind, column, number) for kind in kinds]
    work.session.add_all(clocks)
    work.session.flush()
    for clock in clocks:
        rung = first_rung(*_laid_out(work, clock), moved_to=clock.ends_at)
        if rung is not None:
            plan_new(work, "rung", f"clock:{clock.id}", rung.at, rung_key(clock, rung), clock=clock.id)


def _made_urgent_at(work: Work, clock: Clock) -> datetime | None:
    """Return when somebody made the matter urgent while the clock ran."""
    return work.session.scalar(
        select(func.max(Event.at)).where(Event.matter_id == clock.matter_id, Event.what == Happening.URGENT,
                                         Event.at > clock.started_at))


def _clock(work: Work, matter: Matter, kind: ClockKind, column: Column, number: int) -> Clock:
    ends_at = limit_at(work.now, work.house.policy.clock(kind, column), work.house.calendar)
    return Clock(matter_id=matter.id, kind=kind, column=column, round=number, started_at=work.now,
                 counts_from=work.now, ends_at=ends_at)


def _stop(work: Work, clock: Clock, *, void: bool) -> None:
    clock.stopped_at, clock.void = work.now, void
    cancel(work, f"clock:{clock.id}", "rung")


def _everyday_end(work: Work, clock: Clock, column: Column) -> datetime:
    """Return the end of a clock that is not urgent: its limit, or until when the office gave more time."""
    end = limit_of(work, clock, column, clock.started_at)
    return max(end, granted_until(work, clock, clock.started_at) or end)


def _move(work: Work, clock: Clock, column: Column) -> None:
    since, ends_at = clock.started_at, _everyday_end(work, clock, column)
    if column is Column.URGENT:
        since, ends_at = work.now, limit_of(work, clock, column, work.now)
        if ends_at >= clock.ends_at:
            since, ends_at = clock.counts_from, clock.ends_at
    put_end(work, clock, column, since, ends_at)


def put_end(work: Work, clock: Clock, column: Column, since: datetime, ends_at: datetime) -> None:
    """Let a running clock end at a moment, and plan its ladder anew; rungs fire again if the end moved."""
    cancel(work, f"clock:{clock.id}", "rung")
    if ends_at != clock.ends_at:
        clock.last_rung = None
    clock.column, clock.counts_from, clock.ends_at = column, since, ends_at
    plan_rung(work, clock)
