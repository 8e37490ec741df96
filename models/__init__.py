"""Mapped classes that know their rules, lifecycle, refusals, clocks: no Telegram, no HTTP, no now()."""

from models import absence, clock, digest, mail, matter, numbers, organisation, person, promise
from models.base import Base

__all__ = ["Base", "absence", "clock", "digest", "mail", "matter", "numbers", "organisation", "person", "promise"]
