"""Cards: messages that show a matter and change with it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from sqlalchemy import bindparam, select

from models.keyed import get_all
from models.mail import Card, Due, Lane
from models.matter import Matter
from models.person import Person
from models.rows import Rows
from services.due import Owed, due_together, forget, plan_all
from services.outbox import Address
from services.work import Work
from texts.card import Moved
from texts.catalog import DEFAULT
from texts.screen import Screen

Render = Callable[[Work, Matter, Card], Screen]
VIEWS: dict[str, Render] = {}
T = TypeVar("T")
PORTION = 16
"""Matters whose cards are edited in one job at most: a person's press may wait behind it."""
_living = Rows(Card, select(Card).where(Card.matter_id == bindparam("matter"), Card.living).order_by(Card.id))
_told: ContextVar[dict[tuple[int, str], Any] | None] = ContextVar("told", default=None)


def view(name: str) -> Callable[[Render], Render]:
    """Register how a matter looks to the readers of a view."""

    def enter(render: Render) -> Render:
        if name in VIEWS:
            raise TypeError(f"two renders for view {name!r}")
        VIEWS[name] = render
        return render

    return enter


def put_card(work: Work, to: Address, matter: Matter, name: str, *, lane: Lane = Lane.INTERACTIVE,
             silent: bool = False, reply_to: Card | None = None, key: str | None = None) -> Card:
    """Send a living card of the matter; it is edited whenever the matter changes."""
    screen = render_card(work, matter, name, to)
    return work.outbox.send(to, screen, view=name, matter_id=matter.id, living=True, lane=lane, silent=silent,
                            reply_to=reply_to, key=key)


def living_cards(work: Work, matter: Matter) -> list[Card]:
    """Return the matter's cards that change with it, oldest first."""
    return _living.all(work.session, matter=matter.id)


def refresh(work: Work, matter: Matter) -> None:
    """Edit every living card of the matter to what it shows now; unchanged ones cost nothing."""
    work.session.flush()
    with rendering_many():
        _edit_all(work, matter)


def refresh_later(work: Work, matters: Iterable[Matter], key: str) -> None:
    """Owe the matters' cards their edits, as due work soon after this job; what the key stands for is owed once."""
    ids = list(dict.fromkeys(matter.id for matter in matters))
    plan_all(work, [_owed(work, f"{key}:{at}", ids[at:at + PORTION]) for at in range(0, len(ids), PORTION)])


@due_together("cards", page=1)
def refresh_owed(work: Work, pieces: Sequence[Due]) -> None:
    """Edit the cards of matters that changed; after a failure each matter apart, for one may be what fails."""
    for piece in pieces:
        forget(work, piece)
        ids = piece.data["matters"]
        if piece.attempts and len(ids) > 1:
            plan_all(work, [_owed(work, f"{piece.dedupe_key}:{matter_id}", [matter_id]) for matter_id in ids])
            return
        for matter in get_all(work.session, Matter, ids).values():
            refresh(work, matter)


def _owed(work: Work, key: str, ids: list[int]) -> Owed:
    return Owed("cards", key, work.now, key, {"matters": ids})


def _edit_all(work: Work, matter: Matter) -> None:
    for card in living_cards(work, matter):
        screen = VIEWS[card.view](work, matter, card)
        work.outbox.edit(card, screen, language=language_of_card(work, card), lane=_lane(work, card))


def _lane(work: Work, card: Card) -> Lane:
    """Let only the card of who acts go first: a midnight at which a thousand limits pass must delay no answer."""
    is_theirs = work.actor is not None and card.person_id == work.actor.id
    return Lane.INTERACTIVE if is_theirs else Lane.NOTICE


def language_of_card(work: Work, card: Card) -> str:
    """Return the language of the card's reader; groups read the default."""
    if card.person_id is None:
        return DEFAULT
    person = work.session.get(Person, card.person_id)
    return person.language if person else DEFAULT


def render_card(work: Work, matter: Matter, name: str, to: Address) -> Screen:
    """Return how the matter looks in a view to the reader at an address."""
    work.session.flush()
    reader = Card(chat_id=to.chat_id, thread_id=to.thread_id, matter_id=matter.id, view=name,
                  person_id=to.person_id)
    return VIEWS[name](work, matter, reader)


def retire_cards(work: Work, to: Address, matter: Matter, name: str) -> None:
    """Fold the reader's older cards of a matter before it is opened anew: one in a chat is enough."""
    query = select(Card).where(Card.matter_id == matter.id, Card.living.is_(True), Card.view == name,
                               Card.chat_id == to.chat_id)
    for card in work.session.scalars(query):
        card.living = False
        work.outbox.edit(card, Screen(Moved(matter.number or "")), language=to.language)


@contextmanager
def rendering_many() -> Iterator[None]:
    """Let several cards of unchanged matters share what `once` looked up; nothing may change inside."""
    token = _told.set({})
    try:
        yield
    finally:
        _told.reset(token)


def once(matter: Matter, name: str, look_up: Callable[[], T]) -> T:
    """Look something up for a matter, once for all the cards that are rendered together."""
    told = _told.get()
    if told is None:
        return look_up()
    key = (matter.id, name)
    if key not in told:
        told[key] = look_up()
    found: T = told[key]
    return found
