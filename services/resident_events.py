"""The timeline as residents see it."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.matter import STAFF_ONLY, Event, Matter
from services import history
from services.work import Work
from texts.addition import FilesAdded
from texts.history import Entry, EntryWho
from texts.message import Text
from texts.mine import You

WORDS = 160


def events_of(work: Work, matter: Matter) -> list[Event]:
    """Return what happened to a matter but for the staff's own affairs, oldest first."""
    query = select(Event).where(Event.matter_id == matter.id, Event.what.not_in(STAFF_ONLY))
    return list(work.session.scalars(query.options(joinedload(Event.seat)).order_by(Event.id)))


def entries(matter: Matter, events: Sequence[Event], reader_id: int) -> tuple[Text, ...]:
    """Word events for a resident, who is "you" in them."""
    worded = history.entries(matter, events, length=WORDS)
    return tuple(_for_reader(entry, event, reader_id) for entry, event in zip(worded, events, strict=True))


def _for_reader(entry: Entry, event: Event, reader_id: int) -> Entry:
    if event.seat is None and event.person_id == reader_id:
        entry = replace(entry, who=EntryWho(You()))
    if entry.more is None and event.data.get("files"):
        entry = replace(entry, more=FilesAdded(event.data["files"]))
    return entry
