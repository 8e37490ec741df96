"""Mapped classes that know their rules, lifecycle, refusals, clocks: no Telegram, no HTTP, no now()."""

from models import canned, clock, digest, mail, matter, numbers, organisation, person, search
from models.base import Base

__all__ = ["Base", "canned", "clock", "digest", "mail", "matter", "numbers", "organisation", "person", "search"]
