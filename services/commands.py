"""The command menu of a chat: whoever has a role is offered its commands, in their language."""

from sqlalchemy import select

from models.organisation import Seat
from models.person import Person
from services.outbox import Address, mark_of
from services.seats import seats_of_person
from services.tell import is_reachable
from services.work import Work
from texts.commands import commands_of


def offer_commands(work: Work, person: Person) -> None:
    """Owe a person's chat the commands of their roles, everybody's when they have none left.

    A chat that was owed the same before is owed nothing.
    """
    if person.telegram_id is None or not is_reachable(person):
        return
    commands = commands_of({seat.role for seat in seats_of_person(work, person.id)})
    mark = mark_of(commands, person.language)
    if mark != person.menu:
        person.menu = mark
        work.outbox.offer(Address(person.telegram_id, person.language), commands)


def offer_all(work: Work) -> None:
    """Owe commands to whoever took or lost a role while nobody looked: before this was built, or by an import."""
    seated = select(Seat.person_id).where(Seat.person_id.is_not(None), Seat.active)
    owed_before = select(Person.id).where(Person.menu.is_not(None))
    query = select(Person).where(Person.id.in_(seated.union(owed_before)))
    for person in work.session.scalars(query.order_by(Person.id)).all():
        offer_commands(work, person)
