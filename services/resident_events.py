"""The timeline as residents see it."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.matter import STAFF_ONLY, Event, Matter
from models.timeline import NOT_FOR_RESIDENTS
from services import history
from services.work import Work
from texts.addition import FilesAdded
from texts.history import Entry, EntryPlace, EntryWho
from texts.message import Text
from texts.mine import TheAuthor, You

WORDS = 160


def events_of(work: Work, matter: Matter) -> list[Event]:
    """Return what happened to a matter but for the staff's own affairs, oldest first."""
    query = select(Event).where(Event.matter_id == matter.id, Event.what.not_in(STAFF_ONLY))
    return list(work.session.scalars(query.options(joinedload(Event.seat)).order_by(Event.id)))


def entries(matter: Matter, events: Sequence[Event], reader_id: int) -> tuple[Text, ...]:
    """Word events for a resident, who is "you" in them; who is not the author reads nobody else's words."""
    worded = history.entries(matter, events, length=WORDS)
    pairs = [(_without_staffs_words(entry, event), event) for entry, event in zip(worded, events, strict=True)]
    if reader_id == matter.author_id:
        return tuple(_for_reader(entry, event, reader_id) for entry, event in pairs)
    return tuple(_for_follower(matter, entry, event, reader_id) for entry, event in pairs)


def _without_staffs_words(entry: Entry, event: Event) -> Entry:
    """Leave out what a body wrote to the deputy or the office."""
    return replace(entry, words=None) if event.what in NOT_FOR_RESIDENTS else entry


def _for_follower(matter: Matter, entry: Entry, event: Event, reader_id: int) -> Entry:
    """Word an event without the author's name, what anybody else typed, or where exactly it is."""
    if event.person_id == reader_id:
        return _for_reader(entry, event, reader_id)
    if event.person_id == matter.author_id:
        return replace(entry, who=EntryWho(TheAuthor()), more=None, words=None)
    is_told = event.seat is not None and not isinstance(entry.more, EntryPlace)
    return replace(entry, more=entry.more if is_told else None, words=None)


def _for_reader(entry: Entry, event: Event, reader_id: int) -> Entry:
    if event.seat is None and event.person_id == reader_id:
        entry = replace(entry, who=EntryWho(You()))
    if entry.more is None and event.data.get("files"):
        entry = replace(entry, more=FilesAdded(event.data["files"]))
    return entry
