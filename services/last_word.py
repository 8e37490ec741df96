"""The resident's word after closing: solved, how satisfied, or not solved at all."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from models.kinds import Satisfaction
from models.lifecycle import Move, Status
from models.matter import Happening, Matter
from models.policy import ClockKind
from models.refusals import ImpossibleMove, OfficeUpheld, WindowPassed, WordsNeeded
from models.typed import clean_words
from services.cards import refresh
from services.clocks import deadline, restart_clocks
from services.due import cancel
from services.mine import filed, mine
from services.reach import open_rows, reach_seats
from services.routing import office, seat_of
from services.timeline import record
from services.work import Work
from texts.last_word import RatedForYou, ReopenedForOffice, ReopenedForYou, ReopenedForYouUntil
from texts.message import Until, term
from texts.press import StalePress

WORDS = 500


@dataclass(frozen=True)
class ConfirmMatter:
    """Say that one's matter is solved."""

    matter_id: int


@dataclass(frozen=True)
class RateMatter:
    """Say how satisfied one is: a code of `Satisfaction`, but not dissatisfied, which needs a sentence."""

    matter_id: int
    rating: str


@dataclass(frozen=True)
class DisputeMatter:
    """Say in one sentence why the matter is not done."""

    matter_id: int
    words: str
    is_unsolved: bool = True


def confirm_matter(cmd: ConfirmMatter, work: Work) -> Matter:
    """Note that the trouble is gone; saying it twice changes nothing."""
    matter = filed(work, cmd.matter_id)
    if matter.status == Status.CONFIRMED and matter.solved:
        return matter
    matter.move(Move.CONFIRM)
    matter.solved, matter.confirmed_at, matter.ended_at = True, work.now, work.now
    stop_asking(work, matter)
    record(work, matter, Happening.CONFIRMED)
    refresh(work, matter)
    return matter


def rate_matter(cmd: RateMatter, work: Work) -> Matter:
    """Note how satisfied the resident is and tell the owner."""
    matter, rating = filed(work, cmd.matter_id), _rating(cmd.rating)
    if matter.status != Status.CONFIRMED:
        raise ImpossibleMove(number=matter.number or "", status=matter.status)
    if matter.satisfaction == rating:
        return matter
    matter.satisfaction = rating
    record(work, matter, Happening.RATED, satisfaction=rating.value)
    owner = seat_of(work, matter)
    reach_seats(work, [owner] if owner else [], RatedForYou(matter.number or "", term(rating)), matter)
    refresh(work, matter)
    return matter


def check_dispute(work: Work, matter: Matter) -> None:
    """Refuse a dispute that the rules forbid, before a sentence is asked for it."""
    if matter.upheld:
        raise OfficeUpheld
    if not matter.may(Move.DISPUTE):
        raise ImpossibleMove(number=matter.number or "", status=matter.status)
    if (until := dispute_until(work, matter)) < work.now:
        raise WindowPassed(until=until)


def may_dispute(work: Work, matter: Matter) -> bool:
    """Tell whether the matter can be reopened now."""
    return not matter.upheld and matter.may(Move.DISPUTE) and work.now <= dispute_until(work, matter)


def dispute_until(work: Work, matter: Matter) -> datetime:
    """Return until when a closed matter can be reopened: the end of the last day."""
    calendar = work.house.calendar
    closed_on = calendar.local_date(matter.closed_at or work.now)
    return calendar.end_of_day(closed_on + timedelta(days=work.house.policy.limits.dispute_window_days))


def dispute_matter(cmd: DisputeMatter, work: Work) -> Matter:
    """Reopen a matter for the same owner; from the second time on the office decides.

    Raises:
        WordsNeeded: without a sentence nothing changes.
        WindowPassed: too many days since the closing.
        OfficeUpheld: the office has decided already.
    """
    matter, words = mine(work, cmd.matter_id), clean_words(cmd.words)
    if not words:
        raise WordsNeeded
    check_dispute(work, matter)
    if matter.author_id == work.person.id:
        _note_word(matter, is_unsolved=cmd.is_unsolved)
    reopen(work, matter, words, dispute_until(work, matter))
    return matter


def reopen(work: Work, matter: Matter, words: str, until: datetime) -> None:
    """Reopen a closed matter, with fresh clocks, and tell who has to know."""
    matter.dispute(work.now, until)
    stop_asking(work, matter)
    record(work, matter, Happening.DISPUTED, words)
    restart_clocks(work, matter)
    _tell(work, matter, words[:WORDS])
    refresh(work, matter)


def is_for_the_office(work: Work, matter: Matter) -> bool:
    """Tell whether the matter was disputed so often that the office decides."""
    return matter.disputes >= work.house.policy.limits.disputes_before_office


def stop_asking(work: Work, matter: Matter) -> None:
    """Ask nothing more about this closing; the follow-up a month later stays planned."""
    cancel(work, f"matter:{matter.id}", "confirm", "lapse")


def _note_word(matter: Matter, *, is_unsolved: bool) -> None:
    matter.solved = not is_unsolved
    matter.satisfaction = None if is_unsolved else Satisfaction.DISSATISFIED


def _rating(code: str) -> Satisfaction:
    if code not in (Satisfaction.SATISFIED, Satisfaction.MOSTLY):
        raise StalePress
    return Satisfaction(code)


def _tell(work: Work, matter: Matter, words: str) -> None:
    number, end = matter.number or "", deadline(work, matter, ClockKind.FIRST_ANSWER)
    rows = open_rows(matter)
    if owner := seat_of(work, matter):
        told = ReopenedForYou(number, words, ReopenedForYouUntil(Until(end)) if end else None)
        reach_seats(work, [owner], told, matter, rows=rows)
    if is_for_the_office(work, matter):
        reach_seats(work, office(work), ReopenedForOffice(number, words), matter, rows=rows)
