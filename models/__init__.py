"""Mapped classes that know their rules, lifecycle, refusals, clocks: no Telegram, no HTTP, no now()."""

from models import audit, clock, digest, mail, matter, numbers, organisation, person, privacy
from models.base import Base

__all__ = ["Base", "audit", "clock", "digest", "mail", "matter", "numbers", "organisation", "person",
           "privacy"]
