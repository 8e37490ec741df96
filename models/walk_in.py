"""People without the app: what an officer registered for them, and what they are still to be told."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigId, partial_index
from models.matter import Matter


class WalkIn(Base):
    """Who came to the station about a matter: kept apart from it, for the station's officers alone."""

    __tablename__ = "walk_in"

    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"), primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    """The officer's seat that registered it: whoever holds it acts for the person."""
    name: Mapped[str | None] = mapped_column(String(64))
    phone: Mapped[str | None] = mapped_column(String(32))
    """Empty for somebody who is told when they come to the station again."""
    created_at: Mapped[datetime]


class WalkInCall(Base):
    """Something a person without the app is to be told, by telephone or at the station."""

    __tablename__ = "walk_in_call"
    __table_args__ = (
        partial_index("ix_walk_in_call_open", "matter_id", "id", where="told_at IS NULL"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"), index=True)
    at: Mapped[datetime]
    words: Mapped[dict[str, Any]]
    """The text as it would have been sent: ids and values."""
    key: Mapped[str | None] = mapped_column(String(128), unique=True)
    """What a key stands for is told once."""
    told_at: Mapped[datetime | None]
    told_by: Mapped[int | None] = mapped_column(ForeignKey("seat.id"))


def is_walk_in(matter: Matter) -> bool:
    """Tell whether an officer registered the matter for somebody without the app."""
    return bool((matter.form or {}).get("walk_in"))
