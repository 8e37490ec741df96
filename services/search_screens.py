"""How a search looks: what is looked for, five matters to a page, the buttons that narrow it."""

from collections.abc import Sequence
from math import ceil

from models.criteria import OPEN, Criteria
from models.lifecycle import Status
from models.matter import Matter
from models.search import Search
from services.deputies import constituency_name, find_deputy
from services.export import may_export
from services.facts import category_name
from services.finding import COUNTED, PAGE, find_ids, page_of_found
from services.history import shorten
from services.paging import turn_rows
from services.routing import place_names
from services.search import find_search, place_named
from services.seats import seat_name
from services.work import Work
from texts import search as say
from texts.card_presses import OpenPress
from texts.export import AskExportPress, Export
from texts.message import Day, Text, term
from texts.queue import NoPlace, Outside, PageOf
from texts.screen import Button, Rows, Screen, grid
from texts.search_owner import AskOwnerPress, ForOwner, Owner
from texts.search_presses import (
    AskPeriodPress,
    AskPlacePress,
    AskStatePress,
    AskWordsPress,
    ClearPress,
    FoundPress,
)

SNIPPET = 40


def found_screen(work: Work, search: Search, page: int = 0) -> Screen:
    """Show one page of what is found; a page that is gone shows the last one."""
    _, seat, criteria = find_search(work, search.id)
    ids = find_ids(work, seat, criteria)
    count = len(ids)
    rows = _filter_rows(search, criteria)
    if not count:
        return Screen(say.NothingFound(criteria_lines(work, criteria)), rows)
    pages = ceil(min(count, COUNTED) / PAGE)
    page = min(max(page, 0), pages - 1)
    matters = page_of_found(work, ids, page)
    shown = PageOf(page + 1, pages) if pages > 1 else None
    text = say.Found(_count(count), criteria_lines(work, criteria), _items(work, matters), shown)
    exports = _export_row(search) if may_export(seat) else ()
    turns = turn_rows(page, pages, lambda to: FoundPress(search.id, to))
    return Screen(text, (*_open_rows(matters), *turns, *rows, *exports))


def criteria_lines(work: Work, criteria: Criteria) -> tuple[Text, ...]:
    """Return what is looked for, a line each."""
    lines = (
        say.ForWords(criteria.words) if criteria.words else None,
        say.ForPlace(place_named(work, criteria.place)) if criteria.place else None,
        _state(criteria.state), _days(criteria), _owner(work, criteria),
    )
    return tuple(line for line in lines if line is not None) or (say.Everything(),)


def _owner(work: Work, criteria: Criteria) -> Text | None:
    if criteria.mine:
        return say.ForMine()
    seat = find_deputy(work, criteria.owner) if criteria.owner else None
    return ForOwner(seat_name(seat), constituency_name(work, seat)) if seat else None


def _count(count: int) -> Text:
    return say.Count(count) if count <= COUNTED else say.CountMore(COUNTED)


def _state(code: str) -> Text | None:
    if not code:
        return None
    return say.ForOpen() if code == OPEN else say.ForState(term(Status(code)))


def _days(criteria: Criteria) -> Text | None:
    if criteria.since is None or criteria.until is None:
        return None
    if criteria.since == criteria.until:
        return say.ForDay(Day(criteria.since))
    return say.ForDays(Day(criteria.since), Day(criteria.until))


def _items(work: Work, matters: Sequence[Matter]) -> tuple[Text, ...]:
    return tuple(_item(work, matter) for matter in matters)


def _item(work: Work, matter: Matter) -> Text:
    kind = say.FoundUrgent if matter.urgent else say.FoundItem
    return kind(matter.number or "", category_name(work, matter), _place(work, matter), term(Status(matter.status)),
                matter.submitted_at or matter.created_at, shorten(matter.words, SNIPPET))


def _place(work: Work, matter: Matter) -> str | Text:
    street, community = place_names(work, matter)
    if not street and not community:
        return Outside() if matter.outside else NoPlace()
    return f"{street} {community}".strip()


def _open_rows(matters: Sequence[Matter]) -> Rows:
    return tuple((Button(say.OpenFound(matter.number or ""), OpenPress(matter.id)),) for matter in matters)


def _filter_rows(search: Search, criteria: Criteria) -> Rows:
    buttons = [Button(say.Words(), AskWordsPress(search.id)), Button(say.Place(), AskPlacePress(search.id)),
               Button(say.State(), AskStatePress(search.id)), Button(say.Period(), AskPeriodPress(search.id)),
               Button(Owner(), AskOwnerPress(search.id))]
    if not criteria.is_empty:
        buttons.append(Button(say.Clear(), ClearPress(search.id)))
    return grid(buttons)


def _export_row(search: Search) -> Rows:
    return ((Button(Export(), AskExportPress(search.id)),),)
