"""A matter's timeline, told entry by entry."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from models.kinds import ResultClass, Satisfaction
from models.matter import Event, Happening, Matter
from models.organisation import Seat
from models.organisation_plan import Role
from models.rows import Rows
from models.timeline import STAFF_ONLY
from models.walk_in import is_walk_in
from services.seats import seat_name
from services.work import Work
from texts.away import OnBehalf
from texts.card import Handle, OtherResident, Resident
from texts.dispatch_told import EntryBody, EntryProposed
from texts.history import Entry, EntryOn, EntryPlace, EntryResult, EntryTo, EntryWho, EntryWords
from texts.merging import EntryCase
from texts.message import Day, Term, Text, decode, term
from texts.oversight import EntryWhere
from texts.recategorise import EntryCategory
from texts.role import SeatName
from texts.walk_in import Guest

SHORT = 60
"""Characters of an event's words on a card, and below in the whole history; an emoji counts twice of 4096."""
LONG = 1000
PAGE = 1600
FRAME = 60
_of_matter = select(Event).where(Event.matter_id == bindparam("matter"))
_last = _of_matter.order_by(Event.id.desc()).limit(bindparam("count"))
_newest = Rows(Event, _last)
_newest_for_all = Rows(Event, _last.where(*(Event.what != what for what in sorted(STAFF_ONLY))))


def last_events(work: Work, matter: Matter, count: int, *, staff: bool = True) -> list[Event]:
    """Return the newest events, oldest first; residents do not see the notes of the staff."""
    events = (_newest if staff else _newest_for_all).all(work.session, matter=matter.id, count=count)
    for event in events:
        set_committed_value(event, "seat", work.session.get(Seat, event.seat_id) if event.seat_id else None)
    return events[::-1]


def all_events(work: Work, matter: Matter) -> Sequence[Event]:
    """Return all events, oldest first."""
    query = select(Event).where(Event.matter_id == matter.id).options(joinedload(Event.seat))
    return work.session.scalars(query.order_by(Event.id)).all()


def entries(matter: Matter, events: Iterable[Event], *, length: int = SHORT) -> tuple[Entry, ...]:
    """Word events, their words cut to a length."""
    return tuple(_entry(matter, event, length) for event in events)


def author_name(matter: Matter) -> Text:
    """Return how those who work on the matter see who filed it."""
    if is_walk_in(matter):
        return Guest(matter.handle)
    if matter.snap_seat and matter.author_name:
        return SeatName(matter.author_name, Term("role", Role.DEPUTY))
    if matter.anonymous or not matter.author_name:
        return Handle(matter.handle)
    return Resident(matter.author_name)


def shorten(words: str, length: int) -> str:
    """Cut words at a length, on one line."""
    flat = " ".join(words.split())
    return flat if len(flat) <= length else flat[: length - 1] + "…"


def _entry(matter: Matter, event: Event, length: int) -> Entry:
    who = _who(matter, event)
    words = EntryWords(shorten(event.words, length)) if event.words else None
    return Entry(event.at, EntryWho(who) if who else None, term(Happening(event.what)), _more(event), words)


def _who(matter: Matter, event: Event) -> Text | None:
    if event.what == Happening.BLOCKED:
        return _blocked(matter, event)
    if event.person_id is not None and event.person_id == matter.author_id:
        return author_name(matter)  # also of a deputy's own matter: colleagues see a resident
    if event.seat:
        by, behalf = actor_of(event, event.seat), event.data.get("behalf")
        return OnBehalf(by, decode(behalf)) if behalf else by
    if event.person_id is None:
        return None
    return OtherResident()


def actor_of(event: Event, seat: Seat) -> SeatName:
    """Return who acted in a seat, by the name of then; an older event kept none and reads the seat's present one."""
    by = event.data.get("by")
    name: SeatName = decode(by) if by else seat_name(seat)
    return name


def _blocked(matter: Matter, event: Event) -> Text | None:
    person_id = event.data.get("person_id")
    if person_id is None:
        return Resident(event.data["group"]) if event.data.get("group") else None
    return author_name(matter) if person_id == matter.author_id else None


def _more(event: Event) -> Text | None:
    data = event.data
    if result := data.get("result"):
        return EntryResult(term(ResultClass(result)))
    if rating := data.get("satisfaction") or data.get("rating"):
        return EntryResult(term(Satisfaction(rating)))
    if to := data.get("to"):
        return EntryTo(decode(to)) if isinstance(decode(to), SeatName) else None
    if body := data.get("body"):
        proposed = data.get("proposed")
        return EntryProposed(body, proposed) if proposed else EntryBody(body)
    if where := data.get("where"):
        return EntryWhere(decode(where))
    if case := data.get("case"):
        return EntryCase(case)
    if event.what == Happening.RECATEGORISED:
        return EntryCategory(decode(data["before"]), decode(data["after"]))
    if place := data.get("place"):
        return EntryPlace(place)
    return EntryOn(Day(date.fromisoformat(data["on"]))) if data.get("on") else None


def pages_of_history(work: Work, matter: Matter) -> list[tuple[Entry, ...]]:
    """Return all events, as many to a page as one message holds."""
    pages: list[list[Event]] = [[]]
    filled = 0
    for event in all_events(work, matter):
        length = FRAME + min(len(event.words or ""), LONG)
        if pages[-1] and filled + length > PAGE:
            pages.append([])
            filled = 0
        pages[-1].append(event)
        filled += length
    return [entries(matter, page, length=LONG) for page in pages]
