"""Every change as a numbered event, kept for a while so that a page can resume where it was."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

import orjson

from sandbox.jsontypes import Json

KEEP = 5_000
QUEUE = 2_000


@dataclass(slots=True)
class Event:
    """One change; its payload is made when somebody wants to read it."""

    number: int
    kind: str
    payload: Callable[[], Json]

    def as_sse(self) -> bytes:
        """Return the event as a text/event-stream block."""
        data = orjson.dumps({"type": self.kind, **self.payload()})
        return b"id: %d\nevent: %s\ndata: %s\n\n" % (self.number, self.kind.encode(), data)


class Listener:
    """One open stream: a bounded queue, given up when its reader is too slow."""

    def __init__(self) -> None:
        self._waiting: deque[Event] = deque()
        self._wake = asyncio.Event()
        self.is_lost = False

    def put(self, event: Event) -> None:
        """Hand over an event."""
        if len(self._waiting) >= QUEUE:
            self.is_lost = True
        else:
            self._waiting.append(event)
        self._wake.set()

    def end(self) -> None:
        """Tell the reader to go away."""
        self.is_lost = True
        self._wake.set()

    async def take(self, patience: float) -> list[Event]:
        """Return what came, waiting a while if nothing is there yet."""
        if not self._waiting and not self.is_lost:
            self._wake.clear()
            try:
                await asyncio.wait_for(self._wake.wait(), patience)
            except TimeoutError:
                return []
        events = list(self._waiting)
        self._waiting.clear()
        return events


class Events:
    """Numbers events, keeps the newest and hands them to open streams."""

    def __init__(self, first: int) -> None:
        self._next = first
        self._kept: deque[Event] = deque(maxlen=KEEP)
        self._listeners: set[Listener] = set()

    @property
    def last(self) -> int:
        """Return the number of the newest event."""
        return self._next - 1

    def emit(self, kind: str, payload: Callable[[], Json]) -> None:
        """Tell everybody about a change."""
        event = Event(self._next, kind, payload)
        self._next += 1
        self._kept.append(event)
        for listener in self._listeners:
            listener.put(event)

    def listen(self, after: int | None) -> Listener:
        """Open a stream; with `after`, begin with what was missed since that number."""
        listener = Listener()
        if after is not None:
            missed = self.last - after
            if 0 < missed <= len(self._kept):
                for event in islice(self._kept, len(self._kept) - missed, None):
                    listener.put(event)
            elif missed:
                listener.put(Event(self.last, "reset", dict))
        self._listeners.add(listener)
        return listener

    def forget(self, listener: Listener) -> None:
        """Close a stream."""
        self._listeners.discard(listener)

    def close(self) -> None:
        """Send every reader away."""
        for listener in self._listeners:
            listener.end()
