"""What happened to a matter, one entry each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.matter import Event, Happening, Matter
from models.rows import new_row
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


@dataclass(frozen=True)
class Entry:
    """What is to be written into a matter's timeline."""

    matter: Matter
    what: Happening
    words: str | None = None
    data: dict[str, Any] = field(default_factory=dict)


def record(work: Work, matter: Matter, what: Happening, words: str | None = None, **data: Any) -> Event:
    """Write an entry of the matter's timeline, by the acting person in their present role, a substitute as such.

    Names are kept as they are now: the seat may have another holder when the entry is read.
    """
    return record_all(work, [Entry(matter, what, words, data)])[0]


def record_all(work: Work, entries: Sequence[Entry]) -> list[Event]:
    """Write entries of many matters' timelines, as `record` does."""
    names = {"by": work.seat, "behalf": work.behalf}
    said = {word: encode(SeatName(seat.name, Term("role", seat.role))) for word, seat in names.items() if seat}
    person, seat = work.actor and work.actor.id, work.seat and work.seat.id
    events = [new_row(Event, {"matter_id": entry.matter.id, "at": work.now, "what": entry.what, "words": entry.words,
                              "data": entry.data | said, "person_id": person, "seat_id": seat}) for entry in entries]
    work.session.add_all(events)
    work.session.flush()
    for entry, event in zip(entries, events, strict=True):
        audit_event(work.session, event)
        for listener in LISTENERS:
            listener(work, entry.matter, event)
    return events
