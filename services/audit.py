"""Writing the audit log: noted while a job runs, put into the chain when it ends."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import orjson
from sqlalchemy import Table, bindparam, insert, select, update

from models.audit import FIRST, HEAD, Audit, AuditHead, Details, Salt, details_of, digest, hash_of
from models.keyed import get_all
from models.matter import Event, Matter
from models.organisation import Seat
from models.person import Person
from models.prepared import Prepared
from models.session import JobSession
from models.together import Kind, Write
from services.work import Work

Secret = tuple[str, str]
"""A salt's name and value."""
About = tuple[str, int | None]
"""What an entry is about, and whose erasing takes its salt."""
Entry = dict[str, Any]
NOTED = "audit"
"""Where a session keeps what is to be put into the chain."""
_audit, _head, _salts = (cast(Table, each.__table__) for each in (Audit, AuditHead, Salt))
_first_head = Prepared(insert(_head), "id", "last_id", "hash")
_move_head = Prepared(update(_head).where(_head.c.id == HEAD).values(last_id=bindparam("last"), hash=bindparam("new")))
_append = Prepared(insert(_audit), "id", "at", "actor", "what", "subject", "event_id", "details", "digest", "salt",
                   "previous", "hash")
_person = bindparam("person", type_=_salts.c.person_id.type)
# not IS NOT DISTINCT FROM: PostgreSQL finds nothing by an index with it, and read every salt there is
_is_meant = ((_salts.c.subject == bindparam("about"))
             & ((_salts.c.person_id == _person) | (_salts.c.person_id.is_(None) & _person.is_(None))))
_salt_columns = (_salts.c.subject, _salts.c.person_id, _salts.c.name, _salts.c.value)
_salt_of = Prepared(select(*_salt_columns).where(_is_meant))
_lock_head = Prepared(
    select(_head.c.last_id, _head.c.hash, *_salt_columns)
    .select_from(_head.outerjoin(_salts, _is_meant)).where(_head.c.id == HEAD).with_for_update(of=_head))
_new_salt = Prepared(insert(_salts), "name", "person_id", "subject", "value")


@dataclass(frozen=True)
class Noted:
    """What happened, before it has its place in the chain.

    ``person_id`` and ``seat_id`` say who did it, ``owner_id`` whose erasing shall make its digest meaningless;
    ``by_operator``: it was done on the command line.
    """

    at: datetime
    what: str
    subject: str
    person_id: int | None = None
    seat_id: int | None = None
    owner_id: int | None = None
    details: Details | None = None
    event: Event | None = None
    by_operator: bool = False


def audit(work: Work, what: str, subject: str, **details: Any) -> None:
    """Note what somebody did that no timeline tells; details hold JSON, and nothing that names a resident."""
    actor, seat = work.actor, work.seat
    note(work.session, Noted(work.now, what, subject, actor.id if actor else None, seat.id if seat else None,
                             actor.id if actor else None, orjson.loads(orjson.dumps(details))))


def audit_event(session: JobSession, event: Event) -> None:
    """Note an entry of a timeline, new or changed; its digest is taken when the job ends."""
    by_resident = event.person_id if event.seat_id is None else None
    matter = session.get(Matter, event.matter_id)
    owner = by_resident or (matter.author_id if matter else None)
    note(session, Noted(event.at, str(event.what), f"matter:{event.matter_id}", event.person_id, event.seat_id, owner,
                        event=event))


def note(session: JobSession, noted: Noted) -> None:
    """Keep an entry until the job ends; of an event noted twice the last state counts."""
    waiting: dict[int, Noted] = session.info.setdefault(NOTED, {})
    waiting.setdefault(id(noted.event or noted), noted)


