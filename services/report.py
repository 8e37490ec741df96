"""Submitting a report: from a draft to a numbered matter whose clocks run."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Table, bindparam, exists, insert, not_, select, update
from sqlalchemy.exc import IntegrityError

from models.apart import Apart, apart
from models.lifecycle import Move, Status
from models.matter import Happening, Matter
from models.numbers import NumberCounter, number_of
from models.organisation import Seat
from models.person import Person
from models.prepared import Prepared
from models.refusals import TooManyMatters
from models.session import JobSession
from models.typed import clean_line
from models.walk_in import WalkIn, is_walk_in
from services.clocks import start_clocks
from services.delivery import deliver
from services.draft import has_content
from services.draft_form import is_chosen
from services.due import cancel
from services.notices import announce
from services.residents import remember_place
from services.routing import route
from services.search_index import index_new
from services.snap import snap_seat
from services.snap_sending import send_snap
from services.timeline import record
from services.voice import check_voice
from services.work import Work
from texts.press import StalePress


@dataclass(frozen=True)
class SubmitMatter:
    """Submit one's draft."""

    draft_id: int


def submit_matter(cmd: SubmitMatter, work: Work) -> Matter:
    """Give the draft a number, start its clocks and deliver it; a second time changes nothing.

    Raises:
        StalePress: the draft was deleted, is somebody else's, or lacks words or category.
        Muted: the office muted the person; the draft stays.
        TooManyMatters: the hour's share is used up; the draft stays.
    """
    matter = _mine(cmd, work)
    if matter.status != Status.DRAFT:
        return matter
    if not has_content(work, matter) or not is_chosen(work, matter):
        raise StalePress
    check_voice(work)
    if not is_walk_in(matter):
        check_share(work, work.person)
    _enter(work, matter)
    index_new(work, matter)
    seat = snap_seat(work, matter)
    if seat is not None:
        _sign_snap(work, matter, seat)
    record(work, matter, Happening.SUBMITTED)
    if matter.urgent:
        record(work, matter, Happening.URGENT)
    if seat is not None:
        send_snap(work, matter, seat)
    else:
        start_clocks(work, matter)
        deliver(work, matter)
    announce(work, matter)
    return matter


def _sign_snap(work: Work, matter: Matter, seat: Seat) -> None:
    """Put the deputy's name to their own 随手拍, whichever menu they used."""
    work.seat = seat
    matter.anonymous, matter.author_name = False, seat.name


def _mine(cmd: SubmitMatter, work: Work) -> Matter:
    matter = work.session.get(Matter, cmd.draft_id)
    if matter is None or matter.author_id != work.person.id:
        raise StalePress
    return matter


def _enter(work: Work, matter: Matter) -> None:
    """Make the draft a submitted matter with number, name and constituency."""
    matter.move(Move.SUBMIT)
    matter.number = next_number(work)
    matter.submitted_at = work.now
    route(work, matter)
    if not is_walk_in(matter):
        matter.author_name = clean_line(work.person.name) or None
        remember_place(work, matter)
    cancel(work, f"matter:{matter.id}", "draft", "album")


def check_share(work: Work, person: Person) -> None:
    """Refuse more matters in one hour than the policy allows; a sped-up house allows as many times more."""
    limit = int(work.house.policy.limits.matters_per_hour * max(work.house.speed, 1))
    hour_ago = work.now - timedelta(hours=1)
    recent: list[datetime] = [row[0] for row in _recent.all(work.session, author=person.id, since=hour_ago)]
    if len(recent) >= limit:
        raise TooManyMatters(limit=limit, next_at=recent[limit - 1] + timedelta(hours=1))


def next_number(work: Work) -> str:
    """Take the day's next number.

    The counter's row is locked while it counts, so no two matters share a number on any database; a transaction
    that fails may leave a gap.
    """
    day = work.now.astimezone(work.house.zone).date()
    return number_of(work.house.prefix, day, _count_up(work.session, f"{day:%y%m%d}"))


_days: Table = NumberCounter.__table__  # type: ignore[assignment]
_up = Apart(
    update(_days).where(_days.c.day == bindparam("the_day")).values(last=_days.c.last + 1).returning(_days.c.last)
)
_recent = Prepared(
    select(Matter.submitted_at).where(Matter.author_id == bindparam("author"), Matter.submitted_at > bindparam("since"),
                                      not_(exists().where(WalkIn.matter_id == Matter.id)))
    .order_by(Matter.submitted_at.desc())
)


def _count_up(session: JobSession, day: str) -> int:
    count: int | None = _up.scalar(session, the_day=day)
    if count is None:
        apart(session, partial(_begin_day, day))
        count = _up.scalar(session, the_day=day)
    return count or 1


def _begin_day(day: str, session: JobSession) -> None:
    """Write the day's row; whoever comes second finds it there."""
    try:
        with session.begin_nested():
            session.execute(insert(NumberCounter).values(day=day, last=0))
    except IntegrityError:
        return
