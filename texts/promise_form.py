"""The forms of [已兑现] and [未兑现]: what is asked, and what became of it."""

from texts.message import Day, Text
from texts.press import Press


class TellKept(Text):
    """Asks the owner how it was kept: words and an after-photo."""

    number: str
    on: Day


class KeptSoFar(Text):
    """What came so far for the news that it was kept."""

    words: Text | str
    files: Text | None
    reason: Text | None
    step: Text


class NoWordsYet(Text):
    """No words came so far."""


class FilesSoFar(Text):
    """How many files came."""

    count: int


class NoPhotoBecause(Text):
    """Why there is no photo."""

    reason: str


class WordsNext(Text):
    """Words are missing."""


class PhotoNext(Text):
    """A photo is missing."""


class SendNext(Text):
    """It can be sent."""


class AskNoProof(Text):
    """Why is there no photo?"""

    number: str


class AskWhy(Text):
    """Why was it not kept?"""

    number: str
    on: Day


class AskNewDay(Text):
    """By which day instead, or not at all?"""

    number: str


class DelayPreview(Text):
    """What the residents will read of a promise that was not kept."""

    body: Text


class WordsOnly(Text):
    """Only words help here."""


class KeptNow(Text):
    """It was told that the promise was kept."""

    number: str
    next: Text | None


class CloseNext(Text):
    """The matter is still to be closed."""


class DelayedNow(Text):
    """It was told that the promise has a new day."""

    number: str
    on: Day


class BrokenNow(Text):
    """It was told that it cannot be kept."""

    number: str


class NotDelivered(Text):
    """It is noted, but the author cannot be reached."""

    number: str


class NoProofPress(Press, verb="noproof"):
    """There is no photo of what was kept; a reason is asked."""

    promise_id: int


class QuoteReportPress(Press, verb="quotereport"):
    """Put what the body reported into the form."""

    promise_id: int


class NewDayPress(Press, verb="newday"):
    """Choose a new day, as YYYY-MM-DD."""

    promise_id: int
    on: str


class NeverPress(Press, verb="never"):
    """It cannot be solved: class D."""

    promise_id: int


class TellPress(Press, verb="tellpromise"):
    """Send what was previewed."""

    promise_id: int
