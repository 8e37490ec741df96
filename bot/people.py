"""Who acts: the person behind an update and the seat they act in."""

from sqlalchemy import and_, bindparam, select

from handlers.incoming import Incoming
from models.organisation import Seat
from models.person import Person
from services.work import Work

NAME = 160
_known = (
    select(Person, Seat)
    .outerjoin(Seat, and_(Seat.person_id == Person.id, Seat.active))
    .where(Person.telegram_id == bindparam("telegram_id"))
    .order_by(Seat.id)
)


def enter(work: Work, incoming: Incoming) -> None:
    """Let the sender act in this transaction, in their present role; whoever is hidden acts as nobody.

    Somebody new is written down; a new name is taken over; a message tells that we are blocked no more.
    """
    if incoming.is_anonymous:
        return
    found = work.session.execute(_known, {"telegram_id": incoming.user_id}).all()
    if not found:
        work.actor = _meet(work, incoming)
        return
    person: Person = found[0][0]
    _refresh(person, incoming)
    work.actor = person
    work.seat = _acting_seat(person, [seat for _, seat in found if seat is not None])


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
