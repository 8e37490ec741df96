"""The weekly digest of a group, between its figures and its picture."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigId, partial_index


class Digest(Base):
    """Figures for one group, and the picture drawn from them outside any transaction.

    The letter is written in the transaction that notes the picture: a crash in between costs a drawing, no letter.
    """

    __tablename__ = "digest"
    __table_args__ = (
        partial_index("ix_digest_undrawn", "id", where="sent_at IS NULL"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    key: Mapped[str] = mapped_column(String(96), unique=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    figures: Mapped[dict[str, Any]]
    tries: Mapped[int] = mapped_column(default=0)
    draw_at: Mapped[datetime | None]
    """Real time before which it is not drawn again."""

    sent_at: Mapped[datetime | None]
