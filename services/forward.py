"""[转交]: the owner asks a handling body."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from models.dates import read_day
from models.dispatch import Dispatch
from models.lifecycle import Move
from models.matter import Happening, Matter
from models.organisation import Body
from models.policy import ClockKind
from models.refusals import DateNeeded, DateTooFar, ImpossibleMove, NotUnderstoodDate
from models.refusals_of_bodies import AfterLimit, OfficeDecides
from models.typed import clean_words
from services import body_card, dispatch_end, ruling_cards  # noqa: F401 their views and listeners enter the registries
from services.answer import FARTHEST, check_words, quick_days
from services.cards import refresh
from services.clocks import deadline
from services.dispatches import waits_for_decision
from services.dispatching import bring_to_body, open_dispatch, reachable_body, usual_due
from services.inform import inform
from services.seats import act_as_owner, acting_name, find_matter
from services.timeline import record
from services.work import Work
from texts.dispatch_told import ForwardedForYou
from texts.message import Until
from texts.press import StalePress

MAX_NOTE = 500


@dataclass(frozen=True)
class ForwardMatter:
    """Ask a body to handle a matter as it stood at a revision; `on` is the last day to reply, None the usual one."""

    matter_id: int
    revision: int
    body: str
    note: str = ""
    on: date | None = None


def check_forward(work: Work, matter_id: int) -> Matter:
    """Return the matter if its owner may pass it on now.

    Raises:
        OfficeDecides: a body sent it back, and the office has not decided yet.
        ImpossibleMove: the state does not allow it.
    """
    matter = find_matter(work, matter_id)
    act_as_owner(work, matter)
    if not matter.may(Move.FORWARD):
        raise ImpossibleMove(number=matter.number or "", status=matter.status)
    if waits_for_decision(work, matter):
        raise OfficeDecides(number=matter.number or "")
    return matter


def forward_matter(cmd: ForwardMatter, work: Work) -> tuple[Matter, Dispatch]:
    """Pass the matter on: the body gets its card, the resident reads to whom it went.

    Raises:
        StalePress: it moved on since the preview.
        BodyNotJoined: nobody there would hear of it.
        AfterLimit, DateNeeded: the deadline is none.
    """
    matter = check_forward(work, cmd.matter_id)
    seat = act_as_owner(work, matter)
    if matter.revision != cmd.revision:
        raise StalePress
    body, until = reachable_body(work, cmd.body), due_of(work, matter, cmd.on)
    dispatch = open_dispatch(work, matter, Dispatch(
        matter_id=matter.id, body_code=body.code, by_seat=seat.id, note=check_note(cmd.note), due_at=until,
        sent_at=work.now))
    record(work, matter, Happening.FORWARDED, body=body.name)
    inform(work, matter, ForwardedForYou(matter.number or "", acting_name(work), body.name, Until(until)))
    bring_to_body(work, matter, dispatch)
    refresh(work, matter)
    return matter, dispatch


def due_of(work: Work, matter: Matter, on: date | None) -> datetime:
    """Return the end of the body's last day; without a day, the usual deadline."""
    return usual_due(work, matter) if on is None else check_due(work, matter, on)


def check_due(work: Work, matter: Matter, on: date) -> datetime:
    """Return the end of a day, if a body may have until then."""
    calendar = work.house.calendar
    today, end = calendar.local_date(work.now), calendar.end_of_day(on)
    if on <= today:
        raise DateNeeded
    if on - today > FARTHEST:
        raise DateTooFar
    limit = deadline(work, matter, ClockKind.RESOLVE)
    if limit is not None and limit > work.now and end > limit:
        raise AfterLimit(until=limit)
    return end


def read_typed_day(work: Work, words: str) -> date:
    """Return the day that somebody typed."""
    day = read_day(words, work.house.calendar.local_date(work.now))
    if day is None:
        raise NotUnderstoodDate
    return day


def near_days(work: Work, matter: Matter) -> list[date]:
    """Return the days offered as buttons: those before the matter's own limit."""
    usual = usual_due(work, matter)
    calendar = work.house.calendar
    return [day for day in quick_days(work) if calendar.end_of_day(day) < usual]


def check_note(words: str) -> str:
    """Return the note if a body can be asked to read it."""
    return check_words(clean_words(words), MAX_NOTE)


def bodies(work: Work, first: tuple[str | None, ...] = (), search: str = "", without: str | None = None) -> list[Body]:
    """Return the bodies that are called like that, the given ones first; short names count: 城管, 交警."""
    found = list(work.session.scalars(select(Body).where(Body.active).order_by(Body.kind, Body.code)))
    others = [body for body in found if body.code != without]
    wanted = search.strip().casefold()
    mine = [body for body in others if wanted in body.name.casefold()]
    mine = mine or [body for body in others if _is_short_for(wanted, body.name.casefold())]
    order = {code: place for place, code in enumerate(code for code in first if code)}
    return sorted(mine, key=lambda body: order.get(body.code, len(order)))


def _is_short_for(short: str, name: str) -> bool:
    """Tell whether the name has all the letters in this order."""
    rest = iter(name)
    return all(letter in rest for letter in short)


def extension_days(work: Work, after: datetime) -> list[date]:
    """Return the days offered for more time, all later than a deadline."""
    calendar = work.house.calendar
    first = max(calendar.local_date(after - timedelta(microseconds=1)), calendar.local_date(work.now))
    steps = [calendar.nth_workday_after(first, count) for count in (1, 3, 5, 10)]
    return sorted({*steps, calendar.workday_from(first + timedelta(days=30))})
