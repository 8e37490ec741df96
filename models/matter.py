"""The matter (诉求) and the rules of its moves."""

import secrets
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, BigId
from models.lifecycle import LIFECYCLE, OPEN, OWNED, Move, Status
from models.organisation import Community, Seat
from models.person import Person
from models.refusals import ImpossibleMove
from models.timeline import STAFF_ONLY, Attachment, Event, Follower, Happening, Hidden

__all__ = ["STAFF_ONLY", "Attachment", "Event", "Follower", "Happening", "Hidden", "Kind", "Matter",
           "ResultClass", "Satisfaction"]


class Kind(StrEnum):
    """What sort of matter the resident chose."""

    SNAP = "snap"
    REQUEST = "request"
    IDEA = "idea"
    ENTERPRISE = "enterprise"


class ResultClass(StrEnum):
    """The classes of an answer (办理结果)."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class Satisfaction(StrEnum):
    """The resident's word after closing."""

    SATISFIED = "satisfied"
    MOSTLY = "mostly"
    DISSATISFIED = "dissatisfied"


class Matter(Base):
    """What a resident submits, from the first words of its draft to its end.

    ``status`` changes through `move` alone; every change is an `Event`.
    ``claimed_by`` is the owner's seat; ``revision`` guards against two people changing at once.
    """

    __tablename__ = "matter"
    __table_args__ = (
        Index("ix_matter_status_constituency", "status", "constituency_code"),
        Index("ix_matter_owner_status", "claimed_by", "status"),
        Index("ix_matter_author_status", "author_id", "status"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    number: Mapped[str | None] = mapped_column(String(32), unique=True)
    status: Mapped[str] = mapped_column(String(16), default=Status.DRAFT)
    revision: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = mapped_column(String(16), default=Kind.REQUEST)
    words: Mapped[str] = mapped_column(Text, default="")
    category: Mapped[str | None] = mapped_column(String(32))
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Replies to the category's own questions: question code -> words."""
    form: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What the report's form remembers: the messages the words came in, what was asked, answered or skipped."""

    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    author_name: Mapped[str | None] = mapped_column(String(160))
    """The Telegram name as it was at submission; shown only when not anonymous."""
    handle: Mapped[str] = mapped_column(String(8), default=lambda: secrets.token_hex(2).upper())
    anonymous: Mapped[bool] = mapped_column(default=True)
    unpublished: Mapped[bool] = mapped_column(default=False)
    """The resident chose 不公开: the words never reach a group."""
    published: Mapped[bool] = mapped_column(default=False)
    """The owner pressed 公开."""

    community_code: Mapped[str | None] = mapped_column(ForeignKey("community.code"))
    constituency_code: Mapped[str | None] = mapped_column(ForeignKey("constituency.code"))
    place: Mapped[str | None] = mapped_column(String(512))
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    outside: Mapped[bool] = mapped_column(default=False)

    urgent: Mapped[bool] = mapped_column(default=False)
    hard: Mapped[bool] = mapped_column(default=False)
    taken_over: Mapped[bool] = mapped_column(default=False)
    """An officer pressed 已接手 on the urgent matter."""

    claimed_by: Mapped[int | None] = mapped_column(ForeignKey("seat.id"))
    result_class: Mapped[str | None] = mapped_column(String(1))
    promise_on: Mapped[datetime | None]
    solved: Mapped[bool | None]
    satisfaction: Mapped[str | None] = mapped_column(String(16))
    disputes: Mapped[int] = mapped_column(default=0)
    chases: Mapped[int] = mapped_column(default=0)
    last_chased_at: Mapped[datetime | None]

    created_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    first_answered_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    author: Mapped[Person] = relationship(lazy="raise", foreign_keys=[author_id])
    owner: Mapped[Seat | None] = relationship(lazy="raise", foreign_keys=[claimed_by])
    community: Mapped[Community | None] = relationship(lazy="raise")

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 SQLAlchemy's name

    @property
    def is_open(self) -> bool:
        """Tell whether somebody still owes something."""
        return self.status in OPEN

    def may(self, move: Move) -> bool:
        """Tell whether the lifecycle knows this move from the present state."""
        return (Status(self.status), move) in LIFECYCLE

    def move(self, move: Move) -> Status:
        """Change the state as the lifecycle says.

        Raises:
            ImpossibleMove: the table has no such move from here; nothing was changed.
        """
        target = LIFECYCLE.get((Status(self.status), move))
        if target is None:
            raise ImpossibleMove(number=self.number or "", status=self.status)
        self.status = target
        return target
