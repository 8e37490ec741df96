"""How the panel of those who dispatch looks."""

from collections.abc import Callable

from models.organisation import Seat
from models.organisation_plan import Role
from services.dead_letters import count_dead
from services.holidays import guessed_years
from services.promise_list import open_count as promises_open
from services.qr_codes import KEEPERS
from services.queue import Queue, count_of, open_count
from services.rulings_list import ruling_buttons
from services.seats import seat_name
from services.work import Work
from texts.away_staff import AbsencesPress
from texts.canned import Canned
from texts.canned_presses import OfficePress
from texts.dead_letters import DeadListPress, ToDead
from texts.desk import (
    GuessedYears,
    Panel,
    PanelPress,
    Refresh,
    ToDisputed,
    ToOverdue,
    ToStuck,
    ToUnclaimed,
    ToUnrouted,
    ToUrgent,
)
from texts.message import Text
from texts.people import PeoplePress, ToPeople
from texts.policy_view import PolicyPress, ToPolicy
from texts.promise import LedgerPress, OfficeLedger
from texts.qr import CodesPress, ToCodes
from texts.queue import QueuePress
from texts.role import Away
from texts.screen import Button, Screen, grid, row
from texts.search import ToSearch
from texts.search_presses import SearchPress

LISTS: tuple[tuple[Queue, Callable[[int], Text]], ...] = (
    (Queue.UNROUTED, ToUnrouted), (Queue.UNCLAIMED, ToUnclaimed), (Queue.OVERDUE, ToOverdue),
    (Queue.URGENT, ToUrgent), (Queue.STUCK, ToStuck), (Queue.DISPUTED, ToDisputed),
)


def panel_screen(work: Work, seat: Seat) -> Screen:
    """Show how many matters stand where, each count with its list."""
    text = Panel(seat_name(seat), open=open_count(work, seat), at=work.now, guessed=_guessed(work, seat))
    buttons = [Button(label(count_of(work, seat, queue)), QueuePress(queue.value, 0)) for queue, label in LISTS
               if queue is not Queue.DISPUTED or seat.role in (Role.OFFICE, Role.STREET)]
    buttons += ruling_buttons(work, seat)
    if promised := promises_open(work, seat):
        buttons.append(Button(OfficeLedger(promised), LedgerPress("open", 0)))
    if seat.role == Role.OFFICE:
        buttons.append(Button(ToPeople(), PeoplePress(0)))
        buttons.append(Button(ToDead(count_dead(work)), DeadListPress(0)))
    if seat.role in KEEPERS:
        buttons.append(Button(ToCodes(), CodesPress(0)))
    buttons.append(Button(Away(), AbsencesPress(0)))
    buttons.append(Button(ToSearch(), SearchPress()))
    if seat.role == Role.OFFICE:
        buttons.append(Button(Canned(), OfficePress(0)))
    rows = grid(buttons)
    last = row(Button(ToPolicy(), PolicyPress(0)), Button(Refresh(), PanelPress()))
    return Screen(text, (*rows, last))


def _guessed(work: Work, seat: Seat) -> Text | None:
    """Warn the office, who can mend it, of years whose holidays nobody told us."""
    years = guessed_years(work) if seat.role == Role.OFFICE else []
    return GuessedYears("、".join(map(str, years))) if years else None
