"""Words of the report's preview and of 提交."""

from collections.abc import Sequence
from datetime import datetime

from texts.message import Names, Term, Text, Until
from texts.role import SeatName


class Above(Text):
    """What was just received, above the next question."""

    line: Text


class Below(Text):
    """Lines that begin on a line of their own; left out when there are none."""

    lines: Sequence[Text]


class Answered(Text):
    """A question and its answer in the preview."""

    question: Names
    answer: str | Names


class Preview(Text):
    """Everything before 提交."""

    words: Text | str
    files: Text | None
    place: Text | str
    category: Text
    answers: Text | None
    kind: Term
    urgent: Text | None
    similar: Text | None
    receivers: Text
    limit: Text
    name: Text
    publicity: Text


class FilesLine(Text):
    """How many files."""

    count: int


class NoWords(Text):
    """A matter of pictures only."""


class CutWords(Text):
    """Long words, cut."""

    words: str
    total: int


class UrgentLine(Text):
    """Marked urgent."""


class ToDeputies(Text):
    """The constituency and its deputies."""

    constituency: str
    deputies: str


class ToOffice(Text):
    """The officers and the office, who dispatch."""


class ToBody(Text):
    """The body that gets a deputy's own snap."""

    body: str


class ToOverseers(Text):
    """Who gets a deputy's own snap while no body would hear of it."""


class ToClaim(Text):
    """Until when a deputy claims it, if it is submitted now."""

    until: Until


class ToSign(Text):
    """Until when the body signs for it, if it is submitted now."""

    until: Until


class NothingToSign(Text):
    """Nobody has to claim a deputy's own snap, and no body has it yet."""


class AsDeputy(Text):
    """A deputy's own snap bears their name."""

    who: SeatName


class SnapSubmitted(Text):
    """A deputy's own snap was sent, and they follow it."""

    number: str
    receivers: Text
    held: Text | None
    sign: Text | None


class SignedBy(Text):
    """Until when the body signs for it."""

    until: Until


class SnapHeld(Text):
    """The body's phones are silent at night."""

    at: datetime


class AsHandle(Text):
    """Hidden name."""

    handle: str


class AsName(Text):
    """Shown name."""

    name: str


class MayBePublic(Text):
    """The owner may publish the words."""


class NeverPublic(Text):
    """Nobody may publish the words."""


class AskChange(Text):
    """Which part?"""


class AskNewWords(Text):
    """Type the words anew."""

    words: Text | str


class AskFiles(Text):
    """Add files, or drop all."""

    count: int


class FilesDropped(Text):
    """All files are gone from the draft."""


class Submitted(Text):
    """已提交."""

    number: str
    receivers: Text
    held: Text | None
    claim_by: Until
    answer_by: Until


class HeldTillMorning(Text):
    """The deputies' phones are silent at night."""

    at: datetime
