"""The forms of a handling body's contact, and what it is told."""

from texts.message import Day, Text, Until
from texts.role import SeatName


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
    absent: Text | None


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


class PromiseSoonDue(Text):
    """What a deputy promised on the body's reply comes due."""

    number: str
    on: Day
    about: Text
    words: str


class DueLate(Text):
    """The reply is late."""

    number: str
    until: Until
