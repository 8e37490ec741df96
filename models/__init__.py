"""Mapped classes that know their rules, lifecycle, refusals, clocks: no Telegram, no HTTP, no now()."""

from models import (
    absence,
    audit,
    canned,
    clock,
    digest,
    dispatch,
    mail,
    matter,
    numbers,
    organisation,
    person,
    privacy,
    promise,
    search,
    walk_in,
)
from models.base import Base

__all__ = [
    "Base",
    "absence",
    "audit",
    "canned",
    "clock",
    "digest",
    "dispatch",
    "mail",
    "matter",
    "numbers",
    "organisation",
    "person",
    "privacy",
    "promise",
    "search",
    "walk_in",
]
