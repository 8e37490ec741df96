"""A matter's running and finished clocks, and what quiet hours hold back."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigId, partial_index


class Clock(Base):
    """One clock of one matter: starts at an event, stops at an event; ``round`` counts fresh starts after disputes.

    ``ends_at`` is its limit, ``last_rung`` the newest rung that fired for this limit; moving the limit empties it.
    """

    __tablename__ = "clock"
    __table_args__ = (
        partial_index("ix_clock_running", "ends_at", where="stopped_at IS NULL"),
        partial_index("ix_clock_stopped", "stopped_at", where="stopped_at IS NOT NULL"),
        Index("ix_clock_matter_id", "matter_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"))
    kind: Mapped[str] = mapped_column(String(16))
    column: Mapped[str] = mapped_column("clock_column", String(16))
    round: Mapped[int] = mapped_column(default=1)
    started_at: Mapped[datetime]
    counts_from: Mapped[datetime]
    """Where the limit is counted from: later than the start when the matter became urgent on the way."""

    ends_at: Mapped[datetime]
    stopped_at: Mapped[datetime | None]
    void: Mapped[bool] = mapped_column(default=False)
    """Stopped because the matter ended, not by the event it waited for: it counts in no rate."""

    last_rung: Mapped[str | None] = mapped_column(String(32))


class Held(Base):
    """A message that waits for the morning: of one person for their `今日`, of a group for its overdue board.

    One that speaks of a clock is thrown away when that clock stops or its limit moves before it was read.
    """

    __tablename__ = "held"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    chat_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    matter_id: Mapped[int | None] = mapped_column(ForeignKey("matter.id"), index=True)
    clock_id: Mapped[int | None] = mapped_column(ForeignKey("clock.id"), index=True)
    clock_end: Mapped[datetime | None]
    text: Mapped[dict[str, Any]]
    held_at: Mapped[datetime]
