"""Absences (请假): from when to when a deputy is away, and who stands in."""

from datetime import date, datetime, timedelta

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigId, partial_index
from models.refusals_of_staff import LeaveEndsFirst, LeaveInPast, LeaveTooLong

LONGEST = timedelta(days=366)


class Absence(Base):
    """Days on which a deputy is away and another stands in; over at ``ends_at``, or earlier at ``ended_at``.

    Nothing of the matters changes hands: their owner stays the owner, and the substitute may do what the owner may
    as long as the absence lasts. So everything comes back by itself.
    """

    __tablename__ = "absence"
    __table_args__ = (
        partial_index("ix_absence_current", "ends_at", where="ended_at IS NULL"),
        Index("ix_absence_seat_id", "seat_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    substitute_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    """24:00 of the last day."""
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    """When it was found to be over, on the morning after; earlier when the deputy came back or called it off."""

    def is_on(self, at: datetime) -> bool:
        """Tell whether the deputy is away at a moment."""
        return self.ended_at is None and self.starts_at <= at < self.ends_at

    def is_over(self, at: datetime) -> bool:
        """Tell whether nothing of it is left."""
        return self.ended_at is not None or self.ends_at <= at

    def overlaps(self, starts_at: datetime, ends_at: datetime) -> bool:
        """Tell whether it shares a moment with a span of time."""
        return self.ended_at is None and self.starts_at < ends_at and starts_at < self.ends_at


def check_span(first: date, last: date, today: date) -> None:
    """Refuse days that are no absence: past, backwards, or longer than a year."""
    if first < today:
        raise LeaveInPast
    if last < first:
        raise LeaveEndsFirst
    if last - first > LONGEST:
        raise LeaveTooLong
