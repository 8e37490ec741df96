"""One notice of the office to many, and the residents who want none."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigId, partial_index


class Audience(StrEnum):
    """Whom a broadcast is for."""

    DISTRICT = "district"
    STREET = "street"
    STATION = "station"
    CATEGORY = "category"
    GROUPS = "groups"


class Stage(StrEnum):
    """Where a broadcast stands."""

    DRAFT = "draft"
    SENDING = "sending"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"


class Turn(StrEnum):
    """What may happen to a broadcast."""

    SEND = "send"
    PAUSE = "pause"
    GO_ON = "go_on"
    CANCEL = "cancel"
    FINISH = "finish"


STAGES: dict[tuple[Stage, Turn], Stage] = {
    (Stage.DRAFT, Turn.SEND): Stage.SENDING,
    (Stage.DRAFT, Turn.CANCEL): Stage.CANCELLED,
    (Stage.SENDING, Turn.PAUSE): Stage.PAUSED,
    (Stage.SENDING, Turn.CANCEL): Stage.CANCELLED,
    (Stage.SENDING, Turn.FINISH): Stage.DONE,
    (Stage.PAUSED, Turn.GO_ON): Stage.SENDING,
    (Stage.PAUSED, Turn.CANCEL): Stage.CANCELLED,
}
RUNNING = (Stage.SENDING, Stage.PAUSED)


class Broadcast(Base):
    """A notice from its draft to its report; ``stage`` changes through `turn` alone.

    Letters are put into the outbox in slices. ``person_cursor`` and ``group_cursor`` say how far the audience is
    through and move in the transaction that puts a slice, so a crash repeats nobody and leaves out nobody.
    """

    __tablename__ = "broadcast"
    __table_args__ = (
        partial_index("ix_broadcast_running", "id", where="stage IN ('sending', 'paused')"),
        Index("ix_broadcast_author_stage", "author_id", "stage"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    stage: Mapped[str] = mapped_column(String(16), default=Stage.DRAFT)
    revision: Mapped[int] = mapped_column(default=0)
    """Counts changes of the draft: what is sent is what the preview showed."""

    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    words: Mapped[str] = mapped_column(Text, default="")
    photo: Mapped[str | None] = mapped_column(String(256))
    """Telegram's file id."""

    audience: Mapped[str | None] = mapped_column(String(16))
    code: Mapped[str | None] = mapped_column(String(32))
    """A street, station or category; for groups the street they belong to, empty for all."""

    to_groups: Mapped[bool] = mapped_column(default=True)
    """Whether the community groups of the place hear it too."""

    total: Mapped[int] = mapped_column(default=0)
    put: Mapped[int] = mapped_column(default=0)
    last_person: Mapped[int] = mapped_column(BigInteger, default=0)
    """The newest person when it was sent: who comes later was not counted and is not told."""

    person_cursor: Mapped[int] = mapped_column(BigInteger, default=0)
    group_cursor: Mapped[int | None] = mapped_column(BigInteger)
    is_put: Mapped[bool] = mapped_column(default=False)
    """Everybody has a letter."""

    steps: Mapped[int] = mapped_column(default=0)
    card_id: Mapped[int | None] = mapped_column(BigInteger)
    """The card of the message that shows the progress."""

    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    """When it was released: pressed, or the morning after a night."""

    resumed_at: Mapped[datetime | None]
    """Since when it runs without a break, and how many letters were settled then: what the pace is counted from."""

    resumed_with: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]
    result: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """The final counts, kept when the outbox is emptied."""

    def may(self, turn: Turn) -> bool:
        """Tell whether this may happen now."""
        return (Stage(self.stage), turn) in STAGES

    def turn(self, turn: Turn) -> bool:
        """Change the stage; False when this cannot happen now and nothing was changed."""
        target = STAGES.get((Stage(self.stage), turn))
        if target is None:
            return False
        self.stage = target
        return True


class OptOut(Base):
    """A resident wants no broadcasts; answers, reminders and subscriptions still come."""

    __tablename__ = "opt_out"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    at: Mapped[datetime]
