"""The audit log: who did what, each entry bound to the one before it, so that none can be changed unseen.

Entries hold no personal data: of what was said they keep a digest under a salt. Who is erased loses their salts, and
the digests mean nothing any more, while the chain over them stays whole.
"""

import hashlib
import hmac
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigId, JsonDict, partial_index
from models.timeline import Event

FIRST = "0" * 64
"""What the first entry names as the hash before it."""
HEAD = 1
BOUND = ("id", "at", "actor", "what", "subject", "event_id", "digest", "salt", "previous")
"""The columns that an entry's hash is of."""
Details = dict[str, Any]


class Audit(Base):
    """One entry of the audit log, numbered without gaps."""

    __tablename__ = "audit"
    __table_args__ = (
        Index("ix_audit_event_id", "event_id"),
        partial_index("ix_audit_salt", "salt", where="details IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(96))
    """``seat:<key>`` of the roster, ``resident:<salt>``, ``operator`` for the command line, or ``system``."""
    what: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(String(96))
    event_id: Mapped[int | None] = mapped_column(BigId)
    """The timeline's entry that the digest is of; empty where ``details`` are."""
    details: Mapped[Details | None] = mapped_column(JsonDict)
    """What else is to be known; outside the hash, so that it can be erased with its salt."""
    digest: Mapped[str] = mapped_column(String(64))
    salt: Mapped[str] = mapped_column(String(16))
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    def computed_hash(self) -> str:
        """Return what the hash must be."""
        return hash_of(**{name: getattr(self, name) for name in BOUND})


class AuditHead(Base):
    """The newest entry: its row is the lock by which entries stand in one order."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    last_id: Mapped[int] = mapped_column(BigId)
    hash: Mapped[str] = mapped_column(String(64))


class Salt(Base):
    """What makes digests about one person and one subject unguessable; deleted with the person.

    Its name is drawn by lot, because SQLite gives the number of a deleted row to the next one.
    """

    __tablename__ = "salt"
    __table_args__ = (UniqueConstraint("person_id", "subject"),)

    name: Mapped[str] = mapped_column(String(16), primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Empty for what concerns nobody."""
    subject: Mapped[str] = mapped_column(String(96), index=True)
    value: Mapped[str] = mapped_column(String(64))


def digest(value: str, details: Details) -> str:
    """Return the digest of details under a salt's value."""
    packed = orjson.dumps(details, option=orjson.OPT_SORT_KEYS)
    return hmac.new(bytes.fromhex(value), packed, hashlib.sha256).hexdigest()


def details_of(event: Event) -> Details:
    """Return what an entry's digest says of a timeline's event: all of it."""
    return {
        "id": event.id, "matter": event.matter_id, "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "what": str(event.what), "person": event.person_id, "seat": event.seat_id, "words": event.words,
        "data": event.data,
    }


def hash_of(**bound: Any) -> str:
    """Return the hash of an entry's bound columns."""
    moment = bound["at"].astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(orjson.dumps([moment if name == "at" else bound[name] for name in BOUND])).hexdigest()
