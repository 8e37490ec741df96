"""Telling the resident of a matter; whoever cannot be reached is named in the timeline, once."""

from collections.abc import Sequence

from sqlalchemy import select

from models.matter import Event, Happening, Matter
from models.person import Person
from services.audit import audit_event
from services.snap import is_own
from services.tell import tell_author, tell_merged
from services.work import Work
from texts.message import Text
from texts.screen import Media


def inform(work: Work, matter: Matter, text: Text, *, media: Sequence[Media] = (), urgent: bool = False,
           alone: bool = False) -> bool:
    """Tell the resident who filed the matter, and those of merged ones unless it is for the former ``alone``.

    Who owns what they filed, a deputy's own 随手拍, hears of it as its owner.

    Returns:
        Whether it can reach the resident who filed it.
    """
    if not alone:
        tell_merged(work, matter, text, media=media, urgent=urgent)
    if is_own(work, matter):
        return True
    if tell_author(work, matter, text, media=media, urgent=urgent) is not None:
        return True
    author = work.session.get_one(Person, matter.author_id)
    if author.blocked_at is not None and not _is_noted(work, matter, author):
        event = Event(matter_id=matter.id, at=work.now, what=Happening.BLOCKED, data={"person_id": author.id})
        work.session.add(event)
        work.session.flush()
        audit_event(work.session, event)
    return False


def _is_noted(work: Work, matter: Matter, author: Person) -> bool:
    query = select(Event).where(Event.matter_id == matter.id, Event.what == Happening.BLOCKED,
                                Event.at >= author.blocked_at)
    return any(event.data.get("person_id") == author.id for event in work.session.scalars(query))
