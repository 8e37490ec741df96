"""After closing: was it solved, is it still good; and drafts that were left alone."""

from texts.message import Term, Text, Until
from texts.press import Press


class AskSolved(Text):
    """Closed: is it solved? Until when it can be reopened."""

    number: str
    result: Term
    until: Until


class AskSolvedKept(Text):
    """Closed after a promise was kept: is it solved? Until when it can be reopened."""

    number: str
    until: Until


class AskAgain(Text):
    """The second question; silence until then counts as no answer."""

    number: str
    until: Until


class StillGood(Text):
    """A month later: is it still good?"""

    number: str
    words: str
    until: Until


class GoodNoted(Text):
    """It is still good: thanks."""

    number: str


class UnsureNoted(Text):
    """The resident cannot tell: thanks, and how to say more."""

    number: str
    until: Until


class BrokenNoted(Text):
    """Broken again: it runs once more."""

    number: str
    until: Until


class BrokenForYou(Text):
    """Told to the owner: broken again."""

    number: str
    words: str
    until: Until


class BrokenForOffice(Text):
    """Told to the office: reopened more than once, decide."""

    number: str
    times: int


class StillGoodButton(Text):
    """[一直好着]."""


class BrokenButton(Text):
    """[又坏了]."""


class UnsureButton(Text):
    """[说不清]."""


class DraftExpired(Text):
    """A draft that was left alone was deleted."""

    days: int


class FollowUpPress(Press, verb="still"):
    """Answer the question: good, broken or unsure."""

    matter_id: int
    answer: str
