"""How the ledger of promises and one promise look."""

from collections.abc import Mapping, Sequence
from math import ceil

from models.kinds import ResultClass
from models.limits import is_overdue
from models.matter import Matter
from models.organisation import Body, Seat
from models.promise import Promise, PromiseState
from services.facts import category_name, place_of
from services.paging import turn_rows
from services.promise_list import PAGE, Shelf, counts_of, open_count, page_of, pressing
from services.promise_report import decide_rows
from services.promised import day_of, is_void
from services.routing import place_names, seat_of
from services.seats import seat_name
from services.work import Work
from texts import promise as say
from texts.card_presses import OpenPress
from texts.message import Day, Names, Text, term
from texts.queue import PageOf
from texts.screen import Button, Rows, Screen, grid, row

SHOWN = 5
TABS = {Shelf.OPEN: say.OpenTab, Shelf.LATE: say.LateTab, Shelf.KEPT: say.KeptTab, Shelf.BROKEN: say.BrokenTab}
EMPTY: Mapping[Shelf, Text] = {Shelf.OPEN: say.NoneOpen(), Shelf.LATE: say.NoneLate(), Shelf.KEPT: say.NoneKept(),
                               Shelf.BROKEN: say.NoneBroken()}
STATES: Mapping[PromiseState, Text] = {
    PromiseState.OPEN: say.StateOpen(), PromiseState.KEPT: say.StateKept(), PromiseState.BROKEN: say.StateBroken(),
    PromiseState.REPLACED: say.StateReplaced(),
}


def ledger_screen(work: Work, seat: Seat, shelf: Shelf = Shelf.OPEN, page: int = 0) -> Screen:
    """Show one page of a part of the ledger, with the counts of all; a page that is gone shows the last one."""
    counts = counts_of(work, seat)
    pages = max(ceil(counts[shelf] / PAGE), 1)
    page = min(max(page, 0), pages - 1)
    found = page_of(work, seat, shelf, page)
    items = items_of(work, found) or (EMPTY[shelf],)
    shown = PageOf(page + 1, pages) if pages > 1 else None
    head = say.Counts(counts[Shelf.OPEN], counts[Shelf.LATE], counts[Shelf.KEPT], counts[Shelf.BROKEN])
    tabs = [Button(TABS[each](counts[each]), say.LedgerPress(each.value, 0)) for each in Shelf if each is not shelf]
    rows = (*promise_rows(found), *turn_rows(page, pages, lambda to: say.LedgerPress(shelf.value, to)), *_pairs(tabs))
    return Screen(say.Ledger(head, items, shown), rows)


def promise_screen(work: Work, promise: Promise, matter: Matter, *, may_decide: bool) -> Screen:
    """Show one promise: what was promised until when, by whom, and what became of it."""
    owner, body = seat_of(work, matter), work.session.get(Body, promise.body_code) if promise.body_code else None
    text = say.OnePromise(
        matter.number or "", category_name(work, matter), place_of(work, matter), term(ResultClass(promise.result)),
        Day(day_of(work, promise)), promise.words, say.ByWhom(seat_name(owner)) if owner else None,
        say.BodyIs(Names(body.name, body.name)) if body else None, state_of(work, promise, matter),
        say.Why(promise.reason) if promise.reason else None,
    )
    is_open = promise.state == PromiseState.OPEN and not is_void(matter)
    decide = decide_rows(promise) if may_decide and is_open else ()
    back = Button(say.ToLedger(), say.LedgerPress(Shelf.OPEN.value, 0))
    return Screen(text, (*decide, row(Button(say.ToMatter(), OpenPress(matter.id)), back)))


def state_of(work: Work, promise: Promise, matter: Matter) -> Text:
    """Return what became of a promise, or that its day has passed."""
    if promise.state != PromiseState.OPEN:
        return STATES[PromiseState(promise.state)]
    if is_void(matter):
        return say.StateVoid()
    return say.StateLate() if is_overdue(promise.due_on, work.now) else say.StateOpen()


def items_of(work: Work, found: Sequence[tuple[Promise, Matter]]) -> tuple[Text, ...]:
    """Return a line for each promise."""
    return tuple(_item(work, promise, matter) for promise, matter in found)


def promise_rows(found: Sequence[tuple[Promise, Matter]]) -> Rows:
    """Return a button for each promise, two to a row."""
    buttons = [Button(say.OpenPromise(matter.number or ""), say.PromisePress(promise.id)) for promise, matter in found]
    return _pairs(buttons)


def ledger_row(work: Work, seat: Seat) -> Rows:
    """Return the button to the ledger while anything in it is open."""
    count = open_count(work, seat)
    return (row(Button(say.LedgerKey(count), say.LedgerPress(Shelf.OPEN.value, 0))),) if count else ()


def today_section(work: Work, seat: Seat) -> tuple[Text, Rows] | None:
    """Return what `今日` says of promises, None when none presses."""
    found = pressing(work, seat)
    if not found:
        return None
    more = (say.MorePromises(len(found) - SHOWN),) if len(found) > SHOWN else ()
    text = say.TodayPromises(len(found), (*items_of(work, found[:SHOWN]), *more))
    return text, promise_rows(found[:SHOWN])


def _item(work: Work, promise: Promise, matter: Matter) -> Text:
    owner = seat_of(work, matter)
    street, community = place_names(work, matter)
    return say.Item(matter.number or "", category_name(work, matter), f"{street} {community}".strip(),
                    Day(day_of(work, promise)), state_of(work, promise, matter),
                    seat_name(owner) if owner else None)


def _pairs(buttons: Sequence[Button]) -> Rows:
    return grid(buttons)
