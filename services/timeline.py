"""What happened to a matter, one entry each."""

from collections.abc import Callable
from typing import Any

from models.matter import Event, Happening, Matter
from services.audit import audit_event
from services.work import Work
from texts.message import Term, encode
from texts.role import SeatName

Listener = Callable[[Work, Matter, Event], None]
LISTENERS: list[Listener] = []


def listens(listener: Listener) -> Listener:
    """Let a function know of every entry, in the transaction that writes it."""
    LISTENERS.append(listener)
    return listener


def record(work: Work, matter: Matter, what: Happening, words: str | None = None, **data: Any) -> Event:
    """Write an entry of the matter's timeline, by the acting person in their present role, a substitute as such.

    Names are kept as they are now: the seat may have another holder when the entry is read.
    """
    names = {"by": work.seat, "behalf": work.behalf}
    data |= {word: encode(SeatName(seat.name, Term("role", seat.role))) for word, seat in names.items() if seat}
    event = Event(
        matter_id=matter.id, at=work.now, what=what, words=words, data=data,
        person_id=work.actor.id if work.actor else None, seat_id=work.seat.id if work.seat else None,
    )
    work.session.add(event)
    work.session.flush()
    audit_event(work.session, event)
    for listener in LISTENERS:
        listener(work, matter, event)
    return event
