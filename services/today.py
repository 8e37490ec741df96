"""The morning's `今日`: one message a person, at 08:30 of each working day, if there is anything to say."""

from sqlalchemy import select

from models.clock import Held
from models.mail import Due, Lane
from models.matter import Matter
from models.organisation import Seat
from models.organisation_plan import Role
from models.person import Person
from services.absences import absence_of
from services.due import due, plan
from services.held import readers_of_held, take_held
from services.outbox import Address
from services.reminders import open_rows
from services.rhythm import plan_morning
from services.tell import is_reachable
from services.today_list import today_screen
from services.work import Work
from texts.clock import HeldNotice, HeldPart, MoreHeld, Morning, Parts
from texts.message import Text, decode
from texts.screen import Rows, Screen

SHOWN = 10
"""Held notices in one message: more would pass Telegram's 4096 characters."""
BUTTONS = 5


@due("today")
def begin_morning(work: Work, due: Due) -> None:
    """Owe `今日` to everyone who may have one, each in a transaction of their own, and plan the next morning."""
    plan_morning(work)
    if not work.house.quiet.may_go(work.now, "reminder"):
        return
    for person_id in _readers(work):
        plan(work, "today_person", f"person:{person_id}", work.now, f"{due.dedupe_key}:{person_id}", person=person_id)


@due("today_person")
def push_today(work: Work, due: Due) -> None:
    """Send a person what is due today and what was held for them; nothing if there is neither."""
    person = work.session.get_one(Person, due.data["person"])
    held = take_held(work, person)
    if not is_reachable(person):
        return
    screens = [screen for seat in _seats(work, person) if (screen := today_screen(work, seat))]
    if not held and not screens:
        return
    rows = _held_rows(work, held, screens)
    to = Address(person.telegram_id or 0, person.language, person_id=person.id)
    work.outbox.send(to, Screen(_words(held, screens), rows), view="today", lane=Lane.NOTICE,
                     key=f"{due.dedupe_key}:letter")


def _readers(work: Work) -> list[int]:
    seated = select(Seat.person_id).where(Seat.person_id.is_not(None), Seat.active).distinct()
    return sorted({*readers_of_held(work), *(each for each in work.session.scalars(seated) if each)})


def _seats(work: Work, person: Person) -> list[Seat]:
    """Return the person's seats as a deputy who is there: who only oversees hears through the ladder."""
    query = select(Seat).where(Seat.person_id == person.id, Seat.active, Seat.role == Role.DEPUTY)
    return [seat for seat in work.session.scalars(query.order_by(Seat.id)) if not absence_of(work, seat)]


def _words(held: list[Held], screens: list[Screen]) -> Text:
    """Return the lists, the same list of two seats once, and below them what was held."""
    lists = tuple(dict.fromkeys(screen.text for screen in screens))
    if not held:
        return Parts(lists)
    return Parts((*lists, HeldPart(_held_text(held)))) if lists else Morning(_held_text(held))


def _held_text(held: list[Held]) -> Text:
    notices: list[Text] = [HeldNotice(decode(each.text)) for each in held[:SHOWN]]
    if len(held) > SHOWN:
        notices.append(HeldNotice(MoreHeld(len(held) - SHOWN)))
    return Parts(tuple(notices))


def _held_rows(work: Work, held: list[Held], screens: list[Screen]) -> Rows:
    """Return buttons for the held matters that the lists below have none for."""
    listed: Rows = tuple(dict.fromkeys(line for screen in screens for line in screen.rows))
    ids = dict.fromkeys(each.matter_id for each in held if each.matter_id)
    matters = [work.session.get_one(Matter, each) for each in ids]
    known = {button.press for line in listed for button in line}
    mine = [line for matter in matters[:BUTTONS] for line in open_rows(matter) if line[0].press not in known]
    return (*mine, *listed)
