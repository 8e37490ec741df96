"""Bringing a matter to those who work on it: pictures first, then the card that replies to them."""

from collections.abc import Iterable

from sqlalchemy import select

from models.lifecycle import Status
from models.mail import Card, Due, Lane
from models.matter import Attachment, Matter
from models.organisation import Seat
from models.person import Person
from services import deputy_card, office_card  # noqa: F401 their views enter the registry
from services.absences import present
from services.albums import send_albums
from services.cards import put_card, rendering_many, retire_cards
from services.due import due, plan
from services.facts import category_of
from services.outbox import Address
from services.routing import deputies_of, heads_of, office, officers_of
from services.tell import is_reachable
from services.work import Work
from texts.card import PicturesOf
from texts.screen import Media


def deliver(work: Work, matter: Matter) -> None:
    """Bring a new matter to its deputies or those who assign it; at night a normal one waits for 08:30."""
    night = work.house.quiet
    if not matter.urgent and night.is_quiet(work.now):
        morning = night.release(work.now, "card")
        key = f"deliver:{matter.id}:{morning:%Y%m%d}"
        plan(work, "deliver", f"matter:{matter.id}", morning, key, matter=matter.id)
        return
    deliver_now(work, matter)


@due("deliver")
def run_delivery(work: Work, task: Due) -> None:
    """Bring what the night held, if it still waits for a claim."""
    matter = work.session.get(Matter, task.data["matter"])
    if matter is not None and matter.status == Status.SUBMITTED:
        deliver_now(work, matter)


def deliver_now(work: Work, matter: Matter) -> None:
    """Send the cards of an unclaimed matter to everyone who may take or assign it."""
    with rendering_many():
        _bring_to_all(work, matter, claimants(work, matter))


def _bring_to_all(work: Work, matter: Matter, deputies: list[Seat]) -> None:
    _bring_all(work, matter, deputies, "deputy")
    if not deputies:
        bring_to_dispatchers(work, matter)
    elif matter.urgent:
        _bring_all(work, matter, officers_of(work, matter), "officer")
    bring_to_duty(work, matter)


def bring_to_duty(work: Work, matter: Matter) -> None:
    """Send an urgent matter to its category's duty contact."""
    if matter.urgent and (contact := duty_contact(work, matter)):
        bring(work, matter, contact, "duty")


def claimants(work: Work, matter: Matter) -> list[Seat]:
    """Return the deputies who may claim and can be reached, themselves or through a substitute of elsewhere.

    Neither the author nor a substitute who is the author may claim it; a substitute of the same constituency claims
    for themselves.
    """
    deputies = deputies_of(work, matter)
    standing = [(seat, next(iter(present(work, [seat])), None)) for seat in deputies]
    return [seat for seat, there in standing
            if there and (there.id == seat.id or there not in deputies) and is_reachable(there.person)
            and matter.author_id not in (seat.person_id, there.person_id)]


def bring_to_dispatchers(work: Work, matter: Matter) -> None:
    """Send the card to those who assign: the station's officers and heads, and the office."""
    _bring_all(work, matter, [*officers_of(work, matter), *heads_of(work, matter)], "officer")
    _bring_all(work, matter, office(work), "office")


def bring_to_overseers(work: Work, matter: Matter, seats: Iterable[Seat]) -> None:
    """Send the card to some of those who assign; without sound at night."""
    _bring_all(work, matter, seats, "officer")


def bring_to_heads(work: Work, matter: Matter) -> list[Seat]:
    """Send the card to the station's heads, or to the officers and the office if none can be reached."""
    heads = [seat for seat in present(work, heads_of(work, matter)) if is_reachable(seat.person)]
    _bring_all(work, matter, heads, "officer")
    if not heads:
        bring_to_dispatchers(work, matter)
    return heads


def bring(work: Work, matter: Matter, seat: Seat, view: str) -> Card | None:
    """Send the matter to the holder of a seat, or to their substitute; without sound at night unless it is urgent."""
    there = next(iter(present(work, [seat])), None)
    person = there.person if there else None
    if person is None or person.telegram_id is None or not is_reachable(person):
        return None
    silent = not matter.urgent and work.house.quiet.is_quiet(work.now)
    return open_card(work, address_of(person), matter, view, silent=silent,
                     lane=Lane.INTERACTIVE if matter.urgent else Lane.NOTICE)


def open_card(work: Work, to: Address, matter: Matter, view: str, *, lane: Lane = Lane.INTERACTIVE,
              silent: bool = False) -> Card:
    """Send pictures and card of a matter into a chat; older cards of it there are folded."""
    retire_cards(work, to, matter, view)
    album = _send_media(work, to, matter, lane)
    return put_card(work, to, matter, view, lane=lane, silent=silent, reply_to=album)


def address_of(person: Person) -> Address:
    """Return a person's private chat."""
    if person.telegram_id is None:
        raise LookupError(f"person {person.id} has no chat")
    return Address(person.telegram_id, person.language, person_id=person.id)


def duty_contact(work: Work, matter: Matter) -> Seat | None:
    """Return the body contact on duty for the matter's category."""
    category = category_of(work, matter)
    if category is None:
        return None
    query = select(Seat).where(Seat.key == category.duty, Seat.active)
    return work.session.scalar(query)


def _bring_all(work: Work, matter: Matter, seats: Iterable[Seat], view: str) -> None:
    people: set[int | None] = set()
    for seat in present(work, seats):
        if seat.person_id not in people:
            people.add(seat.person_id)
            bring(work, matter, seat, view)


def _send_media(work: Work, to: Address, matter: Matter, lane: Lane) -> Card | None:
    """Send the report's files; the card replies to the first message of them."""
    query = select(Attachment).where(Attachment.matter_id == matter.id, Attachment.event_id.is_(None))
    files = work.session.scalars(query.order_by(Attachment.id))
    media = [Media(item.kind, file_id=item.file_id) for item in files]
    return send_albums(work, to, PicturesOf(matter.number or ""), media, view="pictures", matter_id=matter.id,
                       lane=lane)
