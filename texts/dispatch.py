"""Passing a matter on to a handling body (承办单位): what owner, resident and everybody on the cards read."""

from texts.message import Day, Text, Until


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


class UnreachedBodyChoice(Text):
    """A button with a body whose contacts have all stopped the bot."""

    name: str


class AbsentLikely(Text):
    """The body that usually handles such matters, or the proposed one, would not hear of it: it is below."""

    body: str


class AbsentBelow(Text):
    """What is listed from here on are bodies that would not hear of a matter."""


class AbsentProposed(Text):
    """What happens when a body is proposed that would not hear of the matter."""

    body: str


class AllBodies(Text):
    """The button that ends a search."""


class ChooseBody(Text):
    """To which body? Words search."""

    number: str
    page: int
    pages: int
    absent: Text | None


class ChooseProposed(Text):
    """Whose job is it?"""

    number: str
    page: int
    pages: int
    absent: Text | None


class ChooseRedirected(Text):
    """To which other body?"""

    number: str
    page: int
    pages: int
    absent: Text | None


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
