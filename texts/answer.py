"""Answers to the resident, and closing."""

from texts.message import Day, Term, Text
from texts.press import Press
from texts.role import SeatName


class Answer(Text):
    """The button that begins an answer."""


class Respond(Text):
    """The button for a first word without a class."""


class Send(Text):
    """The button that sends the answer."""


class Edit(Text):
    """The button that begins the answer anew."""


class Cancel(Text):
    """The button that throws the answer away."""


class Close(Text):
    """The button that ends the work."""


class NoPhoto(Text):
    """The button for closing without an after-photo."""


class DayLabel(Text):
    """A button with a date."""

    on: Day


class WriteAnswer(Text):
    """Write the answer: words, photos, several if need be."""

    number: str
    who: Text


class Collected(Text):
    """What the answer holds so far, and what to choose now."""

    number: str
    words: str
    files: Text | None


class Files(Text):
    """How many files the answer holds."""

    count: int


class CollectedBefore(Text):
    """What an older message of the form becomes when a newer one stands below."""


class WordsMissing(Text):
    """Pictures came, but the resident needs words too."""

    number: str
    count: int


class AskNextDate(Text):
    """By which day does the next step happen?"""


class AskPromiseDate(Text):
    """By which day is it solved or carried out?"""

    result: Term


class AskReason(Text):
    """Why can it not be solved?"""


class Preview(Text):
    """How the resident will read it."""

    number: str
    body: Text
    files: Text | None


class ResponseToYou(Text):
    """Told to the resident: a first word with the next step and its date."""

    number: str
    owner: SeatName
    words: str
    on: Day


class AnswerToYou(Text):
    """Told to the resident: the answer and its class."""

    number: str
    owner: SeatName
    words: str
    result: Term
    promise: Text | None
    reason: Text | None


class PromiseLine(Text):
    """The date that B or C names."""

    on: Day


class ReasonLine(Text):
    """Why it cannot be solved."""

    words: str


class ResponseSent(Text):
    """The resident was told; until when the matter must be closed."""

    number: str
    limit: Text | None


class AnswerSent(Text):
    """The resident was told; what closing needs."""

    number: str
    limit: Text | None


class AnswerWasSent(Text):
    """The resident was told, and the matter went on since."""

    number: str


class AnswerDropped(Text):
    """Nothing was sent."""


class NotDelivered(Text):
    """It is recorded, but the resident cannot be reached."""

    number: str


class SendPhoto(Text):
    """Send an after-photo to close, or say that none is needed."""

    number: str


class AskNoPhotoReason(Text):
    """Why is no after-photo needed?"""

    number: str


class Closed(Text):
    """It is closed; the resident is asked."""

    number: str


class ClosedForYou(Text):
    """Told to the followers: the matter was closed."""

    number: str
    owner: SeatName
    result: Term


class AfterPhoto(Text):
    """The caption of the after-photo."""

    number: str


class AnswerPress(Press, verb="answer"):
    """Begin an answer."""

    matter_id: int


class RespondPress(Press, verb="respond"):
    """Make it a first word without a class."""

    matter_id: int


class ClassPress(Press, verb="class"):
    """Make it an answer of a class."""

    matter_id: int
    result: str


class DayPress(Press, verb="day"):
    """Choose a date, as YYYY-MM-DD."""

    matter_id: int
    on: str


class SendPress(Press, verb="send"):
    """Send the answer; the revision is the matter's as it was previewed."""

    matter_id: int
    revision: int


class EditPress(Press, verb="edit"):
    """Begin the answer anew."""

    matter_id: int


class CancelPress(Press, verb="noanswer"):
    """Throw the answer away."""

    matter_id: int


class ClosePress(Press, verb="close"):
    """End the work."""

    matter_id: int
    revision: int


class NoPhotoPress(Press, verb="nophoto"):
    """Close a solved matter without an after-photo; a reason is asked."""

    matter_id: int
