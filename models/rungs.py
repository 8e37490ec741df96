"""The chase ladder: who is told at which point of a clock, and which rung is due."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.limits import Measure, after_limit, limit_at, point_at
from models.policy import ClockKind, Recipient, Rung
from models.worktime import Calendar, require_aware


class Owing(StrEnum):
    """Whom `Recipient.OWING` means: the one whose clock it is."""

    CONSTITUENCY_DEPUTIES = "constituency_deputies"
    OWNER = "owner"
    BODY = "body"


_OWING = {
    "claim": Owing.CONSTITUENCY_DEPUTIES,
    "first_answer": Owing.OWNER,
    "resolve": Owing.OWNER,
    "sign": Owing.BODY,
    "suggestion": Owing.BODY,
    "rectification": Owing.BODY,
}


@dataclass(frozen=True, slots=True)
class ScheduledRung:
    """A rung of one running clock: when it is due and whom it reaches."""

    code: str
    at: datetime
    to: tuple[Recipient, ...]


def is_chased(kind: ClockKind | str) -> bool:
    """Tell whether a clock has a ladder; confirm and follow-up have none (DOMAIN.md, Chase ladder)."""
    return kind in _OWING


def owing(kind: ClockKind | str) -> Owing:
    """Tell whose clock it is; a clock without a ladder raises `KeyError`.

    The owner's clocks (first answer, resolve) run before anyone claims: as long as there is no owner,
    the caller lets the constituency's deputies stand in.
    """
    return _OWING[kind]


def schedule(
    kind: ClockKind | str,
    start: datetime,
    limit: Measure,
    ladder: Iterable[Rung],
    calendar: Calendar,
    *,
    moved_to: datetime | None = None,
) -> list[ScheduledRung]:
    """Put the ladder of a clock on the calendar.

    Args:
        kind: the clock; one that is not chased has no rungs.
        start: when the clock started (aware).
        limit: the clock's limit from the policy.
        ladder: the policy's rungs for the matter's column.
        calendar: working days and hours, and the local zone.
        moved_to: where the limit lies now, if the office moved it or a pause did.

    Returns:
        The rungs in the order of time; those of the same instant keep the ladder's order.
    """
    if not is_chased(kind):
        return []
    end = limit_at(start, limit, calendar) if moved_to is None else require_aware(moved_to)
    rungs = [ScheduledRung(rung.code, _at(rung, start, end, limit, calendar), rung.to) for rung in ladder]
    return sorted(rungs, key=lambda rung: rung.at)


def first_rung(kind: ClockKind | str, start: datetime, limit: Measure, ladder: Sequence[Rung], calendar: Calendar,
               *, moved_to: datetime) -> ScheduledRung | None:
    """Give the first rung of `schedule`, whose arguments these are, without putting the others on the calendar.

    Rungs at a percentage come in its order, before whatever stands after the limit.
    """
    on_the_way = [rung for rung in ladder if rung.percent is not None]
    nearest = sorted(on_the_way, key=lambda rung: rung.percent or 0)[:1]
    return next(iter(schedule(kind, start, limit, nearest or ladder, calendar, moved_to=moved_to)), None)


def _at(rung: Rung, start: datetime, end: datetime, limit: Measure, calendar: Calendar) -> datetime:
    if rung.after is not None:
        return after_limit(end, rung.after, calendar)
    return end if rung.percent is None else point_at(start, rung.percent / 100, limit, calendar, end=end)


def due_rung(rungs: Sequence[ScheduledRung], fired: Collection[str], now: datetime) -> ScheduledRung | None:
    """Give the one rung to fire now, or None.

    After downtime several rungs may have passed: only the newest fires, and the older ones never do, so that
    nobody gets a pile of overtaken reminders.

    Args:
        rungs: the schedule of one clock and limit, in the order of time.
        fired: codes of the rungs already fired for this clock and this limit; moving the limit empties it.
        now: the clock's time (aware).
    """
    now = require_aware(now)
    passed = [rung for rung in rungs if rung.at <= now]
    if not passed or passed[-1].code in fired:
        return None
    return passed[-1]


def next_rung(rungs: Sequence[ScheduledRung], now: datetime) -> ScheduledRung | None:
    """Give the first rung that still lies ahead, for the timetable."""
    now = require_aware(now)
    return next((rung for rung in rungs if rung.at > now), None)
