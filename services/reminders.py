"""What the rungs of a page say to whom: gathered while they are looked at, written together."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from models.category import Column
from models.clock import Clock
from models.keyed import Keyed
from models.mail import Card, Lane
from models.matter import Hidden, Matter
from models.person import Person
from models.rungs import ScheduledRung
from services.clocks import rung_key
from services.due import Owed, plan_all
from services.groups import deputies_groups_for
from services.held import Kept, hold_all
from services.outbox import Address, Sending
from services.words_of_clocks import board_line
from services.work import Work
from texts.card_presses import OpenPress
from texts.clock import OpenMatter
from texts.message import Text
from texts.screen import Button, Rows, Screen, row

_living = Keyed(Card.__table__.c.matter_id, lambda is_it: (
    select(Card.matter_id, Card.chat_id, Card.id).where(is_it, Card.living).order_by(Card.id)))
_hidden = Keyed(Hidden.__table__.c.matter_id, lambda is_it: select(Hidden.matter_id, Hidden.seat_id).where(is_it))


@dataclass(frozen=True)
class Climb:
    """A rung that fires: of which matter and clock, and whether the ladder had gone past the station head before."""

    matter: Matter
    clock: Clock
    rung: ScheduledRung
    was_stuck: bool


class Reminders:
    """The reminders of a page of rungs: held in quiet hours, else sent as replies to their readers' newest cards."""

    def __init__(self, work: Work, climbs: Sequence[Climb]) -> None:
        self._work = work
        self._is_day = work.house.quiet.may_go(work.now, "reminder")
        ids = [climb.matter.id for climb in climbs]
        self._cards = {(row[0], row[1]): row[2] for row in _living.all(work.session, ids)}
        self._hidden = {(row[0], row[1]) for row in _hidden.all(work.session, ids)}
        self._kept: list[Kept] = []
        self._boards: list[Owed] = []
        self._sendings: list[Sending] = []

    def is_aside(self, matter: Matter, seat_id: int) -> bool:
        """Tell whether a deputy pressed 不属于我."""
        return (matter.id, seat_id) in self._hidden

    def add(self, climb: Climb, person: Person, text: Text) -> None:
        """Remind a person, in the morning if it is night and not urgent."""
        matter, clock = climb.matter, climb.clock
        if not self._is_day and clock.column != Column.URGENT:
            self._kept.append(Kept(text, person.id, matter_id=matter.id, clock=clock))
            return
        chat = person.telegram_id or 0
        self._sendings.append(Sending(
            Address(chat, person.language, person_id=person.id), Screen(text, open_rows(matter)), matter_id=matter.id,
            lane=Lane.NOTICE, reply_to=self._cards.get((matter.id, chat)),
            key=f"{rung_key(clock, climb.rung)}:{person.id}"))

    def add_to_boards(self, climb: Climb) -> None:
        """Put a line on the boards of the deputies' groups; they go out together, by day."""
        work, clock = self._work, climb.clock
        at = work.house.quiet.release(work.now, "reminder")
        for group in deputies_groups_for(work, climb.matter):
            line = board_line(work, climb.matter, clock)
            self._kept.append(Kept(line, chat_id=group.chat_id, matter_id=climb.matter.id, clock=clock))
            key = f"board:{group.chat_id}:{clock.id}:{clock.ends_at:%Y%m%d%H%M%S}"
            self._boards.append(Owed("board", f"group:{group.chat_id}", at, key, {"chat": group.chat_id}))

    def put(self) -> None:
        """Write them all."""
        hold_all(self._work, self._kept)
        plan_all(self._work, self._boards)
        self._work.outbox.send_all(self._sendings)


def open_rows(matter: Matter) -> Rows:
    """Return the button that opens the matter's card below a reminder."""
    return (row(Button(OpenMatter(matter.number or ""), OpenPress(matter.id))),)
