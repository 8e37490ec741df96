"""Searches of those who work on matters: begun, narrowed, kept until the next few."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import delete, select

from models.criteria import OPEN, Criteria
from models.lifecycle import Status
from models.organisation import Community, Seat, Street
from models.organisation_plan import Role
from models.period import month_of, read_period, week_of
from models.refusals_of_office import PeriodNotUnderstood, SearchTooLong
from models.search import Search
from models.session import UNSEEN
from services.deputies import find_deputy
from services.readable import street_of
from services.seats import DISPATCHERS, seats_of
from services.work import Work
from texts.press import StalePress

SEARCHERS = (Role.DEPUTY, *DISPATCHERS)
KEPT = 5
"""Searches of one person that stay usable; the buttons of older ones are stale."""
MAX_WORDS = 60
STATES = tuple(status for status in Status if status != Status.DRAFT)


@dataclass(frozen=True)
class BeginSearch:
    """Look for words or a number."""

    words: str = ""


@dataclass(frozen=True)
class NarrowSearch:
    """Change some criteria of one's search: names of `Criteria` and their values."""

    search_id: int
    changes: dict[str, Any]


def begin_search(cmd: BeginSearch, work: Work, seat: Seat) -> Search:
    """Open a search for a seat of the acting person; their oldest ones are forgotten."""
    criteria = Criteria(words=check_search_words(cmd.words))
    row = Search(person_id=work.person.id, seat_id=seat.id, criteria=criteria.pack(), created_at=work.now)
    work.session.add(row)
    work.session.flush()
    newest = select(Search.id).where(Search.person_id == work.person.id).order_by(Search.id.desc()).limit(KEPT)
    kept = list(work.session.scalars(newest))
    older = delete(Search).where(Search.person_id == work.person.id, Search.id.not_in(kept))
    work.session.execute(older, execution_options=UNSEEN)
    return row


def find_search(work: Work, search_id: int) -> tuple[Search, Seat, Criteria]:
    """Return one's search with the seat that looks, and act in it.

    Raises:
        StalePress: it is somebody else's, forgotten, or its seat is the person's no more.
    """
    row = work.session.get(Search, search_id)
    if row is None or row.person_id != work.person.id:
        raise StalePress
    seat = next((each for each in seats_of(work) if each.id == row.seat_id and each.role in SEARCHERS), None)
    if seat is None:
        raise StalePress
    work.seat = seat
    return row, seat, Criteria.unpack(row.criteria)


def narrow_search(cmd: NarrowSearch, work: Work) -> Search:
    """Change criteria of one's search.

    Raises:
        StalePress: no such search, or a value that no button ever offered.
    """
    row, seat, criteria = find_search(work, cmd.search_id)
    changed = replace(criteria, **cmd.changes)
    _check(work, seat, changed)
    row.criteria = changed.pack()
    return row


def period_named(work: Work, name: str) -> dict[str, date | None]:
    """Return the days of 本周, 本月 or no period."""
    today = work.house.calendar.local_date(work.now)
    if name == "any":
        return {"since": None, "until": None}
    if name not in ("week", "month"):
        raise StalePress
    since, until = week_of(today) if name == "week" else month_of(today)
    return {"since": since, "until": until}


def period_typed(work: Work, words: str) -> dict[str, date | None]:
    """Return the days of a typed span.

    Raises:
        PeriodNotUnderstood: the words are no span of days.
    """
    span = read_period(words, work.house.calendar.local_date(work.now))
    if span is None:
        raise PeriodNotUnderstood
    return {"since": span[0], "until": span[1]}


def streets_for(work: Work, seat: Seat) -> list[Street]:
    """Return the streets a seat may choose among."""
    query = select(Street).where(Street.active).order_by(Street.code)
    code = street_of(work, seat)
    return list(work.session.scalars(query.where(Street.code == code) if code else query))


def check_search_words(words: str) -> str:
    """Return words on one line; refuse more than anybody looks for."""
    tidy = " ".join(words.split())
    if len(tidy) > MAX_WORDS:
        raise SearchTooLong(limit=MAX_WORDS)
    return tidy


def _check(work: Work, seat: Seat, criteria: Criteria) -> None:
    check_search_words(criteria.words)
    if criteria.state and criteria.state not in (OPEN, *STATES):
        raise StalePress
    if criteria.mine and seat.role != Role.DEPUTY:
        raise StalePress
    if criteria.owner and find_deputy(work, criteria.owner) is None:
        raise StalePress
    if criteria.place and _place(work, criteria.place) is None:
        raise StalePress


def _place(work: Work, code: str) -> Street | Community | None:
    return work.session.get(Street, code) or work.session.get(Community, code)


def place_named(work: Work, code: str) -> str:
    """Return how a place of the criteria is called."""
    place = _place(work, code)
    if isinstance(place, Community):
        street = work.session.get(Street, place.street_code)
        return f"{street.name if street else ''}{place.name}"
    return place.name if place else code
