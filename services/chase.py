"""[催办]: the resident's push, at most once a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from models.matter import Event, Happening, Matter
from models.policy import ClockKind
from models.refusals import ChasedToday, ImpossibleMove
from services.cards import refresh
from services.clocks import running
from services.draft_form import category_of, names
from services.mine import filed
from services.reach import open_rows, reach_seats, responsible_seats
from services.report_screens import below
from services.resident_events import entries, events_of
from services.timeline import record
from services.voice import check_voice
from services.work import Work
from texts.message import Names, Text, Until
from texts.mine import (
    AnswerUntil,
    Chased,
    ChaseForYou,
    ClaimUntil,
    LimitLate,
    NothingSince,
    ResolveUntil,
    ToldInTheMorning,
    ToldNobody,
    ToldNow,
)

SHOWN = 5
UNTIL: dict[str, type[ClaimUntil] | type[AnswerUntil] | type[ResolveUntil]] = {
    ClockKind.CLAIM: ClaimUntil, ClockKind.FIRST_ANSWER: AnswerUntil, ClockKind.RESOLVE: ResolveUntil,
}


@dataclass(frozen=True)
class ChaseMatter:
    """Push one's own matter."""

    matter_id: int


def chase_matter(cmd: ChaseMatter, work: Work) -> Chased:
    """Count the push, tell who owes the next step, and answer with what happened since.

    Raises:
        ImpossibleMove: nobody owes anything any more.
        ChasedToday: it was pushed today.
    """
    matter = filed(work, cmd.matter_id)
    check_voice(work)
    _check(work, matter)
    since = news_since(work, matter, matter.last_chased_at)
    matter.chases += 1
    matter.last_chased_at = work.now
    record(work, matter, Happening.CHASED)
    told = _tell(work, matter)
    refresh(work, matter)
    return Chased(matter.number or "", since or (NothingSince(),), below(limits(work, matter)), told, _tomorrow(work))


def limits(work: Work, matter: Matter) -> tuple[Text, ...]:
    """Say when the running clocks of a matter end; what is late says so."""
    lines = []
    for clock in running(work, matter, *(ClockKind(kind) for kind in UNTIL)):
        line = UNTIL[clock.kind](Until(clock.ends_at))
        lines.append(LimitLate(line) if clock.ends_at < work.now else line)
    return tuple(lines)


def news_since(work: Work, matter: Matter, since: datetime | None) -> tuple[Text, ...]:
    """List the newest events after a moment that were not the resident's own."""
    fresh: Sequence[Event] = [event for event in events_of(work, matter) if _is_news(matter, event, since)]
    return entries(matter, fresh[-SHOWN:], matter.author_id)


def _is_news(matter: Matter, event: Event, since: datetime | None) -> bool:
    by_author = event.person_id == matter.author_id and event.seat_id is None
    return not by_author and (since is None or event.at > since)


def _check(work: Work, matter: Matter) -> None:
    if not matter.is_open:
        raise ImpossibleMove(number=matter.number or "", status=matter.status)
    day = work.house.calendar.local_date
    if matter.last_chased_at and day(matter.last_chased_at) == day(work.now):
        raise ChasedToday(next_at=_tomorrow(work))


def _tomorrow(work: Work) -> datetime:
    return work.house.calendar.end_of_day(work.house.calendar.local_date(work.now))


def _tell(work: Work, matter: Matter) -> Text:
    category = category_of(work, matter)
    text = ChaseForYou(matter.number or "", names(category.name) if category else Names("", ""), matter.chases,
                       below(limits(work, matter)))
    if not reach_seats(work, responsible_seats(work, matter), text, matter, rows=open_rows(matter)):
        return ToldNobody()
    if not matter.urgent and work.house.quiet.is_quiet(work.now):
        return ToldInTheMorning(work.house.quiet.next_morning(work.now, "reminder"))
    return ToldNow()
