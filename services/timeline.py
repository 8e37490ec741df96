"""What happened to a matter, one entry each."""

from typing import Any

from models.matter import Event, Happening, Matter
from services.audit import audit_event
from services.work import Work


def record(work: Work, matter: Matter, what: Happening, words: str | None = None, **data: Any) -> Event:
    """Write an entry of the matter's timeline, by the acting person in their present role."""
    event = Event(
        matter_id=matter.id, at=work.now, what=what, words=words, data=data,
        person_id=work.actor.id if work.actor else None, seat_id=work.seat.id if work.seat else None,
    )
    work.session.add(event)
    work.session.flush()
    audit_event(work.session, event)
    return event
