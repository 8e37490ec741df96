"""The ledger of promises (承诺台账): what is open, kept and broken, for those who watch over the matters."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, func, select

from models.matter import Matter
from models.organisation import Seat
from models.promise import VOIDING, Promise, PromiseState, pressing_until
from services.queue import realm
from services.work import Work

PAGE = 5


class Shelf(StrEnum):
    """Which part of the ledger."""

    OPEN = "open"
    LATE = "late"
    KEPT = "kept"
    BROKEN = "broken"


def counts_of(work: Work, seat: Seat) -> Mapping[Shelf, int]:
    """Count the promises of each part; the late ones are open too."""
    return {shelf: work.session.scalar(_counted(work, seat, shelf)) or 0 for shelf in Shelf}


def page_of(work: Work, seat: Seat, shelf: Shelf, page: int) -> Sequence[tuple[Promise, Matter]]:
    """Return one page: open ones by their day, the others with the newest decision first."""
    order = (Promise.due_on, Promise.id) if shelf in (Shelf.OPEN, Shelf.LATE) else (
        Promise.decided_at.desc(), Promise.id.desc())
    return _rows(work, _listed(seat, work, shelf).order_by(*order).limit(PAGE).offset(page * PAGE))


def pressing(work: Work, seat: Seat) -> Sequence[tuple[Promise, Matter]]:
    """Return the open promises that are late or due before the next working day begins."""
    calendar = work.house.calendar
    until = pressing_until(calendar.local_date(work.now), calendar)
    query = _listed(seat, work, Shelf.OPEN).where(Promise.due_on <= until)
    return _rows(work, query.order_by(Promise.due_on, Promise.id))


def open_count(work: Work, seat: Seat) -> int:
    """Count the open promises that a seat watches over."""
    return work.session.scalar(_counted(work, seat, Shelf.OPEN)) or 0


def _listed(seat: Seat, work: Work, shelf: Shelf) -> Select[Promise, Matter]:
    return select(Promise, Matter).join(Matter, Matter.id == Promise.matter_id).where(_where(work, seat, shelf))


def _counted(work: Work, seat: Seat, shelf: Shelf) -> Select[int]:
    query = select(func.count(Promise.id)).join(Matter, Matter.id == Promise.matter_id)
    return query.where(_where(work, seat, shelf))


def _where(work: Work, seat: Seat, shelf: Shelf) -> ColumnElement[bool]:
    mine = realm(work, seat)
    if shelf in (Shelf.KEPT, Shelf.BROKEN):
        return and_(mine, Promise.state == shelf.value)
    is_open = and_(mine, Promise.state == PromiseState.OPEN, Matter.status.not_in(VOIDING))
    return and_(is_open, Promise.due_on < work.now) if shelf is Shelf.LATE else is_open


def _rows(work: Work, query: Select[Promise, Matter]) -> list[tuple[Promise, Matter]]:
    return [(promise, matter) for promise, matter in work.session.execute(query)]
