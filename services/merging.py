"""并案: several matters about one trouble go on in one of them, and may part again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from models.clock import Clock
from models.lifecycle import OPEN, Status
from models.matter import Happening, Matter
from models.merging import merge, unmerge
from models.organisation import Seat
from models.organisation_plan import Role
from models.policy import ClockKind
from models.refusals import NoSuchMatter, RoleNeeded
from models.refusals_of_office import NotMerged
from services.cards import refresh
from services.clocks import resume_clock, stop_all
from services.delivery import deliver
from services.merge_part import may_merge
from services.merged import main_of, merged_in, settle_followers
from services.reach import open_rows, reach_seats
from services.routing import seat_of
from services.seats import DISPATCHERS, act_as_owner, acting_name, find_matter, reads, seats_of
from services.similar import Found, find_similar
from services.tell import tell_author, tell_followers
from services.timeline import record
from services.work import Work
from texts import merging as say
from texts.message import Text, term
from texts.mine_buttons import MatterPress, OpenButton
from texts.press import StalePress
from texts.role import SeatName
from texts.screen import Button, row


@dataclass(frozen=True)
class MergeMatter:
    """Let a matter go on in another one, as the former stood at a revision."""

    matter_id: int
    into_id: int
    revision: int


@dataclass(frozen=True)
class UnmergeMatter:
    """Let a merged matter stand on its own again, as it stood at a revision."""

    matter_id: int
    revision: int


def merge_matter(cmd: MergeMatter, work: Work) -> tuple[Matter, Matter]:
    """Merge a matter into another open one: its clocks stop, its residents follow the other.

    Raises:
        RoleNeeded, NotYours, ClaimFirst: neither owner nor street committee nor office.
        SameMatter, ImpossibleMove: one of the two has ended, or they are one.
        StalePress: the matter moved on since the button was shown.
    """
    matter, main = find_matter(work, cmd.matter_id), find_main(work, cmd.into_id)
    act_as_merger(work, matter)
    if matter.status == Status.MERGED and matter.merged_into == main.id:
        return matter, main
    if matter.revision != cmd.revision:
        raise StalePress
    merge(matter, main, work.now)
    stop_all(work, matter)
    record(work, matter, Happening.MERGED, case=main.number)
    record(work, main, Happening.TOOK_IN, case=matter.number)
    _tell_merged(work, matter, main, acting_name(work))
    for each in (matter, main):
        settle_followers(work, each)
    _refresh_all(work, matter, main)
    return matter, main


def unmerge_matter(cmd: UnmergeMatter, work: Work) -> tuple[Matter, Matter]:
    """Let a merged matter stand where it stood: the same limits go on, its residents follow the other no more.

    Raises:
        NotMerged: it stands on its own already.
        StalePress: the matter moved on since the button was shown.
    """
    matter = find_matter(work, cmd.matter_id)
    if matter.merged_into is None:
        raise NotMerged(number=matter.number or "")
    main = work.session.get_one(Matter, matter.merged_into)
    act_as_merger(work, matter, main, main_of(work, main))
    if matter.revision != cmd.revision:
        raise StalePress
    set_free(work, matter)
    return matter, main


def set_free(work: Work, matter: Matter) -> None:
    """Take a matter out of the one it was merged into, whoever decided it, and tell who has to know."""
    main = work.session.get_one(Matter, matter.merged_into or 0)
    root = main_of(work, main)
    merged_at = unmerge(matter)
    _resume_clocks(work, matter, merged_at)
    record(work, matter, Happening.UNMERGED, case=main.number)
    record(work, main, Happening.SPLIT_OFF, case=matter.number)
    for each in (matter, root):
        settle_followers(work, each)
    _tell_free(work, matter, main)
    _refresh_all(work, matter, main)
    if matter.status == Status.SUBMITTED:
        deliver(work, matter)


def free_all(work: Work, main: Matter) -> None:
    """Set free what was merged into a matter whose own resident took it back: the others still have the trouble."""
    for matter in merged_in(work, main):
        set_free(work, matter)


def candidates(work: Work, matter: Matter) -> list[Found]:
    """Return open matters of the category near by or in the community that the acting person may read."""
    return [each for each in find_similar(work, matter, alike=0) if _may_read(work, each.matter)]


def find_typed(work: Work, words: str) -> Matter | None:
    """Return the open matter of a typed number that the acting person may read."""
    number = "".join(words.split()).upper()
    matter = work.session.scalar(select(Matter).where(Matter.number == number, Matter.status.in_(OPEN)))
    return matter if matter is not None and _may_read(work, matter) else None


def find_main(work: Work, matter_id: int) -> Matter:
    """Return a matter into which the acting person may merge: one they may read.

    Raises:
        NoSuchMatter: there is none, or it is not theirs to see.
    """
    main = find_matter(work, matter_id)
    if not _may_read(work, main):
        raise NoSuchMatter
    return main


def act_as_merger(work: Work, *matters: Matter) -> Seat:
    """Act in the seat that may merge one of the matters.

    Raises:
        RoleNeeded: officers and heads may not.
        ClaimFirst, NotYours: another deputy may.
    """
    for seat in seats_of(work):
        if may_merge(work, [seat], *matters):
            work.seat = seat
            return seat
    if any(seat.role in DISPATCHERS for seat in seats_of(work)):
        raise RoleNeeded(role=Role.OFFICE)
    return act_as_owner(work, matters[0])


def _may_read(work: Work, matter: Matter) -> bool:
    return any(reads(work, seat, matter) for seat in seats_of(work))


def _resume_clocks(work: Work, matter: Matter, merged_at: datetime) -> None:
    """Let the clocks go on that the merging stopped, towards the limits they had."""
    query = select(Clock).where(Clock.matter_id == matter.id, Clock.void.is_(True), Clock.stopped_at == merged_at)
    for clock in work.session.scalars(query).all():
        resume_clock(work, matter, ClockKind(clock.kind))


def _refresh_all(work: Work, matter: Matter, main: Matter) -> None:
    for each in (matter, main):
        refresh(work, each)


def _tell_merged(work: Work, matter: Matter, main: Matter, by: SeatName) -> None:
    number, main_number = matter.number or "", main.number or ""
    _tell_residents(work, matter, say.MergedForYou(number, main_number), main)
    if owner := seat_of(work, matter):
        _reach_other(work, owner, say.MergedAway(number, main_number, by), matter)
    if owner := seat_of(work, main):
        _reach_other(work, owner, say.MergedIntoYours(number, main_number, by), main)


def _tell_free(work: Work, matter: Matter, main: Matter) -> None:
    number, main_number = matter.number or "", main.number or ""
    told = say.UnmergedForYou(number, main_number, term(Status(matter.status)))
    _tell_residents(work, matter, told, matter)
    for each in (matter, main):
        if owner := seat_of(work, each):
            _reach_other(work, owner, say.UnmergedForOwner(number, main_number), each)


def _tell_residents(work: Work, matter: Matter, text: Text, shown: Matter) -> None:
    rows = (row(Button(OpenButton(), MatterPress(shown.id))),)
    tell_author(work, matter, text, rows=rows)
    tell_followers(work, matter, text, rows=rows)


def _reach_other(work: Work, seat: Seat, text: Text, matter: Matter) -> None:
    """Tell an owner who did not do it."""
    if work.actor is None or seat.person_id != work.actor.id:
        reach_seats(work, [seat], text, matter, rows=open_rows(matter))
