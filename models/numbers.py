"""The counters behind the numbers of matters."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class NumberCounter(Base):
    """How many numbers a local day has given away; gaps are allowed, doubles are not."""

    __tablename__ = "number_counter"

    day: Mapped[str] = mapped_column(String(6), primary_key=True)
    """The local date as ``yymmdd``."""
    last: Mapped[int]


def number_of(prefix: str, day: date, count: int) -> str:
    """Return a matter's number, for example ``BA-261122-0042``."""
    return f"{prefix}-{day:%y%m%d}-{count:04d}"
