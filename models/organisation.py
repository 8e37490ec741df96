"""The organisation as stored: streets, stations, constituencies, communities, bodies and the roster's seats.

Rows are never deleted: what a newer organisation file no longer names becomes inactive.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, object_session, relationship

from models.base import Base, BigId
from models.person import Person


class Street(Base):
    """A street (街道)."""

    __tablename__ = "street"

    code: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(64))
    active: Mapped[bool] = mapped_column(default=True)


class Station(Base):
    """A liaison station (代表联络站)."""

    __tablename__ = "station"

    code: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(64))
    street_code: Mapped[str] = mapped_column(ForeignKey("street.code"))
    address: Mapped[str] = mapped_column(String(256))
    active: Mapped[bool] = mapped_column(default=True)


class Constituency(Base):
    """A constituency (选区): its deputies receive its matters."""

    __tablename__ = "constituency"

    code: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(64))
    street_code: Mapped[str] = mapped_column(ForeignKey("street.code"))
    station_code: Mapped[str] = mapped_column(ForeignKey("station.code"))
    active: Mapped[bool] = mapped_column(default=True)


class Community(Base):
    """A community (社区) with its anchor in WGS-84 degrees."""

    __tablename__ = "community"

    code: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(64))
    street_code: Mapped[str] = mapped_column(ForeignKey("street.code"))
    constituency_code: Mapped[str] = mapped_column(ForeignKey("constituency.code"))
    aliases: Mapped[str] = mapped_column(String(256), default="")
    """Other spellings, separated by spaces."""
    lat: Mapped[float]
    lon: Mapped[float]
    active: Mapped[bool] = mapped_column(default=True)

    street: Mapped[Street] = relationship(lazy="raise")
    constituency: Mapped[Constituency] = relationship(lazy="raise")


class Body(Base):
    """A handling body (承办单位)."""

    __tablename__ = "body"

    code: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(16))
    street_code: Mapped[str | None] = mapped_column(ForeignKey("street.code"))
    active: Mapped[bool] = mapped_column(default=True)


class Seat(Base):
    """One person of the roster in one role: bound to a Telegram account by its single-use token.

    ``scope`` is a code of the kind the role serves (models.organisation_plan.RosterEntry).
    """

    __tablename__ = "seat"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(64))
    role: Mapped[str] = mapped_column(String(16), index=True)
    scope: Mapped[str] = mapped_column(String(32), index=True)
    same_person_as: Mapped[str | None] = mapped_column(String(64))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    bound_at: Mapped[datetime | None]
    active: Mapped[bool] = mapped_column(default=True)

    @property
    def person(self) -> Person | None:
        """Return who holds the seat, None while the invitation is not used."""
        session = object_session(self)
        return session.get(Person, self.person_id) if session and self.person_id else None
