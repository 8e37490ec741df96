"""Promises (承诺): what an answer of class B or C promised, with a date, until it is kept or broken."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigId, partial_index
from models.lifecycle import Status
from models.organisation import Seat
from models.refusals import DelayReasonNeeded, PromiseDecided, ProofNeeded, WordsNeeded
from models.worktime import Calendar

VOIDING = (Status.WITHDRAWN, Status.REJECTED, Status.MERGED)
"""Ends of a matter that release from its promise; a merge that is undone brings the promise back."""
DAYS_AHEAD = 3


class PromiseState(StrEnum):
    """What became of a promise."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    REPLACED = "replaced"
    """A later answer took its place before anybody said whether it was kept."""


class Promise(Base):
    """One promise of one matter; at most one of a matter is open.

    ``due_on`` is 24:00 of the promised day, ``replaced_by`` the promise that came after it. Whether it is void is
    not stored: that is its matter's state (`VOIDING`).
    """

    __tablename__ = "promise"
    __table_args__ = (
        partial_index("uq_promise_open", "matter_id", where="state = 'open'", unique=True),
        Index("ix_promise_matter_id", "matter_id"),
        Index("ix_promise_state_due_on", "state", "due_on"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"))
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    """The answer, or the broken promise, that gave it."""
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    words: Mapped[str] = mapped_column(Text)
    result: Mapped[str] = mapped_column(String(1))
    due_on: Mapped[datetime]
    body_code: Mapped[str | None] = mapped_column(ForeignKey("body.code"))
    state: Mapped[str] = mapped_column(String(16), default=PromiseState.OPEN)
    created_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("seat.id"))
    reason: Mapped[str | None] = mapped_column(Text)
    """Why there is no photo of a kept one; why a broken one was broken."""
    replaced_by: Mapped[int | None] = mapped_column(ForeignKey("promise.id"))

    def check_open(self) -> None:
        """Refuse to decide twice."""
        if self.state != PromiseState.OPEN:
            raise PromiseDecided

    def keep(self, by: Seat | None, at: datetime, words: str, *, has_photo: bool, reason: str = "") -> None:
        """Note that it was kept: in words, with an after-photo or a reason why there is none."""
        self.check_open()
        if not words.strip():
            raise WordsNeeded
        if not has_photo and not reason.strip():
            raise ProofNeeded
        self._decide(PromiseState.KEPT, by, at, reason)

    def fail(self, by: Seat | None, at: datetime, reason: str) -> None:
        """Note that it was not kept, and why."""
        self.check_open()
        if not reason.strip():
            raise DelayReasonNeeded
        self._decide(PromiseState.BROKEN, by, at, reason)

    def overtake(self, by: Seat | None, at: datetime, *, is_solved: bool) -> None:
        """Let a later answer take its place: one that says solved keeps it, any other replaces it."""
        self.check_open()
        self._decide(PromiseState.KEPT if is_solved else PromiseState.REPLACED, by, at, "")

    def _decide(self, state: PromiseState, by: Seat | None, at: datetime, reason: str) -> None:
        self.state, self.decided_at, self.decided_by = state, at, by.id if by else None
        self.reason = reason.strip() or None


def reminder_day(due: date, ahead: int, calendar: Calendar) -> date:
    """Return the working day of a reminder `ahead` days before a promised day, never later than that day.

    A day of rest moves it to the next working day as all reminders; when that would be too late, to the one before.
    """
    wanted = due - timedelta(days=ahead)
    after = calendar.workday_from(wanted)
    if after <= due:
        return after
    while not calendar.is_workday(wanted):
        wanted -= timedelta(days=1)
    return wanted


def pressing_until(today: date, calendar: Calendar) -> datetime:
    """Return until when a promise must be due to stand in the list of a day: before the next working day begins."""
    return calendar.end_of_day(calendar.nth_workday_after(today, 1) - timedelta(days=1))
