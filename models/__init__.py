"""Mapped classes that know their rules, lifecycle, refusals, clocks: no Telegram, no HTTP, no now()."""

from models import clock, digest, dispatch, mail, matter, numbers, organisation, person
from models.base import Base

__all__ = ["Base", "clock", "digest", "dispatch", "mail", "matter", "numbers", "organisation", "person"]
from models import walk_in

__all__ = ["Base", "clock", "digest", "mail", "matter", "numbers", "organisation", "person", "walk_in"]
from models import absence, promise

__all__ = ["Base", "absence", "clock", "digest", "mail", "matter", "numbers", "organisation", "person", "promise"]
