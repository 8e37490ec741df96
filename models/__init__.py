"""Mapped classes that know their rules, lifecycle, refusals, clocks: no Telegram, no HTTP, no now()."""

from models import clock, digest, mail, matter, numbers, organisation, person, walk_in
from models.base import Base

__all__ = ["Base", "clock", "digest", "mail", "matter", "numbers", "organisation", "person", "walk_in"]
