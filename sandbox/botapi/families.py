"""Every family of methods, imported so that the table is full."""

from sandbox.botapi import (
    callbacks,
    chats,
    copies,
    deletes,
    downloads,
    edits,
    forums,
    media,
    members,
    messages,
    pins,
    polls,
    profile,
    updates,
)
from sandbox.botapi.registry import METHODS

FAMILIES = (
    callbacks, chats, copies, deletes, downloads, edits, forums, media, members, messages, pins, polls,
    profile, updates,
)  # fmt: skip

__all__ = ["FAMILIES", "METHODS"]
