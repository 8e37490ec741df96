"""`代群众登记` and `待电话告知`: matters of people without the app, in the officer's hands."""

from datetime import datetime

from texts.message import Text, Until
from texts.press import Press


class WalkInKey(Text):
    """The key that registers a matter for somebody."""


class CallsKey(Text):
    """The key of what people are still to be told."""


class AskWords(Text):
    """What did the person say?"""


class AskName(Text):
    """What is the person called?"""

    above: Text | None


class AskPhone(Text):
    """By which telephone can they be told?"""

    above: Text | None


class NoName(Text):
    """The button for somebody who gives no name."""


class NoPhone(Text):
    """The button for somebody without a telephone."""


class PhoneUnclear(Text):
    """The typed words are no telephone number."""


class Guest(Text):
    """How everyone else sees the person."""

    handle: str


class PreviewContact(Text):
    """Who it is, on the preview."""

    handle: str
    name: str | Text
    phone: str | Text


class Nameless(Text):
    """The person gave no name."""


class Phoneless(Text):
    """The person has no telephone."""


class Receipt(Text):
    """It is registered: what to read out to the person."""

    number: str
    receivers: Text
    claim_by: Until
    answer_by: Until
    later: Text


class ByPhone(Text):
    """How the person will hear: by telephone."""


class AtStation(Text):
    """How the person will hear: at the station."""


class CallNeeded(Text):
    """Please tell the person this."""

    number: str
    name: str | Text
    contact: Text
    what: Text


class CallBy(Text):
    """Their telephone."""

    phone: str


class TellAtStation(Text):
    """They have none: when they come."""


class Told(Text):
    """The button that says it was told."""


class CallsTitle(Text):
    """A page of what is to be told."""

    count: int
    items: tuple[Text, ...]
    page: Text | None


class CallItem(Text):
    """One line: which matter, since when, how."""

    number: str
    at: datetime
    name: str | Text
    contact: Text


class OpenCall(Text):
    """The button that opens one."""

    number: str


class BackToCalls(Text):
    """The button back to the list."""


class NoCalls(Text):
    """Everyone was told everything."""


class ToldNow(Text):
    """It is noted that the person was told."""

    number: str


class ToldAlready(Text):
    """A colleague was faster."""

    number: str


class SkipContactPress(Press, verb="wiskip"):
    """No name, or no telephone: ``name`` or ``phone``."""

    draft_id: int
    part: str


class CallsPress(Press, verb="calls"):
    """Show a page of what is to be told."""

    page: int


class CallPress(Press, verb="call"):
    """Show one thing that is to be told."""

    call_id: int


class ToldPress(Press, verb="told"):
    """The person was told."""

    call_id: int
