"""What happened to a matter and what was attached to it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, BigId, JsonDict, partial_index
from models.organisation import Seat


class Happening(StrEnum):
    """What the timeline tells; moves and what changes no state."""

    SUBMITTED = "submitted"
    CLAIMED = "claimed"
    ASSIGNED = "assigned"
    RELEASED = "released"
    RESPONDED = "responded"
    ANSWERED = "answered"
    CLOSED = "closed"
    CONFIRMED = "confirmed"
    RATED = "rated"
    DISPUTED = "disputed"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    ADDED = "added"
    CHASED = "chased"
    ASKED = "asked"
    TOLD = "told"
    NOTED = "noted"
    PUBLISHED = "published"
    TAKEN_OVER = "taken_over"
    URGENT = "urgent"
    REMINDED = "reminded"
    OVERDUE = "overdue"
    ESCALATED = "escalated"
    JOINED = "joined"
    FOLLOWED_UP = "followed_up"
    BLOCKED = "blocked"
    DECLINED = "declined"
    PLACED = "placed"
    UPHELD = "upheld"
    FORWARDED = "forwarded"
    SIGNED = "signed"
    SENT_BACK = "sent_back"
    REDIRECTED = "redirected"
    KEPT_BODY = "kept_body"
    REPLIED = "replied"
    EXTEND_ASKED = "extend_asked"
    EXTENDED = "extended"
    NOT_EXTENDED = "not_extended"
    REJECTED = "rejected"
    NOT_URGENT = "not_urgent"
    NOT_HARD = "not_hard"
    HARD = "hard"
    CALLED = "called"
    PROMISE_KEPT = "promise_kept"
    PROMISE_BROKEN = "promise_broken"
    LOOKED = "looked"
    MERGED = "merged"
    TOOK_IN = "took_in"
    UNMERGED = "unmerged"
    SPLIT_OFF = "split_off"
    LEFT = "left"
    MUTED = "muted"
    UNMUTED = "unmuted"
    CROWDED = "crowded"
    RECOMPUTED = "recomputed"
    RECATEGORISED = "recategorised"


STAFF_ONLY = frozenset({
    Happening.NOTED, Happening.DECLINED, Happening.REMINDED, Happening.ESCALATED, Happening.BLOCKED, Happening.LOOKED,
    Happening.MUTED, Happening.UNMUTED, Happening.CROWDED,
})
NOT_FOR_RESIDENTS = frozenset({Happening.REPLIED, Happening.EXTEND_ASKED, Happening.NOT_EXTENDED})
"""Entries that residents read without the words in them: a body's reply is to the owner, who answers them."""


class Event(Base):
    """One entry of a matter's timeline: who did what when, in their words."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_matter_id", "matter_id", "id"),
        partial_index("ix_event_resident", "person_id", where="seat_id IS NULL AND person_id IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"))
    at: Mapped[datetime]
    what: Mapped[str] = mapped_column(String(16))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seat.id"))
    """Empty for the resident and for what happened by itself."""
    words: Mapped[str | None] = mapped_column(Text)
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)

    seat: Mapped[Seat | None] = relationship(lazy="raise")


class Attachment(Base):
    """A picture or recording of a matter; the file is fetched by due work, the file id kept at once."""

    __tablename__ = "attachment"
    __table_args__ = (
        Index("ix_attachment_matter_id", "matter_id"),
        partial_index("ix_attachment_event", "event_id", where="event_id IS NOT NULL"),
        partial_index("ix_attachment_path", "path", where="path IS NOT NULL"),
        partial_index("ix_attachment_unfetched", "id", where="path IS NULL AND fault IS NULL"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"))
    """The answer or addition it came with; empty for the report itself."""
    kind: Mapped[str] = mapped_column(String(16))
    file_id: Mapped[str] = mapped_column(String(256))
    file_unique_id: Mapped[str] = mapped_column(String(64))
    album_id: Mapped[str | None] = mapped_column(String(64))
    path: Mapped[str | None] = mapped_column(String(256))
    sha256: Mapped[str | None] = mapped_column(String(64))
    tries: Mapped[int] = mapped_column(default=0)
    """How often fetching the file failed."""
    fetch_at: Mapped[datetime | None]
    """Real time before which it is not tried again."""
    fault: Mapped[str | None] = mapped_column(String(128))
    """Why the file can never be fetched: the file id alone remains."""
    created_at: Mapped[datetime]


class Follower(Base):
    """A resident who joined somebody else's matter."""

    __tablename__ = "follower"

    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    joined_at: Mapped[datetime]
    came_with: Mapped[int | None] = mapped_column(ForeignKey("matter.id"), index=True)
    """The merged matter that brought them here; empty for who joined this one themselves."""


class Hidden(Base):
    """A deputy pressed 不属于我: the matter's card is hidden for them."""

    __tablename__ = "hidden"

    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"), primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), primary_key=True)
    at: Mapped[datetime]


class AnswerDraft(Base):
    """An answer in the making, kept apart from the dialog: a menu word must not cost a deputy their words."""

    __tablename__ = "answer_draft"

    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"), primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"), primary_key=True)
    words: Mapped[str] = mapped_column(Text, default="")
    files: Mapped[list[Any]] = mapped_column(JsonDict, default=list)
    """[kind, file id, unique id, album id] each, in the order they came."""
    result: Mapped[str | None] = mapped_column(String(8))
    """A result class, or ``respond`` for a first word without one."""
    until: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    updated_at: Mapped[datetime]
