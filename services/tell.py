"""Telling one person something in their private chat, with or without sound."""

from collections.abc import Sequence

from sqlalchemy import select

from models.mail import Card, Lane
from models.matter import Follower, Matter
from models.organisation import Seat
from models.person import Person
from models.walk_in import WalkIn, WalkInCall, is_walk_in
from services.albums import send_albums
from services.keepers import keeper_of
from services.outbox import Address
from services.walk_in_screens import call_text, told_row
from services.work import Work
from texts.card import PicturesOf
from texts.merging import NewsOfMain
from texts.message import Text, encode
from texts.screen import Media, Rows, Screen


def is_reachable(person: Person | None) -> bool:
    """Tell whether a message can reach this person at all."""
    return person is not None and person.telegram_id is not None and person.blocked_at is None


def tell_person(work: Work, person: Person, text: Text, *, matter: Matter | None = None, rows: Rows = (),
                media: Sequence[Media] = (), key: str | None = None, view: str = "notice",
                urgent: bool = False) -> Card | None:
    """Send a person a message at once: without sound in quiet hours unless it is urgent.

    Media go first, as albums of their own whose first the text replies to: captions are short, albums have no buttons.

    Returns:
        The text's card, by which a reply finds the matter; None when nothing can reach the person.
    """
    if person.telegram_id is None or not is_reachable(person):
        return None
    to = Address(person.telegram_id, person.language, person_id=person.id)
    silent = not urgent and work.house.quiet.is_quiet(work.now)
    matter_id = matter.id if matter else None
    caption = PicturesOf((matter.number if matter else None) or "")
    lane = Lane.NOTICE if work.actor is None else Lane.INTERACTIVE  # what happens by itself waits for who acts
    album = send_albums(work, to, caption, media, view=view, matter_id=matter_id, lane=lane, key=key)
    return work.outbox.send(to, Screen(text, rows), view=view, matter_id=matter_id, lane=lane, silent=silent,
                            reply_to=album, key=key)


def tell_author(work: Work, matter: Matter, text: Text, *, rows: Rows = (), media: Sequence[Media] = (),
                key: str | None = None, view: str = "notice", urgent: bool = False) -> Card | None:
    """Tell the resident who filed the matter; an officer tells whoever has no app."""
    if is_walk_in(matter):
        return _tell_by_officer(work, matter, text, rows=rows, media=media, key=key, view=view)
    author = work.session.get_one(Person, matter.author_id)
    return tell_person(work, author, text, matter=matter, rows=rows, media=media, key=key, view=view, urgent=urgent)


def _tell_by_officer(work: Work, matter: Matter, text: Text, *, rows: Rows, media: Sequence[Media], key: str | None,
                     view: str) -> Card | None:
    """Put an errand on the station's list and bring it to who answers for the seat that registered the matter.

    While the station has no officer it waits on the list: the account that filled in the form may be a lost one.
    """
    walk_in = work.session.get_one(WalkIn, matter.id)
    if key and work.session.scalar(select(WalkInCall.id).where(WalkInCall.key == key)):
        return None
    call = WalkInCall(matter_id=matter.id, at=work.now, words=encode(text), key=key)
    work.session.add(call)
    work.session.flush()
    officer = keeper_of(work, work.session.get_one(Seat, walk_in.seat_id))
    if officer is None:
        return None
    matter.author_id = officer.id
    return tell_person(work, officer, call_text(matter, walk_in, text), matter=matter, rows=(*rows, told_row(call)),
                       media=media, view=view)


def tell_followers(work: Work, matter: Matter, text: Text, *, rows: Rows = (), media: Sequence[Media] = (),
                   key: str | None = None, view: str = "notice", urgent: bool = False) -> list[Card]:
    """Tell everyone who joined the matter, each once; who came with a merged one reads with which."""
    cards = (
        tell_person(work, person, _news(matter, came_with, text), matter=matter, rows=rows, media=media, view=view,
                    urgent=urgent, key=f"{key}:{person.id}" if key else None)
        for person, came_with in _followers(work, matter)
    )
    return [card for card in cards if card]


def tell_merged(work: Work, matter: Matter, text: Text, *, media: Sequence[Media] = (), urgent: bool = False) -> None:
    """Tell those who came with matters merged into this one what its own resident is told."""
    for person, came_with in _followers(work, matter):
        if came_with:
            tell_person(work, person, _news(matter, came_with, text), matter=matter, media=media, urgent=urgent)


def tell_seat(work: Work, seat: Seat, text: Text, *, matter: Matter | None = None, rows: Rows = (),
              media: Sequence[Media] = (), key: str | None = None, view: str = "notice",
              urgent: bool = False) -> Card | None:
    """Tell the person who holds a seat; nobody when the invitation is not used yet."""
    person = work.session.get(Person, seat.person_id) if seat.person_id else None
    if person is None:
        return None
    return tell_person(work, person, text, matter=matter, rows=rows, media=media, key=key, view=view, urgent=urgent)


def _followers(work: Work, matter: Matter) -> list[tuple[Person, str | None]]:
    """Return the residents who follow the matter, each with the number of the merged one that brought them."""
    query = (
        select(Follower.person_id, Matter.number).outerjoin(Matter, Matter.id == Follower.came_with)
        .where(Follower.matter_id == matter.id).order_by(Follower.person_id)
    )
    rows = work.session.execute(query).all()
    return [(work.session.get_one(Person, person_id), number) for person_id, number in rows]


def _news(matter: Matter, came_with: str | None, text: Text) -> Text:
    return NewsOfMain(came_with, matter.number or "", text) if came_with else text
