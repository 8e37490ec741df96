"""What a handling body's contact reads and presses."""

from datetime import datetime

from texts.message import Day, Names, Text, Until
from texts.role import SeatName


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


class Earlier(Text):
    """The button to the page before."""


class Later(Text):
    """The button to the page after."""


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


class WasDecided(Text):
    """It was passed on to another body."""


class WasEnded(Text):
    """The matter went on without the body."""


class ExtensionWaits(Text):
    """More time was asked."""

    until: Until


class Signed(Text):
    """You signed."""

    number: str
    until: Until


class WriteReason(Text):
    """Why is it not your job?"""

    number: str


class SendBackPreview(Text):
    """What will be sent back."""

    number: str
    proposed: str
    reason: str


class SentBack(Text):
    """It was sent back."""

    number: str


class WriteReply(Text):
    """Write the reply to the owner."""

    number: str


class Collected(Text):
    """What the reply holds so far."""

    number: str
    words: str
    files: Text | None


class Files(Text):
    """How many files."""

    count: int


class WordsMissing(Text):
    """Pictures came, but words are needed too."""

    number: str
    count: int


class Replied(Text):
    """The owner was told."""

    number: str


class WordsOrPictures(Text):
    """The form takes words and pictures only."""


class AskNewDay(Text):
    """Until which day is more time needed?"""

    number: str
    until: Until


class DayLabel(Text):
    """A button with a day."""

    on: Day


class WriteWhy(Text):
    """Why is more time needed?"""

    until: Until


class ExtendPreview(Text):
    """What will be asked."""

    number: str
    until: Until
    reason: str


class ExtendAsked(Text):
    """It was asked."""

    number: str


class Granted(Text):
    """More time was granted."""

    number: str
    until: Until


class NotGranted(Text):
    """More time was refused."""

    number: str
    reason: str
    until: Until


class KeptWithYou(Text):
    """The office decided that it is your job."""

    number: str
    by: SeatName
    until: Until


class PassedElsewhere(Text):
    """The office passed it on to another body."""

    number: str
    body: str


class OverNow(Text):
    """The matter went on without the body."""

    number: str


class Chased(Text):
    """The resident pushed."""

    number: str
    until: Until


class Reopened(Text):
    """The resident says that it is not solved."""

    number: str
    words: str


class DueSoon(Text):
    """The reply is due today."""

    number: str
    until: Until


class DueLate(Text):
    """The reply is late."""

    number: str
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
