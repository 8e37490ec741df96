"""Mapped classes that know their rules, lifecycle, refusals, clocks: no Telegram, no HTTP, no now()."""

from models import clock, mail, matter, numbers, organisation, person
from models.base import Base

__all__ = ["Base", "clock", "mail", "matter", "numbers", "organisation", "person"]
