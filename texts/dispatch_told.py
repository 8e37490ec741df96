"""What owner, resident and everybody on the cards read of a matter that a body handles."""

from texts.message import Day, Text, Until
from texts.role import SeatName


class ForwardedForYou(Text):
    """Told to the resident: which body handles it."""

    number: str
    owner: SeatName
    body: str
    until: Until


class SentBackForYou(Text):
    """Told to the resident: the body says it is not its job."""

    number: str
    body: str
    reason: str
    proposed: str


class SentBackForOwner(Text):
    """Told to the owner: the body says it is not its job."""

    number: str
    body: str
    reason: str
    proposed: str


class RedirectedForYou(Text):
    """Told to the resident: which other body handles it now."""

    number: str
    body: str
    until: Until


class KeptForYou(Text):
    """Told to the resident: the same body handles it after all."""

    number: str
    body: str
    until: Until


class RedirectedForOwner(Text):
    """Told to the owner: which other body handles it now."""

    number: str
    by: SeatName
    body: str
    until: Until


class KeptForOwner(Text):
    """Told to the owner: the same body handles it after all."""

    number: str
    by: SeatName
    body: str
    until: Until


class RepliedForOwner(Text):
    """Told to the owner: what the body replied."""

    number: str
    body: str
    words: str
    files: Text | None


class ReportedForOwner(Text):
    """Told to the owner: what the body says of the promise that rests on its reply."""

    number: str
    body: str
    on: Day
    words: str
    files: Text | None


class SignedForOwner(Text):
    """Told to the owner: the body took it on."""

    number: str
    body: str
    until: Until


class ExtendedForYou(Text):
    """Told to the resident: it takes longer, and why."""

    number: str
    body: str
    until: Until
    reason: str


class ExtendedForOwner(Text):
    """Told to the owner: the body has more time."""

    number: str
    body: str
    until: Until
    reason: str


class BodyLate(Text):
    """Told to the owner: the body is late."""

    number: str
    body: str
    until: Until


class LineSent(Text):
    """On a card: it waits for a body to sign."""

    body: str
    sign: Until
    until: Until


class LineSigned(Text):
    """On a card: a body works on it."""

    body: str
    until: Until


class LineSentBack(Text):
    """On a card: a body sent it back."""

    body: str
    proposed: str
    reason: str


class LineReplied(Text):
    """On a card: what a body replied."""

    body: str
    words: str


class LineNote(Text):
    """On a card: what the body was told."""

    words: str


class LineExtension(Text):
    """On a card: a body asked for more time."""

    until: Until


class QuoteReply(Text):
    """The button that puts the body's reply into the answer."""


class Quoted(Text):
    """How a body's reply is quoted in an answer."""

    body: str
    words: str


class EntryBody(Text):
    """Which body, in the timeline."""

    body: str


class EntryProposed(Text):
    """Which body and which it proposed, in the timeline."""

    body: str
    proposed: str


class OwingBody(Text):
    """Which body owes the next step, in a reminder."""

    body: str
