"""Decisions of street committees and the office: not admitted, urgent or not, hard; each with its reason."""

from dataclasses import dataclass
from enum import StrEnum

from models.lifecycle import Status
from models.matter import Happening, Matter
from models.organisation import Seat
from models.organisation_plan import Role
from models.policy import ClockKind
from models.refusals import ImpossibleMove
from models.refusals_of_office import FlaggedAlready, UrgentFirst, WhyNeeded, WhyTooLong
from models.typed import clean_words
from services.cards import refresh
from services.clocks import deadline, move_clocks, resume_clock, running, stop_all
from services.delivery import bring, deliver_now, duty_contact
from services.due import cancel
from services.inform import inform
from services.notices import announce
from services.reach import open_rows, reach_seats
from services.routing import seat_of
from services.seats import act_as_dispatcher, find_matter, seat_name
from services.timeline import record
from services.work import Work
from texts.message import Text, Until, encode
from texts.oversight import (
    Court,
    HardForOwner,
    HardForYou,
    Hotline,
    NotHardForOwner,
    NotHardForYou,
    OrdinaryForOwner,
    OrdinaryForYou,
    Petitions,
    Police,
    RejectedForOwner,
    RejectedForYou,
    UrgentForOwner,
    UrgentForYou,
)
from texts.role import SeatName

REASON_LENGTH = 500
WHERE_LENGTH = 100
ELSEWHERE: dict[str, Text] = {"hotline": Hotline(), "police": Police(), "court": Court(), "petitions": Petitions()}


class Flag(StrEnum):
    """What the office may say of a matter's hurry."""

    URGENT = "urgent"
    ORDINARY = "ordinary"
    HARD = "hard"
    NOT_HARD = "not_hard"


@dataclass(frozen=True)
class RejectMatter:
    """End a matter the congress may not take up; ``where`` is a code of `ELSEWHERE` or what was typed."""

    matter_id: int
    reason: str
    where: str


@dataclass(frozen=True)
class FlagMatter:
    """Make a matter urgent, hard, or take that back."""

    matter_id: int
    flag: Flag
    reason: str


def may_oversee(work: Work, matter_id: int) -> Matter:
    """Return the matter for those who may decide about it, and act in their seat.

    Raises:
        RoleNeeded: only the street committee of the matter's street and the office may.
    """
    matter = find_matter(work, matter_id)
    act_as_dispatcher(work, matter, Role.OFFICE, Role.STREET)
    return matter


def check_reason(words: str, limit: int = REASON_LENGTH) -> str:
    """Return the typed words tidied.

    Raises:
        WhyNeeded, WhyTooLong: nothing is left of them, or more than a letter holds.
    """
    words = clean_words(words)
    if not words:
        raise WhyNeeded
    if len(words) > limit:
        raise WhyTooLong(limit=limit)
    return words


def check_reject(work: Work, matter_id: int) -> Matter:
    """Return the matter if the person may reject it as it stands now."""
    matter = may_oversee(work, matter_id)
    if matter.status not in (Status.SUBMITTED, Status.CLAIMED):
        raise ImpossibleMove(number=matter.number or "", status=matter.status)
    return matter


def check_flag(work: Work, matter_id: int, flag: Flag) -> Matter:
    """Return the matter if the person may flag it so as it stands now."""
    matter = may_oversee(work, matter_id)
    number = matter.number or ""
    if not matter.is_open:
        raise ImpossibleMove(number=number, status=matter.status)
    if flag in (Flag.HARD, Flag.NOT_HARD) and matter.urgent:
        raise UrgentFirst(number=number)
    if _is_flagged(matter, flag):
        raise FlaggedAlready(number=number)
    return matter


def reject_matter(cmd: RejectMatter, work: Work) -> Matter:
    """End a matter that is not admissible: the resident reads why and where to go, the owner why."""
    matter = check_reject(work, cmd.matter_id)
    reason, where = check_reason(cmd.reason), check_reason(cmd.where, WHERE_LENGTH)
    owner = seat_of(work, matter)
    matter.reject(work.now)
    stop_all(work, matter)
    cancel(work, f"matter:{matter.id}", "deliver", "notice")
    record(work, matter, Happening.REJECTED, reason, where=encode(elsewhere(where)))
    inform(work, matter, rejection(matter, reason, where))
    _tell_owner(work, matter, owner, RejectedForOwner(matter.number or "", _actor(work), reason))
    refresh(work, matter)
    return matter


