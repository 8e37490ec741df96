"""The messages of one chat: found by number at once, bounded at the far end."""

from collections.abc import Iterator
from itertools import islice

from sandbox.model import Message

KEEP = 20_000


class History:
    """Messages by number, oldest first; the oldest make room when there are too many."""

    def __init__(self, keep: int = KEEP) -> None:
        self._messages: dict[int, Message] = {}
        self._keep = keep

    def __len__(self) -> int:
        return len(self._messages)

    def __iter__(self) -> Iterator[Message]:
        return iter(self._messages.values())

    def get(self, message_id: int) -> Message | None:
        """Return a message that is still there, deleted ones included."""
        return self._messages.get(message_id)

    def put(self, message: Message) -> int:
        """Add a message; return the number of the one that made room, or 0."""
        self._messages[message.id] = message
        if len(self._messages) <= self._keep:
            return 0
        oldest = next(iter(self._messages))
        del self._messages[oldest]
        return oldest

    def last(self) -> Message | None:
        """Return the newest message that was not deleted."""
        return next((m for m in reversed(self._messages.values()) if not m.deleted), None)

    def page(self, before: int | None, limit: int) -> list[Message]:
        """Return up to `limit` messages older than `before`, oldest first."""
        newest_first: Iterator[Message] = reversed(self._messages.values())
        if before is not None:
            newest_first = (m for m in newest_first if m.id < before)
        return list(islice(newest_first, limit))[::-1]

    def sort(self) -> None:
        """Put messages in the order of their numbers after a restart."""
        self._messages = dict(sorted(self._messages.items()))
