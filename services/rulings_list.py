"""What waits for a decision of the office or a street committee: send-backs and applications for more time."""

from collections.abc import Sequence
from enum import StrEnum
from math import ceil

from sqlalchemy import Select, func, select, text

from models.dispatch import Dispatch, DispatchState, Extension, ExtensionState
from models.matter import Matter
from models.organisation import Seat
from models.organisation_plan import Role
from services.dispatches import BODY_ROLES, body_name
from services.paging import turn_rows
from services.queue import realm
from services.work import Work
from texts.body_presses import RulingPress, RulingsPress
from texts.message import Text, Until
from texts.ruling import (
    BackItem,
    BacksTitle,
    ExtensionItem,
    ExtensionsTitle,
    Listing,
    Nothing,
    OpenItem,
    Overview,
    PageOf,
    ToBacks,
    ToExtensions,
)
from texts.screen import Button, Rows, Screen, grid

PAGE = 5


class Ruling(StrEnum):
    """Which decisions."""

    BACK = "back"
    EXTENSION = "extension"


LABELS = {Ruling.BACK: ToBacks, Ruling.EXTENSION: ToExtensions}


def ruling_buttons(work: Work, seat: Seat) -> list[Button]:
    """Return buttons to what waits for the seat's decision; none for who decides nothing, or where nothing waits."""
    if Role(seat.role) not in BODY_ROLES:
        return []
    counts = {kind: count_rulings(work, seat, kind) for kind in Ruling}
    return [Button(LABELS[kind](count), RulingsPress(kind.value, 0)) for kind, count in counts.items() if count]


def overview_screen(work: Work, seat: Seat) -> Screen:
    """Show what waits for the seat's decision, a button for each kind."""
    buttons = ruling_buttons(work, seat)
    return Screen(Overview(), (tuple(buttons),)) if buttons else Screen(Nothing())


def count_rulings(work: Work, seat: Seat, kind: Ruling) -> int:
    """Count what waits for the seat's decision."""
    return work.session.scalar(select(func.count()).select_from(_matters(work, seat, kind).subquery())) or 0


def rulings_screen(work: Work, seat: Seat, kind: Ruling, page: int) -> Screen:
    """Show one page of what waits, the oldest first."""
    count = count_rulings(work, seat, kind)
    if not count:
        return Screen(Nothing())
    pages = ceil(count / PAGE)
    page = min(max(page, 0), pages - 1)
    matters = work.session.scalars(_matters(work, seat, kind).limit(PAGE).offset(page * PAGE)).all()
    title: Text = BacksTitle(count) if kind is Ruling.BACK else ExtensionsTitle(count)
    text = Listing(title, _items(work, matters, kind), PageOf(page + 1, pages) if pages > 1 else None)
    return Screen(text, (*_open(matters, kind), *turn_rows(page, pages, lambda to: RulingsPress(kind.value, to))))


def _matters(work: Work, seat: Seat, kind: Ruling) -> Select[Matter]:
    if kind is Ruling.BACK:
        query = select(Matter).join(Dispatch, Dispatch.matter_id == Matter.id)
        return query.where(text("dispatch.state = 'sent_back'"), realm(work, seat)).order_by(Dispatch.id)
    query = select(Matter).join(Extension, Extension.matter_id == Matter.id)
    return query.where(Extension.state == ExtensionState.WAITING, realm(work, seat)).order_by(Extension.id)


def _items(work: Work, matters: Sequence[Matter], kind: Ruling) -> tuple[Text, ...]:
    item = _back_item if kind is Ruling.BACK else _extension_item
    return tuple(item(work, matter) for matter in matters)


def _back_item(work: Work, matter: Matter) -> Text:
    query = select(Dispatch).where(Dispatch.matter_id == matter.id, Dispatch.state == DispatchState.SENT_BACK)
    dispatch = work.session.scalars(query).one()
    return BackItem(matter.number or "", body_name(work, dispatch.body_code), body_name(work, dispatch.proposed_body))


def _extension_item(work: Work, matter: Matter) -> Text:
    query = select(Extension).where(Extension.matter_id == matter.id, Extension.state == ExtensionState.WAITING)
    extension = work.session.scalars(query).one()
    dispatch = work.session.get_one(Dispatch, extension.dispatch_id)
    return ExtensionItem(matter.number or "", body_name(work, dispatch.body_code), Until(extension.until))


def _open(matters: Sequence[Matter], kind: Ruling) -> Rows:
    buttons = [Button(OpenItem(matter.number or ""), RulingPress(kind.value, matter.id)) for matter in matters]
    return grid(buttons)
