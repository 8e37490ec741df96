"""What residents follow: a street, a kind of trouble, or what happens around a pin."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigId, partial_index
from models.places import Point, metres_between

RADII = (200, 500, 1000)
"""Metres around a pin that may be followed."""


class Followed(StrEnum):
    """What a subscription follows."""

    STREET = "street"
    CATEGORY = "category"
    CIRCLE = "circle"


class Subscription(Base):
    """One thing a resident follows; ``told_at`` is up to when its news were told, so that a pause loses none."""

    __tablename__ = "subscription"
    __table_args__ = (
        Index("ix_subscription_person_id", "person_id"),
        Index("ix_subscription_code", "what", "code"),
        partial_index("ix_subscription_instant", "id", where="instant"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    what: Mapped[str] = mapped_column(String(16))
    code: Mapped[str | None] = mapped_column(String(32))
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    radius: Mapped[int | None]
    instant: Mapped[bool] = mapped_column(default=False)
    stopped_at: Mapped[datetime | None]
    told_at: Mapped[datetime]
    created_at: Mapped[datetime]

    def covers(self, lat: float | None, lon: float | None) -> bool:
        """Tell whether a WGS-84 point lies in the circle; a matter without a pin lies in none."""
        if None in (self.lat, self.lon, self.radius) or lat is None or lon is None:
            return False
        middle = Point(self.lat or 0.0, self.lon or 0.0)
        return metres_between(middle, Point(lat, lon)) <= (self.radius or 0)