def rejection(matter: Matter, reason: str, where: str) -> Text:
    """Return the letter that tells the resident."""
    return RejectedForYou(matter.number or "", reason, elsewhere(where))


def elsewhere(where: str) -> str | Text:
    """Return where to go, as chosen or as typed."""
    return ELSEWHERE.get(where, where)


def flag_matter(cmd: FlagMatter, work: Work) -> Matter:
    """Change the column of the clocks table the matter stands in; owner and resident read why."""
    matter = check_flag(work, cmd.matter_id, cmd.flag)
    reason = check_reason(cmd.reason)
    MAKERS[cmd.flag](work, matter, reason)
    refresh(work, matter)
    if cmd.flag is Flag.URGENT:
        _call_everyone(work, matter)
    return matter


def limit_told(work: Work, matter: Matter) -> Until:
    """Return the limit that counts next: the first that runs out."""
    return Until(min((clock.ends_at for clock in running(work, matter)), default=work.now))


def closing_limit(work: Work, matter: Matter) -> Until:
    """Return until when the matter is to be closed."""
    return Until(deadline(work, matter, ClockKind.RESOLVE) or work.now)


def _make_urgent(work: Work, matter: Matter, reason: str) -> None:
    matter.urgent = True
    move_clocks(work, matter)
    record(work, matter, Happening.URGENT, reason)
    inform(work, matter, UrgentForYou(matter.number or "", reason), urgent=True)
    told = UrgentForOwner(matter.number or "", _actor(work), reason, limit_told(work, matter))
    _tell_owner(work, matter, seat_of(work, matter), told)


def _make_ordinary(work: Work, matter: Matter, reason: str) -> None:
    if matter.taken_over and matter.status == Status.SUBMITTED:
        resume_clock(work, matter, ClockKind.CLAIM)
    matter.urgent = matter.taken_over = False
    move_clocks(work, matter)
    record(work, matter, Happening.NOT_URGENT, reason)
    until = limit_told(work, matter)
    inform(work, matter, OrdinaryForYou(matter.number or "", reason, until))
    _tell_owner(work, matter, seat_of(work, matter), OrdinaryForOwner(matter.number or "", _actor(work), reason, until))


def _make_hard(work: Work, matter: Matter, reason: str) -> None:
    matter.hard = True
    _tell_hard(work, matter, reason, Happening.HARD, HardForYou, HardForOwner)


def _make_not_hard(work: Work, matter: Matter, reason: str) -> None:
    matter.hard = False
    _tell_hard(work, matter, reason, Happening.NOT_HARD, NotHardForYou, NotHardForOwner)


def _tell_hard(work: Work, matter: Matter, reason: str, what: Happening, for_you: type[HardForYou | NotHardForYou],
               for_owner: type[HardForOwner | NotHardForOwner]) -> None:
    move_clocks(work, matter)
    record(work, matter, what, reason)
    number, until = matter.number or "", closing_limit(work, matter)
    inform(work, matter, for_you(number, reason, until))
    _tell_owner(work, matter, seat_of(work, matter), for_owner(number, _actor(work), reason, until))


MAKERS = {Flag.URGENT: _make_urgent, Flag.ORDINARY: _make_ordinary, Flag.HARD: _make_hard,
          Flag.NOT_HARD: _make_not_hard}


def _is_flagged(matter: Matter, flag: Flag) -> bool:
    return {Flag.URGENT: matter.urgent, Flag.ORDINARY: not matter.urgent, Flag.HARD: matter.hard,
            Flag.NOT_HARD: not matter.hard}[flag]


def _call_everyone(work: Work, matter: Matter) -> None:
    """Bring a matter that became urgent to whom a new urgent one goes, at any hour."""
    cancel(work, f"matter:{matter.id}", "deliver", "notice")
    if matter.status == Status.SUBMITTED:
        deliver_now(work, matter)
        announce(work, matter)
    elif contact := duty_contact(work, matter):
        bring(work, matter, contact, "duty")


def _tell_owner(work: Work, matter: Matter, owner: Seat | None, text: Text) -> None:
    if owner is not None:
        reach_seats(work, [owner], text, matter, rows=open_rows(matter))


def _actor(work: Work) -> SeatName:
    if work.seat is None:
        raise LookupError("nobody decides")
    return seat_name(work.seat)
