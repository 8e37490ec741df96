"""The tables of the engine room: what came in, what goes out, what is due, who is in which form."""

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigId, partial_index


class UpdateState(StrEnum):
    """What became of an accepted update."""

    WAITING = "waiting"
    DONE = "done"
    DEAD = "dead"


class InboxUpdate(Base):
    """One update of Telegram, stored before it is confirmed and handled exactly once."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("bot_id", "update_id"),
        partial_index("ix_inbox_waiting", "lane", "id", where="state = 'waiting'"),
        partial_index("ix_inbox_dead", "id", where="state = 'dead'"),
        Index("ix_inbox_received_at", "received_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bot_id: Mapped[int] = mapped_column(BigInteger)
    update_id: Mapped[int] = mapped_column(BigInteger)
    lane: Mapped[str] = mapped_column(String(64))
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(16), default=UpdateState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)
    received_at: Mapped[datetime]
    done_at: Mapped[datetime | None]


class Lane(IntEnum):
    """The outbox's lanes: a lower number goes first."""

    INTERACTIVE = 0
    NOTICE = 1
    BROADCAST = 2
    PAID = 3


class LetterState(StrEnum):
    """What became of a letter."""

    WAITING = "waiting"
    LEASED = "leased"
    SENT = "sent"
    MAYBE_DUPLICATE = "maybe_duplicate"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"
    REPLACED = "replaced"
    DEAD = "dead"
    HELD = "held"
    """Of a broadcast that pauses: nobody sends it until it waits again."""


class Letter(Base):
    """One call to Telegram that a committed transaction owes the world.

    ``screen`` holds ids and values of texts, worded in the reader's language when the letter is sent.
    A letter either sends a new message (``method = "send"``) or changes one (``"edit"``, ``"delete"``);
    which one is found through its card, whose ``message_id`` the sender fills in. One more changes no message but
    the chat's menu of commands (``"commands"``): its ``screen`` holds their names and texts.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        partial_index("ix_outbox_ready", "lane", "ready_at", "id", where="state = 'waiting'"),
        partial_index("ix_outbox_chat_waiting", "chat_id", "id", where="state IN ('waiting', 'leased')"),
        Index("ix_outbox_card", "card_id"),
        partial_index("ix_outbox_replies", "reply_card_id", where="reply_card_id IS NOT NULL"),
        partial_index("ix_outbox_dead", "id", where="state = 'dead'"),
        partial_index("ix_outbox_leased", "lease_until", where="state = 'leased'"),
        partial_index("ix_outbox_broadcast", "broadcast_id", "state", where="broadcast_id IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    dedupe_key: Mapped[str] = mapped_column(String(128), unique=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    thread_id: Mapped[int | None]
    lane: Mapped[int] = mapped_column(default=Lane.INTERACTIVE)
    method: Mapped[str] = mapped_column(String(16))
    screen: Mapped[dict[str, Any]]
    language: Mapped[str] = mapped_column(String(16))
    silent: Mapped[bool] = mapped_column(default=False)
    card_id: Mapped[int | None] = mapped_column(ForeignKey("card.id"))
    reply_card_id: Mapped[int | None] = mapped_column(ForeignKey("card.id"))
    broadcast_id: Mapped[int | None] = mapped_column(BigInteger)
    """The broadcast it belongs to, whose progress is counted from its letters' states."""
    state: Mapped[str] = mapped_column(String(16), default=LetterState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    doubtful: Mapped[bool] = mapped_column(default=False)
    """An earlier try may have arrived: a success after it is a maybe-duplicate."""
    ready_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    leased_by: Mapped[str | None] = mapped_column(String(64))
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


class Card(Base):
    """A message of ours in a chat, and the matter it shows: (chat, message) <-> matter, for ever.

    ``view`` names who reads it (see services.cards); ``living`` cards are edited when the matter changes.
    ``message_id`` is empty until the letter that makes the message is sent.
    """

    __tablename__ = "card"
    __table_args__ = (
        UniqueConstraint("chat_id", "message_id"),
        partial_index("ix_card_person", "person_id", where="person_id IS NOT NULL"),
        partial_index("ix_card_matter_living", "matter_id", where="living"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    thread_id: Mapped[int | None]
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    matter_id: Mapped[int | None] = mapped_column(ForeignKey("matter.id"), index=True)
    view: Mapped[str] = mapped_column(String(32))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    living: Mapped[bool] = mapped_column(default=False)
    medium: Mapped[str] = mapped_column(String(16), default="text")
    """What the message is (text, photo, video, document, voice, album): decides how it can be edited."""
    shown: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime]


class Dialog(Base):
    """Where a person stands in a form, in one chat: survives restarts and reminders."""

    __tablename__ = "dialog"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    user_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    thread_id: Mapped[int] = mapped_column(primary_key=True, default=0)
    step: Mapped[str] = mapped_column(String(64))
    data: Mapped[dict[str, Any]]
    revision: Mapped[int] = mapped_column(default=0)
    expires_at: Mapped[datetime | None]
    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 SQLAlchemy's name


class DueState(StrEnum):
    """What became of a piece of due work."""

    WAITING = "waiting"
    DONE = "done"
    DROPPED = "dropped"
    DEAD = "dead"


class Due(Base):
    """Something that must happen at a business time, once: kind and ref say what, the key makes it one."""

    __tablename__ = "due"
    __table_args__ = (
        partial_index("ix_due_waiting", "due_at", "id", where="state = 'waiting'"),
        partial_index("ix_due_dead", "id", where="state = 'dead'"),
        Index("ix_due_ref", "ref"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    ref: Mapped[str] = mapped_column(String(64))
    data: Mapped[dict[str, Any]]
    due_at: Mapped[datetime]
    dedupe_key: Mapped[str] = mapped_column(String(160), unique=True)
    state: Mapped[str] = mapped_column(String(16), default=DueState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)
    done_at: Mapped[datetime | None]


class Setting(Base):
    """A small fact of the installation: the poll offset, the clock's offset, the schema's organisation."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[dict[str, Any]]
