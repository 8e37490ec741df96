"""Proving the audit log: every entry is there, unchanged, and says what the timelines say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.audit import FIRST, HEAD, Audit, AuditHead, Salt, details_of, digest
from models.matter import Event

PAGE = 1000


@dataclass(frozen=True)
class Proof:
    """What a look at the whole log found: how many entries, the newest hash, and the first that is wrong."""

    entries: int
    head: str
    broken: str | None = None


def verify(session: Session) -> Proof:
    """Follow the chain from its first entry and compare what it says with the timelines, where salts are left."""
    count, previous = 0, FIRST
    for page in _pages(session):
        for entry in page:
            broken = _link(entry, count + 1, previous)
            if broken:
                return Proof(count, previous, broken)
            count, previous = entry.id, entry.hash
        if broken := _contents(session, page):
            return Proof(count, previous, broken)
    return Proof(count, previous, _end(session, count, previous) or _unlogged(session))


def newest(session: Session, count: int) -> Sequence[Audit]:
    """Return the newest entries, oldest first."""
    return list(reversed(session.scalars(select(Audit).order_by(Audit.id.desc()).limit(count)).all()))


def _pages(session: Session) -> Iterator[Sequence[Audit]]:
    last: int | None = None
    while True:
        query = select(Audit).order_by(Audit.id).limit(PAGE)
        page = session.scalars(query if last is None else query.where(Audit.id > last)).all()
        if not page:
            return
        yield page
        last = page[-1].id


def _link(entry: Audit, number: int, previous: str) -> str | None:
    if entry.id != number:
        return f"entry {number} is missing"
    if entry.previous != previous:
        return f"entry {number} does not follow the one before it"
    if entry.hash != entry.computed_hash():
        return f"entry {number} was changed"
    return None


def _contents(session: Session, page: Sequence[Audit]) -> str | None:
    """Compare entries with what they are digests of; of an event logged again its newest entry counts."""
    salts = {salt.name: salt.value for salt in session.scalars(
        select(Salt).where(Salt.name.in_({entry.salt for entry in page})))}
    ids = [entry.event_id for entry in page if entry.event_id]
    events = {event.id: event for event in session.scalars(select(Event).where(Event.id.in_(ids)))}
    query = select(Audit.event_id, func.max(Audit.id)).where(Audit.event_id.in_(ids)).group_by(Audit.event_id)
    last = {row[0]: row[1] for row in session.execute(query)}
    provable = (entry for entry in page if entry.salt in salts and entry.id == last.get(entry.event_id, entry.id))
    found = (_content(entry, events.get(entry.event_id or 0), salts[entry.salt]) for entry in provable)
    return next((broken for broken in found if broken), None)


def _content(entry: Audit, event: Event | None, salt: str) -> str | None:
    if entry.event_id is not None and event is None:
        return f"entry {entry.id} is of event {entry.event_id}, which is missing"
    details = details_of(event) if event is not None else entry.details
    if details is None or digest(salt, details) != entry.digest:
        where = f": event {entry.event_id} was changed" if event is not None else ": its details were changed"
        return f"entry {entry.id} says otherwise{where}"
    if event is not None and entry.details is not None:
        return f"entry {entry.id} has details that nobody logged"
    return None


def _end(session: Session, count: int, previous: str) -> str | None:
    head = session.get(AuditHead, HEAD)
    last, hash_ = (head.last_id, head.hash) if head else (0, FIRST)
    if last > count:
        return f"entry {count + 1} is missing"
    return None if (last, hash_) == (count, previous) else f"entry {last + 1} was added unseen"


def _unlogged(session: Session) -> str | None:
    """Find an event that is in no entry; those from before the log began are no fault."""
    first = session.scalar(select(func.min(Audit.event_id)))
    logged = select(Audit.id).where(Audit.event_id == Event.id).exists()
    stray = session.scalar(select(func.min(Event.id)).where(Event.id >= (first or 0), ~logged)) if first else None
    return f"event {stray} is in no entry" if stray else None
