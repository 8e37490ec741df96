"""What a deputy does with a matter besides answering: claim, put aside, release, ask, tell, note, publish."""

from texts.message import Text, Until
from texts.press import Press
from texts.role import SeatName


class Claim(Text):
    """The button that takes the matter."""


class NotMine(Text):
    """The button that puts the matter aside."""


class Release(Text):
    """The button that gives the matter back to the pool."""


class AskBack(Text):
    """The button that asks the resident."""


class Note(Text):
    """The button that writes an internal note."""


class InternalNote(Text):
    """The button under a reply that makes it an internal note."""


class Tell(Text):
    """The button under a reply that sends it to the resident."""


class Publish(Text):
    """The button that lets the community's group read the words."""


class Cancel(Text):
    """The button that leaves a form."""


class Claimed(Text):
    """You took it; until when the first word is due."""

    number: str
    limit: Text | None


class ClaimedForYou(Text):
    """Told to the resident: a deputy took the matter."""

    number: str
    owner: SeatName
    answer_by: Text | None


class AnswerBy(Text):
    """Until when the resident hears a first word."""

    until: Until


class PutAside(Text):
    """Your card of it is folded."""


class NobodysMatter(Text):
    """Told to the station head: every deputy put it aside."""

    number: str


class Released(Text):
    """It waits for a claim again; the limits go on."""

    number: str


class ReleasedByOwner(Text):
    """Told to the other deputies: it waits again."""

    number: str
    owner: SeatName


class PublishedNow(Text):
    """The words may be read in the group now, names and phones masked."""


class PublishedAlready(Text):
    """They could be read before."""


class WriteQuestion(Text):
    """Write what you want to ask."""

    number: str
    who: Text


class WriteNote(Text):
    """Write the note; the resident does not see it."""

    number: str


class QuestionToYou(Text):
    """Told to the resident: a question of the deputy."""

    number: str
    owner: SeatName
    words: str


class WordsToYou(Text):
    """Told to the resident: a message of the deputy."""

    number: str
    owner: SeatName
    words: str


class ReleasedForYou(Text):
    """Told to the resident: another deputy will take it."""

    number: str


class QuestionSent(Text):
    """The question went out; no clock stops."""

    number: str


class WordsSent(Text):
    """The message went out; no clock stops."""

    number: str


class NotDelivered(Text):
    """It is kept, but the resident cannot be reached."""

    number: str


class Noted(Text):
    """The note is kept."""

    number: str


class WhatToDo(Text):
    """What should become of the reply?"""

    number: str
    who: Text
    words: str
    files: Text | None


class Files(Text):
    """How many files came along."""

    count: int


class SeeBelow(Text):
    """What an older message of the form becomes when a newer one stands below."""


class NothingKept(Text):
    """The form was left; nothing was sent."""


class WordsOrPictures(Text):
    """The form takes words, photos and videos only."""


class ClaimPress(Press, verb="claim"):
    """Take the matter."""

    matter_id: int
    revision: int


class NotMinePress(Press, verb="notmine"):
    """Put the matter aside."""

    matter_id: int


class ReleasePress(Press, verb="release"):
    """Give the matter back."""

    matter_id: int
    revision: int


class PublishPress(Press, verb="publish"):
    """Let the group read the words."""

    matter_id: int
    revision: int


class AskPress(Press, verb="ask"):
    """Begin a question to the resident."""

    matter_id: int


class NotePress(Press, verb="note"):
    """Begin an internal note."""

    matter_id: int


class SnapOf(Text):
    """A deputy follows what they reported themselves."""

    owner: SeatName


class SendAsPress(Press, verb="sendas"):
    """Send what was typed in reply to a card; how is tell, ask or note."""

    matter_id: int
    how: str


class DropPress(Press, verb="drop"):
    """Leave the form."""

    matter_id: int
