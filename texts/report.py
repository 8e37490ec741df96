"""Words of the report's form, from the first photo to 已提交."""


from texts.message import Names, Text, Until


class AskPhoto(Text):
    """`随手拍`: the photo first."""


class AskWords(Text):
    """`反映诉求`: the words first."""


class Offer(Text):
    """A text outside any form: is it a report?"""

    words: Text | str


class NoReport(Text):
    """[不是]: how to begin one."""


class AskContent(Text):
    """What is it about? Asked when a place came first."""

    got: Text | None


class GotFiles(Text):
    """Photos or recordings joined the draft."""

    count: int


class GotWords(Text):
    """Words joined the draft."""


class WordsChanged(Text):
    """A message of the draft was edited."""


class TooManyFiles(Text):
    """The draft holds as many files as it can."""

    limit: int


class WordsTooLong(Text):
    """The draft holds as many words as it can; what was beyond was not kept."""

    limit: int


class Danger(Text):
    """Words of danger: the numbers at once, and is it now?"""


class DangerNoted(Text):
    """[现在有危险]: the matter will be urgent."""


class DangerPassed(Text):
    """[没有危险]."""


class AskPlace(Text):
    """Where is it?"""

    got: Text | None


class PinHelp(Text):
    """`发送位置` came as text: how to send a pin or type."""


class NoLastPlace(Text):
    """`上次的地点` without any."""


class AskWhich(Text):
    """The name is borne by several communities."""

    words: str


class AskCommunity(Text):
    """A street was named, which community?"""

    street: str


class PlaceFound(Text):
    """The community a pin or name means."""

    place: Text | str


class PlaceChosen(Text):
    """Which of the communities was pressed."""

    place: Text | str


class PlaceOutside(Text):
    """A place that seems to lie outside the district."""

    place: Text | str


class PlaceUnsure(Text):
    """Words in which no community was recognised."""

    place: Text | str


class PlaceSkipped(Text):
    """`跳过`: somebody will ask."""


class NoPlace(Text):
    """No place is known."""


class PinOnly(Text):
    """A pin without a community."""


class OutsidePlace(Text):
    """The place of a preview, marked as outside."""

    place: Text | str


class AskMore(Text):
    """The words are very short."""


class AskCategory(Text):
    """Three guesses."""

    got: Text | None


class AskGroup(Text):
    """The tree's first level."""

    got: Text | None


class AskInGroup(Text):
    """The tree's second level."""

    group: Names


class CategoryName(Text):
    """A category as a label."""

    emoji: str
    name: Names


class AskQuestion(Text):
    """A category's own question."""

    category: Text
    question: Names


class ParkedDraft(Text):
    """您有一份未提交的草稿."""

    words: Text | str
    until: Until


class DraftLeft(Text):
    """/cancel or [取消]: the draft is kept."""

    until: Until


class DraftDeleted(Text):
    """The draft is gone."""


class NotUnderstoodHere(Text):
    """Content that this step cannot use; the draft is safe."""


class FileNotTakenHere(Text):
    """A document that is no image; the draft is safe."""


class FirstStep(Text):
    """/back at the first step."""
