"""What an account that lost seats may see no longer: its cards are closed, and it is told (services/freeing.py)."""

from collections.abc import Sequence

from sqlalchemy import delete, or_, select

from models.clock import Held
from models.lifecycle import Status
from models.mail import Card, Due
from models.matter import Matter
from models.organisation import Seat
from models.organisation_plan import Role
from models.person import Person
from models.session import UNSEEN
from models.walk_in import WalkIn
from services.cards import refresh
from services.commands import offer_commands
from services.dispatches import BODY_ROLES
from services.dispatching import BACK, BODY, EXTENSION
from services.drafts import delete_draft
from services.due import due
from services.freeing import KIND
from services.keepers import hand_over_walk_ins, officers_at
from services.outbox import Address
from services.seats import oversees, reads, seats_of_person, was_asked
from services.tell import is_reachable
from services.work import Work
from texts.message import decode
from texts.people import CardClosed, UnboundForYou
from texts.role import SeatName
from texts.screen import Screen
from texts.start import menu

STAFF_VIEWS = ("deputy", "officer", "office", "duty", "pictures", "sent", BODY, BACK, EXTENSION)


def take_away(work: Work, person: Person, freed: Sequence[Seat], told: SeatName) -> None:
    """Show the account nothing more than its remaining seats may read, and tell it; a lost phone has other hands."""
    left = seats_of_person(work, person.id)
    if person.acting_seat_id not in {seat.id for seat in left}:
        person.acting_seat_id = None
    for seat in freed:
        if seat.role == Role.OFFICER:
            _take_walk_ins(work, person, seat, left)
    _close_cards(work, person, left)
    if not left:
        work.session.execute(delete(Held).where(Held.person_id == person.id), execution_options=UNSEEN)
    offer_commands(work, person)
    _say_goodbye(work, person, told, is_staff=bool(left))


@due(KIND)
def take_away_later(work: Work, task: Due) -> None:
    """Close what an account was shown by seats that the command line took from it."""
    seats = [work.session.get_one(Seat, seat_id) for seat_id in task.data["seats"]]
    take_away(work, work.session.get_one(Person, task.data["person"]), seats, decode(task.data["told"]))


def _close_cards(work: Work, person: Person, left: Sequence[Seat]) -> None:
    query = select(Card).where(Card.person_id == person.id, Card.view.in_(STAFF_VIEWS), Card.living.is_(True))
    for card in work.session.scalars(query).all():
        matter = work.session.get(Matter, card.matter_id or 0)
        if matter is not None and any(_may_see(work, seat, matter, card.view) for seat in left):
            refresh(work, matter)
        else:
            _close(work, person, card, matter)


def _may_see(work: Work, seat: Seat, matter: Matter, view: str) -> bool:
    if view == BODY:
        return was_asked(work, seat, matter)
    if view in (BACK, EXTENSION):
        return seat.role in BODY_ROLES and oversees(work, seat, matter)
    return reads(work, seat, matter)


def _close(work: Work, person: Person, card: Card, matter: Matter | None) -> None:
    card.living = False
    number = (matter.number if matter else None) or ""
    work.outbox.edit(card, Screen(CardClosed(number)), language=person.language)


def _take_walk_ins(work: Work, person: Person, seat: Seat, left: Sequence[Seat]) -> None:
    """Give the people without the app to who answers for them now; their names and numbers go from the phone."""
    hand_over_walk_ins(work, seat)
    if any(each.role == Role.OFFICER and each.scope == seat.scope for each in left):
        return
    contact = or_(WalkIn.name.is_not(None), WalkIn.phone.is_not(None))
    named = select(WalkIn.matter_id).where(WalkIn.seat_id.in_(officers_at(seat.scope)), contact)
    shown = select(Card).where(Card.person_id == person.id, Card.matter_id.in_(named), Card.view != "pictures")
    for card in work.session.scalars(shown).all():
        _close(work, person, card, work.session.get(Matter, card.matter_id or 0))
    begun = select(Matter).join(WalkIn, WalkIn.matter_id == Matter.id).where(WalkIn.seat_id == seat.id)
    for draft in work.session.scalars(begun.where(Matter.author_id == person.id, Matter.status == Status.DRAFT)).all():
        delete_draft(work, draft)


def _say_goodbye(work: Work, person: Person, told: SeatName, *, is_staff: bool) -> None:
    """Tell whoever holds the account, and give them the resident's menu."""
    if person.telegram_id is None or not is_reachable(person):
        return
    to = Address(person.telegram_id, person.language, person_id=person.id)
    work.outbox.send(to, Screen(UnboundForYou(told), keys=None if is_staff else menu()),
                     silent=work.house.quiet.is_quiet(work.now))
