"""Mapped classes that know their rules, lifecycle, refusals, clocks: no Telegram, no HTTP, no now()."""

from models import (
    absence,
    audit,
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
    walk_in,
)
from models.base import Base

__all__ = [
    "Base",
    "absence",
    "audit",
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
    "walk_in",
]
