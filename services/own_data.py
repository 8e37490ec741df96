"""A copy of everything about one person, for themselves: plain JSON, without any Telegram id."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from models.matter import STAFF_ONLY, Attachment, Event, Follower, Happening, Matter
from models.person import Person
from models.privacy import DataCopy
from services.history import actor_of
from services.media import discard
from services.routing import place_names
from services.tell import tell_person
from services.work import Work
from texts.privacy import ExportFailed, ExportReady
from texts.screen import Media

PAGE = 5
TRIES = 5
KEEP = timedelta(days=1)
"""Real time for which the file lies here after it was handed to the outbox."""
Data = dict[str, Any]


@dataclass(frozen=True)
class OwedExport:
    """A copy to make."""

    person_id: int
    data: Data


def owed_exports(work: Work) -> list[OwedExport]:
    """Return copies to make now, the oldest wish first."""
    query = select(DataCopy.person_id).order_by(DataCopy.asked_at, DataCopy.person_id).limit(PAGE)
    return [OwedExport(person_id, data_of(work, work.session.get_one(Person, person_id)))
            for person_id in work.session.scalars(query).all()]


def export_made(work: Work, person_id: int, path: str, name: str) -> None:
    """Send a copy that was made; nobody who was erased meanwhile gets one.

    Args:
        work: the transaction.
        person_id: whose it is.
        path: where the file is.
        name: the same, relative to the media folder.
    """
    owed, person = work.session.get(DataCopy, person_id), work.session.get(Person, person_id)
    if owed is None or person is None:
        discard(work, name)
        return
    work.session.delete(owed)
    tell_person(work, person, ExportReady(), media=(Media("document", path=path),))
    discard(work, name, after=KEEP, person_id=person_id)


def export_failed(work: Work, person_id: int) -> None:
    """Count a failed try; after the last one say so."""
    owed, person = work.session.get(DataCopy, person_id), work.session.get(Person, person_id)
    if owed is None or person is None:
        return
    owed.tries += 1
    if owed.tries >= TRIES:
        work.session.delete(owed)
        tell_person(work, person, ExportFailed())


def data_of(work: Work, person: Person) -> Data:
    """Return everything kept about a person."""
    matters = work.session.scalars(select(Matter).where(Matter.author_id == person.id).order_by(Matter.id)).all()
    return {
        "exported_at": _time(work.now), "name": person.name,
        "settings": {"language": person.language, "last_place": person.last_place,
                     "last_community": person.last_community_code, "last_position": _pin(person),
                     "muted_until": _time(person.muted_until), "mute_reason": person.mute_reason},
        "known_since": _time(person.created_at),
        "matters": [_matter(work, matter) for matter in matters],
        "follows": [_follow(row, number) for row, number in _follows(work, person)],
        "own_words_about_other_matters": [_event(event) for event in _elsewhere(work, person)],
    }


def _matter(work: Work, matter: Matter) -> Data:
    moments = ("created_at", "submitted_at", "claimed_at", "first_answered_at", "answered_at", "closed_at",
               "confirmed_at", "ended_at")
    plain = ("number", "status", "kind", "words", "category", "answers", "handle", "anonymous", "unpublished",
             "published", "author_name", "place", "lat", "lon", "urgent", "result_class", "solved", "satisfaction",
             "disputes", "chases")
    return {
        **{name: getattr(matter, name) for name in plain}, **{name: _time(getattr(matter, name)) for name in moments},
        "community": " ".join(name for name in place_names(work, matter) if name),
        "events": [_event(event) for event in _events(work, matter)],
        "media": [_file(row) for row in work.session.scalars(
            select(Attachment).where(Attachment.matter_id == matter.id).order_by(Attachment.id))],
    }


def _events(work: Work, matter: Matter) -> list[Event]:
    """Return what happened but for the staff's own notes; every look at the author's name is among it."""
    told = or_(Event.what.not_in(STAFF_ONLY), Event.what == Happening.LOOKED)
    query = select(Event).where(Event.matter_id == matter.id, told).options(joinedload(Event.seat))
    return list(work.session.scalars(query.order_by(Event.id)))


def _elsewhere(work: Work, person: Person) -> list[Event]:
    mine = select(Matter.id).where(Matter.author_id == person.id)
    query = select(Event).where(Event.person_id == person.id, Event.seat_id.is_(None), Event.matter_id.not_in(mine))
    return list(work.session.scalars(query.options(joinedload(Event.seat)).order_by(Event.id)))


def _follows(work: Work, person: Person) -> list[tuple[Follower, str | None]]:
    query = select(Follower, Matter.number).join(Matter, Matter.id == Follower.matter_id)
    rows = work.session.execute(query.where(Follower.person_id == person.id).order_by(Follower.joined_at))
    return [(row[0], row[1]) for row in rows]


def _follow(row: Follower, number: str | None) -> Data:
    return {"number": number, "since": _time(row.joined_at)}


def _event(event: Event) -> Data:
    by = actor_of(event, event.seat) if event.seat else None
    who = {"name": by.name, "role": by.role.code} if by else None
    return {"at": _time(event.at), "what": event.what, "by": who, "words": event.words}


def _file(row: Attachment) -> Data:
    return {"kind": row.kind, "sent_at": _time(row.created_at), "sha256": row.sha256,
            "with_an_answer_or_addition": row.event_id is not None}


def _pin(person: Person) -> list[float | None] | None:
    return None if person.last_lat is None else [person.last_lat, person.last_lon]


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
