"""Passing a matter on to a handling body (承办单位): what owner, resident and everybody on the cards read."""

from texts.message import Day, Text, Until
from texts.role import SeatName


class Forward(Text):
    """The button that passes the matter on."""


class BodyChoice(Text):
    """A button with a body."""

    name: str


class ResponsibleChoice(Text):
    """A button with the body that usually handles such matters."""

    name: str


class ProposedChoice(Text):
    """A button with the body that was proposed."""

    name: str


class AbsentBodyChoice(Text):
    """A button with a body of which nobody has joined yet."""

    name: str


class Earlier(Text):
    """The button to the page before."""


class Later(Text):
    """The button to the page after."""


class AllBodies(Text):
    """The button that ends a search."""


class ChooseBody(Text):
    """To which body? Words search."""

    number: str
    page: int
    pages: int


class ChooseProposed(Text):
    """Whose job is it?"""

    number: str
    page: int
    pages: int


class ChooseRedirected(Text):
    """To which other body?"""

    number: str
    page: int
    pages: int


class NoBodyFound(Text):
    """No body is called like that; all are below."""

    words: str


class WriteNote(Text):
    """Write what the body should know."""

    number: str
    body: str


class NoNote(Text):
    """The button for passing on without a note."""


class AskDue(Text):
    """Until when should the body reply?"""

    body: str
    until: Until


class AskDueFree(Text):
    """Until when should the body reply? The matter is late already."""

    body: str


class DueDefault(Text):
    """The button for the usual deadline."""

    until: Until


class DueDay(Text):
    """A button with a day."""

    on: Day


class Preview(Text):
    """What will be passed on."""

    number: str
    body: str
    note: Text | None
    sign: Until
    until: Until


class NoteLine(Text):
    """The note on a line of its own."""

    words: str


class Send(Text):
    """The button that sends the form."""


class Forwarded(Text):
    """It was passed on."""

    number: str
    body: str
    until: Until


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
