"""Muting: the office silences who filed a matter, with a reason and an end; both are told to the person."""

from dataclasses import dataclass
from datetime import date, timedelta

from models.dates import read_day
from models.matter import Happening, Matter
from models.organisation_plan import Role
from models.person import Person
from models.refusals_of_office import MuteDayNeeded, MuteReasonNeeded, NobodyToMute
from models.typed import clean_words
from services.cards import refresh
from services.seats import act_as_dispatcher, find_matter
from services.tell import tell_person
from services.timeline import record
from services.work import Work
from texts.message import Day
from texts.mute import MutedForYou, UnmutedForYou

REASON = 200
"""Characters of a reason."""


@dataclass(frozen=True)
class MuteAuthor:
    """Silence who filed a matter, the last day included."""

    matter_id: int
    reason: str
    last_day: date


@dataclass(frozen=True)
class UnmuteAuthor:
    """Let who filed a matter speak again."""

    matter_id: int


def mute_author(cmd: MuteAuthor, work: Work) -> Matter:
    """Mute the author for new matters and additions; running matters go on.

    Raises:
        RoleNeeded: only the street committee of the place and the office mute.
        NobodyToMute, MuteReasonNeeded, MuteDayNeeded: see there.
    """
    matter = check_mute(work, cmd.matter_id)
    reason, author = check_reason(cmd.reason), _author(work, matter)
    check_day(work, cmd.last_day)
    author.muted_until, author.mute_reason = work.house.calendar.end_of_day(cmd.last_day), reason
    record(work, matter, Happening.MUTED, reason, on=cmd.last_day.isoformat())
    tell_person(work, author, MutedForYou(reason, Day(cmd.last_day)))
    refresh(work, matter)
    return matter


def unmute_author(cmd: UnmuteAuthor, work: Work) -> Matter:
    """Let the author speak again; doing it twice changes nothing."""
    matter = check_mute(work, cmd.matter_id)
    author = _author(work, matter)
    if not author.is_muted(work.now):
        refresh(work, matter)
        return matter
    author.muted_until = author.mute_reason = None
    record(work, matter, Happening.UNMUTED)
    tell_person(work, author, UnmutedForYou())
    refresh(work, matter)
    return matter


def check_mute(work: Work, matter_id: int) -> Matter:
    """Return the matter whose author the acting person may mute."""
    matter = find_matter(work, matter_id)
    act_as_dispatcher(work, matter, Role.OFFICE, Role.STREET)
    if matter.author_id == work.person.id:
        raise NobodyToMute
    return matter


def check_reason(words: str) -> str:
    """Return the reason as it is told."""
    reason = " ".join(clean_words(words).split())
    if not reason or len(reason) > REASON:
        raise MuteReasonNeeded(limit=REASON)
    return reason


def read_last_day(work: Work, words: str) -> date:
    """Read the last day of a mute."""
    day = read_day(words, _today(work))
    if day is None:
        raise MuteDayNeeded(latest=latest_day(work))
    check_day(work, day)
    return day


def check_day(work: Work, day: date) -> None:
    """Refuse a day that is over or further away than the policy allows."""
    if not _today(work) < day <= latest_day(work):
        raise MuteDayNeeded(latest=latest_day(work))


def latest_day(work: Work) -> date:
    """Return the latest last day."""
    return _today(work) + timedelta(days=work.house.policy.limits.mute_days)


def _today(work: Work) -> date:
    return work.house.calendar.local_date(work.now)


def _author(work: Work, matter: Matter) -> Person:
    author = work.session.get(Person, matter.author_id)
    if author is None:
        raise NobodyToMute
    return author
