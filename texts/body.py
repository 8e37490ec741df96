"""What a handling body's contact reads and presses."""

from datetime import datetime

from texts.message import Day, Names, Text, Until
from texts.role import SeatName


class GroupReplied(Text):
    """In the body's group: it replied, and the words are not for the group."""


class GroupSentBack(Text):
    """In the body's group: it sent the matter back; which body it proposed."""

    body: str


class Sign(Text):
    """The button that takes the matter on."""


class SendBack(Text):
    """The button that sends the matter back."""


class Reply(Text):
    """The button that begins the reply to the owner."""


class Extend(Text):
    """The button that asks for more time."""


class FullWords(Text):
    """The button to all the words."""


class ToCard(Text):
    """The button back to the card."""


class CardLines(Text):
    """All that the card says."""

    lines: tuple[Text, ...]


class AskedBy(Text):
    """Who passed the matter on."""

    by: SeatName


class AskedByDecision(Text):
    """A decision brought the matter here."""


class Note(Text):
    """What the body should know."""

    words: str


class Final(Text):
    """It cannot be sent back any more."""


class SignBy(Text):
    """Until when to sign."""

    until: Until


class SignLate(Text):
    """It should have been signed."""

    until: Until


class ReplyBy(Text):
    """Until when to reply."""

    until: Until


class ReplyLate(Text):
    """The reply is late."""

    until: Until


class StateSigned(Text):
    """It was signed."""

    at: datetime


class StateSentBack(Text):
    """It was sent back; the office decides."""

    proposed: str
    reason: str


class Folded(Text):
    """The card of a matter that is no longer here."""

    number: str
    why: Text


class WasReplied(Text):
    """You replied."""

    words: str


class WasPromised(Text):
    """You replied, and a deputy promised the residents a day."""

    words: str
    on: Day


class WasDecided(Text):
    """It was passed on to another body."""


class WasEnded(Text):
    """The matter went on without the body."""


class ExtensionWaits(Text):
    """More time was asked."""

    until: Until


class ListTitle(Text):
    """What the body has in hand."""

    count: int


class ListEmpty(Text):
    """The body has nothing in hand."""


class Listing(Text):
    """A page of what the body has in hand."""

    title: Text
    items: tuple[Text, ...]
    page: Text | None


class PageOf(Text):
    """Which page of how many."""

    page: int
    pages: int


class ItemSent(Text):
    """A matter that waits to be signed."""

    number: str
    category: Names | None
    place: str
    until: Until


class ItemSigned(Text):
    """A matter that waits for the reply."""

    number: str
    category: Names | None
    place: str
    until: Until


class Late(Text):
    """A mark of what is late."""

    line: Text


class WordsPage(Text):
    """A page of all the words."""

    number: str
    page: int
    pages: int
    words: str
