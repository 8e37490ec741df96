"""How lists of matters look: five lines to a page, a button for each."""

from collections.abc import Sequence

from sqlalchemy import select

from models.clock import Clock
from models.limits import is_overdue
from models.matter import Matter
from models.organisation import Seat
from models.policy import ClockKind
from services.facts import category_name
from services.paging import page_line, page_within, turn_rows
from services.promise_screens import ledger_row
from services.queue import Queue, count_of, page_of
from services.routing import place_names
from services.seats import DISPATCHERS
from services.work import Work
from texts.card_presses import OpenPress
from texts.desk import (
    NothingHere,
    PanelPress,
    StuckTitle,
    ToPanel,
    ToUnclaimed,
    UnclaimedTitle,
    UnroutedTitle,
    UrgentTitle,
)
from texts.message import Text, Until, term
from texts.queue import (
    DispatchEmpty,
    DispatchTitle,
    DisputedEmpty,
    DisputedTitle,
    Due,
    InboxEmpty,
    InboxTitle,
    Item,
    Late,
    Listing,
    MineEmpty,
    MineTitle,
    NoPlace,
    OpenItem,
    Outside,
    OverdueEmpty,
    OverdueTitle,
    QueuePress,
    UrgentItem,
)
from texts.screen import Button, Rows, Screen, grid, row

TITLES = {Queue.INBOX: InboxTitle, Queue.MINE: MineTitle, Queue.OVERDUE: OverdueTitle,
          Queue.DISPATCH: DispatchTitle, Queue.DISPUTED: DisputedTitle, Queue.UNROUTED: UnroutedTitle,
          Queue.UNCLAIMED: UnclaimedTitle, Queue.URGENT: UrgentTitle, Queue.STUCK: StuckTitle}
EMPTY: dict[Queue, Text] = {Queue.INBOX: InboxEmpty(), Queue.MINE: MineEmpty(), Queue.OVERDUE: OverdueEmpty(),
                            Queue.DISPATCH: DispatchEmpty(), Queue.DISPUTED: DisputedEmpty(),
                            Queue.UNROUTED: NothingHere(), Queue.UNCLAIMED: NothingHere(),
                            Queue.URGENT: NothingHere(), Queue.STUCK: NothingHere()}
ORDER = (ClockKind.CLAIM, ClockKind.FIRST_ANSWER, ClockKind.RESOLVE)


def queue_screen(work: Work, seat: Seat, queue: Queue, page: int = 0) -> Screen:
    """Show one page of a list; a page that is gone shows the last one."""
    count = count_of(work, seat, queue)
    beside = _beside(work, seat, queue)
    if not count:
        return Screen(EMPTY[queue], (*beside, *_to_panel(seat)))
    page, pages = page_within(count, page)
    matters = page_of(work, seat, queue, page)
    text = Listing(TITLES[queue](count), items_of(work, matters), page_line(page, pages))
    turns = turn_rows(page, pages, lambda to: QueuePress(queue.value, to))
    return Screen(text, (*open_rows(matters), *turns, *beside, *_to_panel(seat)))


def items_of(work: Work, matters: Sequence[Matter]) -> tuple[Text, ...]:
    """Return a line for each matter: number, category, place, limit."""
    limits = limits_of(work, matters)
    return tuple(_item(work, matter, limits.get(matter.id)) for matter in matters)


def open_rows(matters: Sequence[Matter]) -> Rows:
    """Return a button for each matter, two to a row."""
    buttons = [Button(OpenItem(matter.number or ""), OpenPress(matter.id)) for matter in matters]
    return grid(buttons)


def limits_of(work: Work, matters: Sequence[Matter]) -> dict[int, Clock]:
    """Return for each matter the clock that is owed next: claim before first answer before closing."""
    ids = [matter.id for matter in matters]
    query = select(Clock).where(Clock.matter_id.in_(ids), Clock.stopped_at.is_(None), Clock.kind.in_(ORDER))
    clocks = sorted(work.session.scalars(query), key=lambda clock: ORDER.index(ClockKind(clock.kind)), reverse=True)
    return {clock.matter_id: clock for clock in clocks}


def _item(work: Work, matter: Matter, clock: Clock | None) -> Text:
    kind = UrgentItem if matter.urgent else Item
    return kind(matter.number or "", category_name(work, matter), _place(work, matter), _limit(work, clock))


def _place(work: Work, matter: Matter) -> str | Text:
    street, community = place_names(work, matter)
    if not street and not community:
        return Outside() if matter.outside else NoPlace()
    return f"{street} {community}".strip()


def _limit(work: Work, clock: Clock | None) -> Text | None:
    if clock is None:
        return None
    kind = Late if is_overdue(clock.ends_at, work.now) else Due
    return kind(term(ClockKind(clock.kind)), Until(clock.ends_at))


def _beside(work: Work, seat: Seat, queue: Queue) -> Rows:
    """Return the way to the list that completes this one."""
    if queue is Queue.MINE:
        return ledger_row(work, seat)
    if queue is Queue.DISPATCH:
        label = ToUnclaimed(count_of(work, seat, Queue.UNCLAIMED))
        return (row(Button(label, QueuePress(Queue.UNCLAIMED.value, 0))),)
    return ()


def _to_panel(seat: Seat) -> Rows:
    return ((Button(ToPanel(), PanelPress()),),) if seat.role in DISPATCHERS else ()
