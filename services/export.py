"""Tables of matters: ordered here, filled by services/sheet.py, written by bot/media/exporter.py, sent as files."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import or_, select

from models.criteria import Criteria
from models.organisation import Seat
from models.organisation_plan import Role
from models.person import Person
from models.refusals import RoleNeeded
from models.search import Export
from services.outbox import Address
from services.search import find_search
from services.work import Work
from texts import export as say
from texts.message import Text
from texts.press import StalePress
from texts.screen import Media, Screen

EXPORTERS = (Role.OFFICE, Role.STREET)
"""The office, and its arm in a street for that street."""

FORMS = ("xlsx", "csv")
TRIES = 3
PAUSE = timedelta(seconds=20)


@dataclass(frozen=True)
class OrderExport:
    """Order a table of what one's search finds."""

    search_id: int
    form: str


@dataclass(frozen=True)
class Order:
    """A table to write: in which form and language."""

    export_id: int
    form: str
    language: str


def may_export(seat: Seat) -> bool:
    """Tell whether a seat may take tables of matters with it."""
    return seat.role in EXPORTERS


def check_exporter(seat: Seat) -> None:
    """Refuse a seat that may not take tables with it."""
    if not may_export(seat):
        raise RoleNeeded(role=Role.OFFICE)


def order_export(cmd: OrderExport, work: Work) -> bool:
    """Order a table; False when the person's last one is still being written.

    Raises:
        RoleNeeded: tables are for the office and the street committees.
        StalePress: no such search or form.
    """
    _, seat, criteria = find_search(work, cmd.search_id)
    check_exporter(seat)
    if cmd.form not in FORMS:
        raise StalePress
    waiting = select(Export.id).where(Export.person_id == work.person.id, Export.ended_at.is_(None))
    if work.session.scalar(waiting.limit(1)) is not None:
        return False
    work.session.add(Export(seat_id=seat.id, person_id=work.person.id, chat_id=work.person.telegram_id,
                            criteria=criteria.pack(), form=cmd.form, asked_at=work.now))
    return True


def unwritten(work: Work) -> list[Order]:
    """Return the tables to write now, oldest first; those whose seat changed hands meanwhile are dropped."""
    may_try = or_(Export.try_at.is_(None), Export.try_at <= work.outbox.real_now)
    rows = work.session.scalars(select(Export).where(Export.ended_at.is_(None), may_try).order_by(Export.id)).all()
    return [order for row in rows if (order := _order(work, row)) is not None]


def find_order(work: Work, export_id: int) -> tuple[Seat, Criteria]:
    """Return for which seat a table is, and of what."""
    row = work.session.get_one(Export, export_id)
    return work.session.get_one(Seat, row.seat_id), Criteria.unpack(row.criteria)


def written(work: Work, export_id: int, path: str, count: int, told: tuple[Text, ...], limit: int) -> None:
    """Send a table that was written; a second time, or to a seat that changed hands, changes nothing.

    Args:
        count: how many matters it holds.
        told: what was looked for, in words.
        limit: how many matters a table holds at most; 0 when these are all.
    """
    row = work.session.get_one(Export, export_id, with_for_update=True)
    if row.ended_at is not None or _order(work, row) is None:
        return
    row.ended_at, row.rows = work.now, count
    caption = say.Ready(count, told, say.NotAll(limit) if limit else None)
    screen = Screen(caption, media=(Media("document", path=path),))
    work.outbox.send(_address(work, row), screen, view="export", key=f"export:{row.id}")


def not_written(work: Work, export_id: int) -> None:
    """Note that writing failed: later again, and at last the person is told."""
    row = work.session.get_one(Export, export_id)
    row.tries += 1
    row.try_at = work.outbox.real_now + PAUSE * row.tries
    if row.tries >= TRIES:
        row.ended_at = work.now
        work.outbox.send(_address(work, row), Screen(say.Failed()), view="export", key=f"export:{row.id}")


def _order(work: Work, row: Export) -> Order | None:
    seat = work.session.get_one(Seat, row.seat_id)
    if not seat.active or seat.person_id != row.person_id:
        row.ended_at = work.now
        return None
    return Order(row.id, row.form, _address(work, row).language)


def _address(work: Work, row: Export) -> Address:
    person = work.session.get_one(Person, row.person_id)
    return Address(row.chat_id, person.language, person_id=person.id)
