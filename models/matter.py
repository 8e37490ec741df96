"""The matter (诉求) and the rules of its moves."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigId, partial_index
from models.kinds import Kind, ResultClass, Satisfaction
from models.lifecycle import Move, Status
from models.moving import Moving
from models.organisation import Seat
from models.organisation_plan import Role
from models.own_snap import OwnSnap
from models.refusals import (
    AlreadyClaimed,
    AnswerNeeded,
    DateNeeded,
    ImpossibleMove,
    KeptPrivate,
    NotYourConstituency,
    NotYours,
    OfficeUpheld,
    OwnMatter,
    OwnSnapStays,
    PhotoNeeded,
    ReasonNeeded,
    RoleNeeded,
    WindowPassed,
    WordsNeeded,
)
from models.timeline import STAFF_ONLY, Attachment, Event, Follower, Happening, Hidden

__all__ = ["STAFF_ONLY", "Attachment", "Event", "Follower", "Happening", "Hidden", "Kind", "Matter",
           "ResultClass", "Satisfaction"]


class Matter(Moving, OwnSnap, Base):
    """What a resident submits, from the first words of its draft to its end.

    ``status`` changes through `move` alone; every change is an `Event`.
    ``claimed_by`` is the owner's seat; ``revision`` guards against two people changing at once.
    """

    __tablename__ = "matter"
    __table_args__ = (
        Index("ix_matter_status_constituency", "status", "constituency_code"),
        Index("ix_matter_owner_status", "claimed_by", "status"),
        Index("ix_matter_constituency", "constituency_code", "id"),
        Index("ix_matter_owner", "claimed_by", "id", "constituency_code"),
        Index("ix_matter_author_status", "author_id", "status"),
        Index("ix_matter_community_category", "community_code", "category", "id"),
        Index("ix_matter_category_lat", "category", "lat"),
        Index("ix_matter_category_submitted", "category", "submitted_at", "sketch"),
        *(partial_index(f"ix_matter_{step}", f"{step}_at", where="number IS NOT NULL")
          for step in ("submitted", "closed", "confirmed")),  # for figures alone, which say so: it leads others astray
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    revision: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = mapped_column(String(16), default=Kind.REQUEST)
    words: Mapped[str] = mapped_column(Text, default="")
    sketch: Mapped[int | None] = mapped_column(BigInteger)
    """By which copies of the words are found (models.sketch)."""
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
    upheld: Mapped[bool] = mapped_column(default=False)
    """After the second dispute the office left it closed as it was: that is the last word."""
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
    followed_up_at: Mapped[datetime | None]
    """When the resident was asked whether it is still good."""
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("matter.id"), index=True)
    merged_from: Mapped[str | None] = mapped_column(String(16))
    """The state it was merged in, and comes back to."""

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 SQLAlchemy's name

    # -- rules of the owner and of those who assign; `by` is the seat that acts ----

    def check_claim(self, by: Seat) -> None:
        """Refuse a claim that the rules forbid; services.claim does it in one guarded statement."""
        if by.role != Role.DEPUTY:
            raise RoleNeeded(role=Role.DEPUTY)
        self.check_not_own(by)
        if by.scope != self.constituency_code:
            raise NotYourConstituency(constituency=self.constituency_code or "")
        if self.claimed_by is not None and self.is_open:
            raise AlreadyClaimed(number=self.number or "", by="")
        if not self.may(Move.CLAIM):
            raise ImpossibleMove(number=self.number or "", status=self.status)

    def check_not_own(self, by: Seat) -> None:
        """Refuse to let anyone handle what they filed themselves."""
        if by.person_id == self.author_id:
            raise OwnMatter

    def check_owner(self, by: Seat) -> None:
        """Refuse what only the owner may do."""
        if self.claimed_by is None or self.claimed_by != by.id:
            raise NotYours(owner="")

    def claim(self, by: Seat, at: datetime) -> None:
        """Give the matter to a deputy of its constituency who asked for it."""
        self.check_claim(by)
        self.move(Move.CLAIM)
        self.claimed_by, self.claimed_at = by.id, at

    def assign(self, to: Seat, at: datetime) -> None:
        """Give the matter to a deputy whom somebody entitled chose."""
        if to.role != Role.DEPUTY:
            raise RoleNeeded(role=Role.DEPUTY)
        self.check_not_own(to)
        self.move(Move.ASSIGN)
        self.claimed_by, self.claimed_at = to.id, at
        self.constituency_code = self.constituency_code or to.scope

    def pass_on(self, to: Seat) -> None:
        """Make a deputy answer for what a closed matter still promises; its state stays."""
        if to.role != Role.DEPUTY:
            raise RoleNeeded(role=Role.DEPUTY)
        self.check_not_own(to)
        self.claimed_by = to.id

    def follow_own(self, by: Seat, at: datetime) -> None:
        """Make a deputy the owner of their own 随手拍 from the start: nobody has to claim it."""
        if by.role != Role.DEPUTY:
            raise RoleNeeded(role=Role.DEPUTY)
        if self.kind != Kind.SNAP or by.person_id != self.author_id:
            raise NotYours(owner="")
        self.move(Move.CLAIM)
        self.claimed_by, self.claimed_at = by.id, at
        self.form = {**(self.form or {}), "snap_seat": by.id}

    def release(self, by: Seat) -> None:
        """Put the matter back into the pool; its deadlines go on."""
        self.check_owner(by)
        if self.is_own_snap:
            raise OwnSnapStays
        self.move(Move.RELEASE)
        self.claimed_by = self.claimed_at = None

    def respond(self, by: Seat, words: str, on: datetime | None, at: datetime) -> bool:
        """Note a first word without a class: the next step and its date; tell whether it is the first."""
        self.check_owner(by)
        if not words.strip():
            raise WordsNeeded
        if on is None or on <= at:
            raise DateNeeded
        self.move(Move.RESPOND)
        return self._note_first_answer(at)

    def answer(self, by: Seat, result: ResultClass, words: str, at: datetime, *,
               promise_on: datetime | None = None, reason: str = "") -> bool:
        """Note a classed answer, which replaces an earlier one; tell whether it is the first word."""
        self.check_owner(by)
        if not words.strip():
            raise WordsNeeded
        if result in (ResultClass.B, ResultClass.C) and (promise_on is None or promise_on <= at):
            raise DateNeeded
        if result is ResultClass.D and not reason.strip():
            raise ReasonNeeded
        self.move(Move.ANSWER)
        self.result_class, self.answered_at = result, at
        self.promise_on = promise_on if result in (ResultClass.B, ResultClass.C) else None
        return self._note_first_answer(at)

    def _note_first_answer(self, at: datetime) -> bool:
        is_first = self.first_answered_at is None
        self.first_answered_at = self.first_answered_at or at
        return is_first

    def close(self, by: Seat, at: datetime, *, has_photo: bool = False, reason: str = "") -> None:
        """End the work: needs a classed answer and, for A, an after-photo or a reason why there is none."""
        self.check_owner(by)
        if self.is_open and self.status != Status.ANSWERED:
            raise AnswerNeeded
        if self.result_class == ResultClass.A and not has_photo and not reason.strip():
            raise PhotoNeeded
        self.move(Move.CLOSE)
        self.closed_at, self.solved, self.satisfaction = at, None, None

    def publish(self, by: Seat) -> None:
        """Let the words be read in the community's group, unless the resident chose otherwise."""
        self.check_owner(by)
        if self.unpublished:
            raise KeptPrivate
        self.published = True

    def uphold(self, at: datetime) -> None:
        """Leave a twice disputed matter closed as it was; the resident's last word stands."""
        self.move(Move.UPHOLD)
        self.upheld, self.confirmed_at, self.ended_at = True, at, at

    def reject(self, at: datetime) -> None:
        """End a matter that the congress may not take up."""
        self.move(Move.REJECT)
        self.ended_at = at

    def dispute(self, at: datetime, until: datetime) -> None:
        """Reopen for the same owner; what was answered before stays in the timeline."""
        if self.upheld:
            raise OfficeUpheld
        if not self.may(Move.DISPUTE):
            raise ImpossibleMove(number=self.number or "", status=self.status)
        if at > until:
            raise WindowPassed(until=until)
        self.move(Move.DISPUTE)
        self.disputes += 1
        self.first_answered_at = self.answered_at = self.closed_at = self.confirmed_at = self.ended_at = None
