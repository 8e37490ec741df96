"""我的承办: what a body has in hand."""

from collections.abc import Sequence
from math import ceil

from sqlalchemy import Select, func, select

from models.dispatch import AT_BODY, Dispatch, DispatchState
from models.limits import is_overdue
from models.matter import Matter
from models.organisation import Seat
from models.policy import ClockKind
from services.clocks import deadline
from services.facts import category_name
from services.paging import turn_rows
from services.routing import place_names
from services.work import Work
from texts.body import ItemSent, ItemSigned, Late, ListEmpty, Listing, ListTitle, PageOf
from texts.body_presses import HandlingPress
from texts.card_presses import OpenPress
from texts.message import Text, Until
from texts.queue import OpenItem
from texts.screen import Button, Rows, Screen, grid

PAGE = 5


def count_in_hand(work: Work, seat: Seat) -> int:
    """Count what the seat's body has in hand."""
    query = select(func.count()).where(Dispatch.body_code == seat.scope, Dispatch.state.in_(AT_BODY))
    return work.session.scalar(query) or 0


def list_screen(work: Work, seat: Seat, page: int = 0) -> Screen:
    """Show one page of what the seat's body has in hand, the nearest deadline first."""
    count = count_in_hand(work, seat)
    if not count:
        return Screen(ListEmpty())
    pages = ceil(count / PAGE)
    page = min(max(page, 0), pages - 1)
    shown = work.session.scalars(_in_hand(seat).limit(PAGE).offset(page * PAGE)).all()
    pairs = [(each, work.session.get_one(Matter, each.matter_id)) for each in shown]
    items = tuple(_item(work, dispatch, matter) for dispatch, matter in pairs)
    text = Listing(ListTitle(count), items, PageOf(page + 1, pages) if pages > 1 else None)
    return Screen(text, (*_open([matter for _, matter in pairs]), *turn_rows(page, pages, HandlingPress)))


def _in_hand(seat: Seat) -> Select[Dispatch]:
    query = select(Dispatch).where(Dispatch.body_code == seat.scope, Dispatch.state.in_(AT_BODY))
    return query.order_by(Dispatch.due_at, Dispatch.id)


def _item(work: Work, dispatch: Dispatch, matter: Matter) -> Text:
    street, community = place_names(work, matter)
    place, category = f"{street} {community}".strip(), category_name(work, matter)
    is_signed = dispatch.state == DispatchState.SIGNED
    until = dispatch.due_at if is_signed else deadline(work, matter, ClockKind.SIGN) or dispatch.due_at
    line = (ItemSigned if is_signed else ItemSent)(matter.number or "", category, place, Until(until))
    return Late(line) if is_overdue(until, work.now) else line


def _open(matters: Sequence[Matter]) -> Rows:
    buttons = [Button(OpenItem(matter.number or ""), OpenPress(matter.id)) for matter in matters]
    return grid(buttons)
