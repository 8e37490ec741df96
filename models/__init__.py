"""Mapped classes that know their rules, lifecycle, refusals, clocks: no Telegram, no HTTP, no now()."""

from models import broadcast, clock, digest, mail, matter, numbers, organisation, person, subscription
from models.base import Base

__all__ = ["Base", "broadcast", "clock", "digest", "mail", "matter", "numbers", "organisation", "person",
           "subscription"]
