"""People and groups as Telegram knows them."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigId, partial_index


class Person(Base):
    """Somebody who has talked to the bot; everyone is a resident, the roster's seats say what else.

    ``role`` is the seat they act in at the moment (``/role``), empty for the first they have.
    """

    __tablename__ = "person"
    __table_args__ = (partial_index("ix_person_menu", "id", where="menu IS NOT NULL"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    telegram_id: Mapped[int | None] = mapped_column(BigInteger, unique=True)
    name: Mapped[str] = mapped_column(String(160))
    language: Mapped[str] = mapped_column(String(16), default="zh-Hans")
    acting_seat_id: Mapped[int | None] = mapped_column(BigInteger)
    last_community_code: Mapped[str | None] = mapped_column(String(32))
    last_place: Mapped[str | None] = mapped_column(String(512))
    last_lat: Mapped[float | None]
    last_lon: Mapped[float | None]
    blocked_at: Mapped[datetime | None]
    muted_until: Mapped[datetime | None]
    mute_reason: Mapped[str | None] = mapped_column(String(256))
    menu: Mapped[str | None] = mapped_column(String(64))
    """A mark of the command menu their chat was owed last; empty while it has everybody's."""

    created_at: Mapped[datetime]

    def is_muted(self, now: datetime) -> bool:
        """Tell whether the office lets this person send nothing new at a moment."""
        return self.muted_until is not None and now < self.muted_until


class GroupScope:
    """What a bound group stands for."""

    DISTRICT = "district"
    STREET = "street"
    COMMUNITY = "community"
    DEPUTIES = "deputies"
    BODY = "body"


class Group(Base):
    """A Telegram group in which the bot is a member; bound once a person of the roster says what it is for.

    ``scope_code``: a community's, street's or body's code; for deputies a constituency, station or district code.
    """

    __tablename__ = "group_chat"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    title: Mapped[str] = mapped_column(String(256))
    thread_id: Mapped[int | None]
    scope: Mapped[str | None] = mapped_column(String(16), index=True)
    scope_code: Mapped[str | None] = mapped_column(String(32), index=True)
    notices: Mapped[str] = mapped_column(String(256), default="matters,results,weekly")
    bound_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    bound_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
