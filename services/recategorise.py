"""Mending a matter's category: its limits follow the column of the new one."""

from dataclasses import dataclass

from models.matter import Happening, Matter
from models.organisation import Seat
from models.refusals import ImpossibleMove
from services.cards import refresh
from services.clocks import move_clocks
from services.delivery import bring_to_duty
from services.facts import category_name
from services.inform import inform
from services.oversight import closing_limit
from services.reach import open_rows, reach_seats
from services.routing import seat_of
from services.seats import act_as_dispatcher, find_matter, seat_name
from services.timeline import record
from services.work import Work
from texts.message import Names, encode
from texts.press import StalePress
from texts.recategorise import ChangedForOwner, ChangedForYou


@dataclass(frozen=True)
class ChangeCategory:
    """Give a matter another category, as it stood at a revision."""

    matter_id: int
    category: str
    revision: int


def check_category(work: Work, matter_id: int) -> tuple[Matter, Seat]:
    """Return the matter and the seat of the person, if they may change its category as it stands now.

    Raises:
        RoleNeeded: only those who dispatch the matter may.
        ImpossibleMove: it has ended.
    """
    matter = find_matter(work, matter_id)
    seat = act_as_dispatcher(work, matter)
    if not matter.is_open:
        raise ImpossibleMove(number=matter.number or "", status=matter.status)
    return matter, seat


def change_category(cmd: ChangeCategory, work: Work) -> Matter:
    """Give an open matter another category; clocks move with its column, resident and owner read it.

    What the resident replied to the old category's questions stays stored, and shows again if it is changed back.

    Raises:
        StalePress: it moved on since, or the category is not offered any more.
    """
    matter, by = check_category(work, cmd.matter_id)
    if matter.revision != cmd.revision or not work.house.policy.offers(cmd.category):
        raise StalePress
    if matter.category != cmd.category:
        _change(work, matter, by, cmd.category)
    return matter


def _change(work: Work, matter: Matter, by: Seat, code: str) -> None:
    before = category_name(work, matter) or Names("—", "—")
    matter.category = code
    move_clocks(work, matter)
    after, number = category_name(work, matter), matter.number or ""
    record(work, matter, Happening.RECATEGORISED, before=encode(before), after=encode(after))
    until = closing_limit(work, matter)
    inform(work, matter, ChangedForYou(number, after, until))
    owner = seat_of(work, matter)
    if owner is not None:
        told = ChangedForOwner(number, seat_name(by), after, until)
        reach_seats(work, [owner], told, matter, rows=open_rows(matter))
    bring_to_duty(work, matter)
    refresh(work, matter)
