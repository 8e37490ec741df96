"""The list of who was erased, as keyed digests: a restored older copy of the database is erased by it again."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from models.mail import Setting
from models.person import Person
from models.privacy import Erasure, erasure_digest
from models.session import JobSession
from services.audit import audit
from services.erasure import erase
from services.work import Work

KEY = "erasures"


@dataclass(frozen=True)
class Erased:
    """One line of the list."""

    digest: str
    at: datetime
    withdrew: bool

    def pack(self) -> str:
        """Return it as a line of text."""
        return f"{self.digest} {self.at.isoformat()} {'withdrawn' if self.withdrew else 'kept'}"

    @classmethod
    def unpack(cls, line: str) -> "Erased":
        """Read a line; raises `ValueError` for one that is none."""
        digest, at, fate = line.split()
        return cls(digest, datetime.fromisoformat(at), fate == "withdrawn")


def key_of(session: JobSession) -> str:
    """Return the key of the digests; made once, in every copy of the database that follows."""
    found = session.get(Setting, KEY)
    if found is None:
        found = Setting(key=KEY, value={"key": secrets.token_hex(32)})
        session.add(found)
        session.flush()
    key: str = found.value["key"]
    return key


def note_erasure(work: Work, telegram_id: int, *, withdrew: bool) -> None:
    """Write down that whoever has this id now is erased."""
    _write(work.session, Erased(erasure_digest(key_of(work.session), telegram_id), work.now, withdrew))


def erased_so_far(work: Work) -> list[Erased]:
    """Return the list, oldest first."""
    rows = work.session.scalars(select(Erasure).order_by(Erasure.at, Erasure.digest))
    return [Erased(row.digest, row.at, row.withdrew) for row in rows]


def replay_erasures(work: Work, known: list[Erased]) -> int:
    """Erase again whoever is on the list or in its copy and is there still; return how many that were.

    Somebody who came back after they were erased is new and stays.
    """
    key = key_of(work.session)
    for line in known:
        _write(work.session, line)
    listed = {line.digest: line for line in erased_so_far(work)}
    if not listed:
        return 0
    last = max(line.at for line in listed.values())
    query = select(Person).where(Person.telegram_id.is_not(None), Person.created_at <= last).order_by(Person.id)
    return sum(_erase_again(work, person, listed.get(erasure_digest(key, person.telegram_id or 0)))
               for person in work.session.scalars(query).all())


def _erase_again(work: Work, person: Person, line: Erased | None) -> bool:
    if line is None or person.created_at > line.at:
        return False
    work.actor = person
    erase(work, person, withdraws=line.withdrew)
    work.actor = None
    audit(work, "erased_again", f"person:{person.id}")
    return True


def _write(session: JobSession, line: Erased) -> None:
    row = session.get(Erasure, line.digest)
    if row is None:
        session.add(Erasure(digest=line.digest, at=line.at, withdrew=line.withdrew))
    elif row.at < line.at:
        row.at, row.withdrew = line.at, line.withdrew
    session.flush()
