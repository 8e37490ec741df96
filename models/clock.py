"""A matter's running and finished clocks."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigId


class Clock(Base):
    """One clock of one matter: starts at an event, stops at an event; ``round`` counts fresh starts after disputes.

    ``ends_at`` is its limit; ``warned`` names the rungs that fired for this limit.
    """

    __tablename__ = "clock"
    __table_args__ = (
        Index("ix_clock_running", "ends_at", sqlite_where=text("stopped_at IS NULL"),
              postgresql_where=text("stopped_at IS NULL")),
        Index("ix_clock_matter_id", "matter_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"))
    kind: Mapped[str] = mapped_column(String(16))
    column: Mapped[str] = mapped_column("clock_column", String(16))
    round: Mapped[int] = mapped_column(default=1)
    started_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    stopped_at: Mapped[datetime | None]
    last_rung: Mapped[str | None] = mapped_column(String(32))
