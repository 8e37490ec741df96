"""Canned replies (常用语): words that deputies fill in instead of typing them anew."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.category import Words

VARIABLES = ("number", "place", "date", "resident", "deadline", "category", "deputy")
"""What stands in braces: number, place, today, who filed it, until when it is to be closed, category, the owner."""

NAME_LENGTH = 30
WORDS_LENGTH = 1000
_BRACED = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class CannedReply:
    """One canned reply; without category and body it fits every matter."""

    code: str
    name: Words
    words: str
    category: str = ""
    body: str = ""

    def rank(self, category: str, body: str) -> int | None:
        """Return how near it is to a matter, 0 nearest; None when it belongs to others."""
        if self.category:
            return 0 if self.category == category else None
        if self.body:
            return 1 if self.body == body else None
        return 2


class CannedRow(Base):
    """What the office wrote in the chat: stands before the file's reply of the same code; ``gone`` hides it."""

    __tablename__ = "canned_reply"

    code: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(64))
    words: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(String(32), default="")
    body: Mapped[str] = mapped_column(String(32), default="")
    gone: Mapped[bool] = mapped_column(default=False)
    changed_by: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    changed_at: Mapped[datetime]


def unknown_variables(words: str) -> list[str]:
    """Return what stands in braces and is no variable, in its order."""
    return [name for name in _BRACED.findall(words) if name not in VARIABLES]


def fill(words: str, values: Mapping[str, str]) -> str:
    """Put values in the place of their variables; anything else in braces stays as it was written."""
    return _BRACED.sub(lambda found: values.get(found[1], found[0]), words)


def fitting(replies: Iterable[CannedReply], category: str, body: str) -> list[CannedReply]:
    """Return the replies for a matter of a category and its body, the nearest first."""
    ranked = [(rank, each) for each in replies if (rank := each.rank(category, body)) is not None]
    return [each for _, each in sorted(ranked, key=lambda pair: pair[0])]
