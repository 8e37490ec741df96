"""Who acts: the person behind an update and the seat they act in."""

from sqlalchemy import bindparam, select

from handlers.incoming import Incoming
from models.memory import remember, remembered
from models.organisation import Seat
from models.person import Person
from models.rows import Rows
from services.seats import seats_of_person
from services.work import Work

NAME = 160
_known = Rows(Person, select(Person).where(Person.telegram_id == bindparam("telegram_id")))


def enter(work: Work, incoming: Incoming) -> None:
    """Let the sender act in this transaction, in their present role; whoever is hidden acts as nobody.

    Somebody new is written down; a new name is taken over; a message tells that we are blocked no more.
    """
    if incoming.is_anonymous:
        return
    person = _find(work, incoming.user_id)
    if person is None:
        work.actor = _meet(work, incoming)
        return
    _refresh(person, incoming)
    work.actor = person
    work.seat = _acting_seat(person, seats_of_person(work, person.id))


def _find(work: Work, telegram_id: int) -> Person | None:
    key = ("person", telegram_id)
    known: Person | None = remembered(work.session, key)
    if known is None or known.telegram_id != telegram_id:
        known = _known.first(work.session, telegram_id=telegram_id)
        if known is not None:
            remember(work.session, key, known)
    return known


def _meet(work: Work, incoming: Incoming) -> Person:
    person = Person(telegram_id=incoming.user_id, name=incoming.user_name[:NAME], created_at=work.now)
    work.session.add(person)
    work.session.flush()
    return person


def _refresh(person: Person, incoming: Incoming) -> None:
    if person.name != incoming.user_name[:NAME]:
        person.name = incoming.user_name[:NAME]
    if person.blocked_at is not None and incoming.is_private:
        person.blocked_at = None


def _acting_seat(person: Person, seats: list[Seat]) -> Seat | None:
    chosen = next((seat for seat in seats if seat.id == person.acting_seat_id), None)
    return chosen or (seats[0] if seats else None)
