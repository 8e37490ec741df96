"""What happened to a matter, entry by entry, as those who work on it read it."""

from datetime import datetime

from texts.message import Day, Term, Text
from texts.role import SeatName


class Head(Text):
    """The heading above the last events."""


class Entry(Text):
    """One event of the timeline."""

    at: datetime
    who: Text | None
    what: Term
    more: Text | None
    words: Text | None


class EntryWho(Text):
    """Who did it."""

    who: Text


class EntryWords(Text):
    """What an event says in somebody's words."""

    words: str


class EntryTo(Text):
    """To whom a matter was assigned."""

    to: SeatName


class EntryOn(Text):
    """The date somebody named."""

    on: Day


class EntryResult(Text):
    """The class of an answer."""

    result: Term


class EntryPlace(Text):
    """Where somebody put the matter."""

    place: str


class Page(Text):
    """One page of all that happened."""

    number: str
    page: int
    pages: int
    entries: tuple[Entry, ...]
