"""What is searched, and the searches and exports that people of the roster have open."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigId, partial_index


class SearchText(Base):
    """The words by which a submitted matter is found, as they are compared (models.bigrams)."""

    __tablename__ = "search_text"

    matter_id: Mapped[int] = mapped_column(ForeignKey("matter.id"), primary_key=True, autoincrement=False)
    words: Mapped[str] = mapped_column(Text)


class SearchGram(Base):
    """One pair of neighbouring characters of a matter's words.

    An ordinary table, clustered by its key: each pair's matters lie together in the order of their ids. It refers to
    no matter: for each draft that is thrown away the database would look through all pairs for what refers to it.
    """

    __tablename__ = "search_gram"
    __table_args__ = ({"sqlite_with_rowid": False},)

    gram: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    matter_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)


class Search(Base):
    """A search somebody has open: which seat looks, and for what (models.criteria)."""

    __tablename__ = "search"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    criteria: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]


class Export(Base):
    """A table of matters somebody asked for; written outside any transaction, then sent as a file."""

    __tablename__ = "export"
    __table_args__ = (
        partial_index("ix_export_unsent", "id", where="ended_at IS NULL"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("seat.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    criteria: Mapped[dict[str, Any]]
    form: Mapped[str] = mapped_column(String(8))
    """xlsx or csv."""

    asked_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    try_at: Mapped[datetime | None]
    """Real time before which it is not written again."""

    rows: Mapped[int | None]
    ended_at: Mapped[datetime | None]
