"""Every family of methods, imported so that the table is full."""

from sandbox.botapi import callbacks, downloads, edits, media, messages, updates
from sandbox.botapi.registry import METHODS

__all__ = ["METHODS", "callbacks", "downloads", "edits", "media", "messages", "updates"]