def seal(session: JobSession) -> None:
    """Put what the job noted into the chain: the last thing a job does, because it waits for all others that do."""
    noted_here: dict[int, Noted] = session.info.pop(NOTED, {})
    # a savepoint that was taken back took its events along
    waiting = [noted for noted in noted_here.values() if noted.event is None or noted.event in session]
    if not waiting:
        return
    session.flush()
    get_all(session, Person, {person for noted in waiting for person in (noted.person_id, noted.owner_id) if person})
    about = [_about(session, noted) for noted in waiting]
    last, previous, known = _locked_head(session, list(dict.fromkeys(filter(None, about))))
    salts = _salts_of(session, about, known)
    entries: list[Entry] = []
    for number, (noted, salt) in enumerate(zip(waiting, salts, strict=True), start=last + 1):
        entries.append(_entry(session, noted, number, previous, salt))
        previous = entries[-1]["hash"]
    session.append(_append, _audit.name, entries)
    moved = {"last": last + len(entries), "new": previous}
    session.later(Write(_move_head, Kind.ROW, _head.name, moved, HEAD))


def forget_salts(session: JobSession, person_id: int | None, subjects: list[str]) -> None:
    """Delete the salts of a person, if one is meant, and of subjects: their digests mean nothing from now on."""
    about = Salt.subject.in_(subjects)
    theirs = about if person_id is None else about | (Salt.person_id == person_id)
    doomed = list(session.scalars(select(Salt).where(theirs)))
    names = [salt.name for salt in doomed]
    for entry in session.scalars(select(Audit).where(Audit.salt.in_(names), Audit.details.is_not(None))):
        entry.details = None
    for salt in doomed:
        session.delete(salt)
    session.flush()


def _locked_head(session: JobSession, asked: list[About]) -> tuple[int, str, dict[About, Secret]]:
    """Return the chain's end, locked, and those of the salts that are there; the last of them comes on the same way."""
    *others, (subject, owner) = asked or [("", None)]
    found = _salt_of.each(session, [{"about": about, "person": person} for about, person in others])
    head = _lock_head.first(session, about=subject, person=owner)
    if head is None:
        _first_head.run(session, id=HEAD, last_id=0, hash=FIRST)
        head = _lock_head.first(session, about=subject, person=owner) or (0, FIRST)
    known = {(row[0], row[1]): (row[2], row[3]) for row in (*found, head[2:]) if row and row[0] is not None}
    return head[0], head[1], known


def _entry(session: JobSession, noted: Noted, number: int, previous: str, salt: Secret) -> Entry:
    name, value = salt
    details = details_of(noted.event) if noted.event else noted.details or {}
    bound = {
        "id": number, "at": noted.at, "actor": _actor(session, noted, name), "what": noted.what,
        "subject": noted.subject, "event_id": noted.event.id if noted.event else None,
        "digest": digest(value, details), "salt": name, "previous": previous,
    }
    return {**bound, "details": None if noted.event else details, "hash": hash_of(**bound)}


def _actor(session: JobSession, noted: Noted, salt: str) -> str:
    if noted.by_operator:
        return "operator"
    seat = session.get(Seat, noted.seat_id) if noted.seat_id else None
    if seat is not None:
        return f"seat:{seat.key}"
    return f"resident:{salt}" if noted.person_id else "system"


def _salts_of(session: JobSession, about: list[About | None], known: dict[About, Secret]) -> list[Secret]:
    """Return the salt of each entry; what somebody did who is erased gets one that is kept nowhere."""
    new = {key: _drawn() for key in dict.fromkeys(about) if key and key not in known}
    session.append(_new_salt, _salts.name, [{"name": name, "person_id": owner, "subject": subject, "value": value}
                                            for (subject, owner), (name, value) in new.items()])
    salts = known | new
    return [salts[key] if key else _drawn() for key in about]


def _about(session: JobSession, noted: Noted) -> About | None:
    """Return subject and person whose salt an entry takes, None for what somebody did who is erased."""
    if _is_erased(session, noted.person_id):
        return None
    return noted.subject, noted.person_id if _is_erased(session, noted.owner_id) else noted.owner_id


def _drawn() -> Secret:
    return secrets.token_hex(8), secrets.token_hex(32)


def _is_erased(session: JobSession, person_id: int | None) -> bool:
    person = session.get(Person, person_id) if person_id else None
    return person is not None and person.telegram_id is None
