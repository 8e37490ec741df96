"""A matter in the hands of a handling body (承办单位): the dispatch, its one send-back, and extensions."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigId, partial_index
from models.refusals import WordsNeeded
from models.refusals_of_bodies import SameBody, SendBackOnce
from models.refusals_of_office import WhyNeeded


class DispatchState(StrEnum):
    """Where a dispatch stands."""

    SENT = "sent"
    SIGNED = "signed"
    SENT_BACK = "sent_back"
    """The office has to decide."""
    DECIDED = "decided"
    """It was sent back, and the office opened a new dispatch."""
    REPLIED = "replied"
    ENDED = "ended"
    """The matter went on without the body."""


AT_BODY = (DispatchState.SENT, DispatchState.SIGNED)
"""The body owes something."""
LIVE = (*AT_BODY, DispatchState.SENT_BACK)
"""Somebody owes something."""
_LIVE = "state IN ('sent', 'signed', 'sent_back')"


class Dispatch(Base):
    """One asking of one body to handle a matter.

    ``final``: the office decided that this body handles it; it cannot be sent back any more.
    """

    __tablename__ = "dispatch"
    __table_args__ = (
        Index("ix_dispatch_matter_id", "matter_id"),
        Index("ix_dispatch_body_state", "body_code", "state"),
        partial_index("ix_dispatch_sent_back", "id", where="state = 'sent_back'"),
        partial_index("ix_dispatch_reply", "reply_event", where="reply_event IS NOT NULL"),
        partial_index("ix_dispatch_live", "matter_id", where=_LIVE, unique=True),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"))
    body_code: Mapped[str] = mapped_column(ForeignKey("body.code"))
    by_seat: Mapped[int | None] = mapped_column(ForeignKey("seat.id"))
    """Who passed the matter on: the owner, or whoever decided after a send-back."""
    note: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(16), default=DispatchState.SENT)
    round: Mapped[int] = mapped_column(default=1)
    final: Mapped[bool] = mapped_column(default=False)
    due_at: Mapped[datetime]
    sent_at: Mapped[datetime]
    signed_at: Mapped[datetime | None]
    sent_back_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    proposed_body: Mapped[str | None] = mapped_column(ForeignKey("body.code"))
    decided_at: Mapped[datetime | None]
    replied_at: Mapped[datetime | None]
    reply: Mapped[str] = mapped_column(Text, default="")
    reply_event: Mapped[int | None] = mapped_column(ForeignKey("event.id"))
    """The timeline's entry to which the reply's pictures belong."""
    ended_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=0)

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 SQLAlchemy's name

    @property
    def is_at_body(self) -> bool:
        """Tell whether the body owes something."""
        return self.state in AT_BODY

    @property
    def may_send_back(self) -> bool:
        """Tell whether the body may still say that it is not its job."""
        return self.state == DispatchState.SENT and not self.final

    def sign(self, at: datetime) -> None:
        """Take the matter on."""
        self.state, self.signed_at = DispatchState.SIGNED, at

    def check_send_back(self) -> None:
        """Refuse a second send-back: the office has decided."""
        if self.final:
            raise SendBackOnce

    def send_back(self, reason: str, proposed: str, at: datetime) -> None:
        """Say that it is another body's job, why, and whose."""
        self.check_send_back()
        if not reason.strip():
            raise WhyNeeded
        if proposed == self.body_code:
            raise SameBody
        self.state, self.sent_back_at = DispatchState.SENT_BACK, at
        self.reason, self.proposed_body = reason.strip(), proposed

    def decide(self, at: datetime) -> None:
        """Note that the office decided on the send-back."""
        self.state, self.decided_at = DispatchState.DECIDED, at

    def answer(self, words: str, at: datetime) -> None:
        """Reply to the owner; a body that did not sign before has signed by that."""
        if not words.strip():
            raise WordsNeeded
        self.state, self.replied_at, self.reply = DispatchState.REPLIED, at, words.strip()
        self.signed_at = self.signed_at or at

    def report(self, words: str) -> None:
        """Say more after the reply; when it replied stays."""
        if not words.strip():
            raise WordsNeeded
        self.reply = words.strip()

    def end(self, at: datetime) -> None:
        """Let go of it: the matter went on without the body."""
        self.state, self.ended_at = DispatchState.ENDED, at


class ExtensionState(StrEnum):
    """What became of an application for more time."""

    WAITING = "waiting"
    GRANTED = "granted"
    REFUSED = "refused"
    LAPSED = "lapsed"
    """The dispatch was over before anybody decided."""


class Extension(Base):
    """A body's application for more time, decided by the office."""

    __tablename__ = "extension"
    __table_args__ = (
        Index("ix_extension_dispatch_id", "dispatch_id"),
        partial_index("ix_extension_waiting", "dispatch_id", where="state = 'waiting'", unique=True),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    dispatch_id: Mapped[int] = mapped_column(ForeignKey("dispatch.id"))
    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"), index=True)
    by_seat: Mapped[int | None] = mapped_column(ForeignKey("seat.id"))
    until: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(16), default=ExtensionState.WAITING)
    asked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("seat.id"))
    refusal: Mapped[str] = mapped_column(Text, default="")
    revision: Mapped[int] = mapped_column(default=0)

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 SQLAlchemy's name

    @property
    def is_waiting(self) -> bool:
        """Tell whether the office has to decide."""
        return self.state == ExtensionState.WAITING

    def grant(self, by: int, at: datetime) -> None:
        """Consent."""
        self.state, self.decided_by, self.decided_at = ExtensionState.GRANTED, by, at

    def refuse(self, by: int, reason: str, at: datetime) -> None:
        """Refuse, with the reason."""
        if not reason.strip():
            raise WhyNeeded
        self.state, self.decided_by, self.decided_at, self.refusal = ExtensionState.REFUSED, by, at, reason.strip()

    def lapse(self, at: datetime) -> None:
        """Drop what nobody has to decide any more."""
        self.state, self.decided_at = ExtensionState.LAPSED, at
