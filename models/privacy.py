"""What data protection has to remember: who was erased, which files go, which copies are owed, what was thinned out."""

import hashlib
import hmac
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigId


class Erasure(Base):
    """Somebody was erased: a keyed digest of their Telegram id, by which a restored older copy is erased again."""

    __tablename__ = "erasure"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime]
    """Business time; whoever came later under the same id is somebody new."""
    withdrew: Mapped[bool]
    """Whether their open matters were withdrawn with them."""


class Discard(Base):
    """A file of the media folder that is to be deleted, once nothing refers to it."""

    __tablename__ = "discard"

    path: Mapped[str] = mapped_column(String(512), primary_key=True)
    after: Mapped[datetime]
    """Real time before which it stays."""
    person_id: Mapped[int | None] = mapped_column(BigInteger)
    """Whose copy of their own data it is: goes at once when they are erased."""


class DataCopy(Base):
    """A copy of one's own data that is owed to a person; gone once it is sent."""

    __tablename__ = "data_copy"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    asked_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)


class Thinned(Base):
    """A matter that closed so long ago that nothing of it names its people any more."""

    __tablename__ = "thinned"

    matter_id: Mapped[int] = mapped_column(BigId, ForeignKey("matter.id"), primary_key=True, autoincrement=False)
    at: Mapped[datetime]


def erasure_digest(key: str, telegram_id: int) -> str:
    """Return the digest under which an erased id is remembered."""
    return hmac.new(bytes.fromhex(key), str(telegram_id).encode(), hashlib.sha256).hexdigest()
