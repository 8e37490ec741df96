"""[申请延期]: a body asks the office for more time."""

from dataclasses import dataclass
from datetime import date, datetime

from models.dispatch import AT_BODY, Dispatch, Extension
from models.matter import Happening, Matter
from models.refusals import DateNeeded, DateTooFar
from models.refusals_of_bodies import ExtensionWaits, LaterDayNeeded
from models.refusals_of_office import WhyNeeded
from models.typed import clean_words
from services.answer import FARTHEST, check_words
from services.cards import refresh
from services.dispatches import act_as_contact, body_name, dispatch_for_contact, waiting_extension
from services.dispatching import EXTENSION, bring_or_wait
from services.routing import office, street_committee_of
from services.timeline import record
from services.work import Work

MAX_REASON = 500


@dataclass(frozen=True)
class AskExtension:
    """Ask for more time, until the end of a day."""

    dispatch_id: int
    on: date
    reason: str


def check_extend(work: Work, dispatch_id: int) -> tuple[Dispatch, Matter]:
    """Return the dispatch if its body may ask for more time.

    Raises:
        ExtensionWaits: it has asked already.
        StalePress: it has nothing in hand any more.
    """
    dispatch, matter = dispatch_for_contact(work, dispatch_id, *AT_BODY)
    if waiting_extension(work, dispatch) is not None:
        raise ExtensionWaits
    return dispatch, matter


def new_end(work: Work, dispatch: Dispatch, on: date) -> datetime:
    """Return the end of the day asked for.

    Raises:
        DateNeeded, LaterDayNeeded, DateTooFar: it is past, no later than the deadline, or years away.
    """
    calendar = work.house.calendar
    today, end = calendar.local_date(work.now), calendar.end_of_day(on)
    if on <= today:
        raise DateNeeded
    if end <= dispatch.due_at:
        raise LaterDayNeeded(until=dispatch.due_at)
    if on - today > FARTHEST:
        raise DateTooFar
    return end


def check_why(words: str) -> str:
    """Return the reason as it is kept."""
    why = check_words(clean_words(words), MAX_REASON)
    if not why:
        raise WhyNeeded
    return why


def ask_extension(cmd: AskExtension, work: Work) -> tuple[Matter, Extension]:
    """Ask the office and the street's committee for more time; until they consent the old deadline stands."""
    dispatch, matter = check_extend(work, cmd.dispatch_id)
    seat, why = act_as_contact(work, dispatch), check_why(cmd.reason)
    extension = Extension(dispatch_id=dispatch.id, matter_id=matter.id, by_seat=seat.id, reason=why,
                          until=new_end(work, dispatch, cmd.on), asked_at=work.now)
    work.session.add(extension)
    work.session.flush()
    record(work, matter, Happening.EXTEND_ASKED, why, body=body_name(work, dispatch.body_code), on=cmd.on.isoformat())
    bring_or_wait(work, matter, [*street_committee_of(work, matter), *office(work)], EXTENSION, dispatch)
    refresh(work, matter)
    return matter, extension
