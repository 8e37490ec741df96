"""What was set aside after failing again and again: updates received, letters to send, timed work."""

from datetime import datetime

from texts.message import Text
from texts.press import Press


class ToDead(Text):
    """The panel's button to the dead letters."""

    count: int


class Title(Text):
    """A page of the list."""

    count: int
    items: tuple[Text, ...]
    page: Text | None


class NoneDead(Text):
    """Nothing was set aside."""


class Name(Text):
    """How one is called: a letter for its kind and its number."""

    letter: str
    number: int


class Item(Text):
    """One line of the list."""

    name: Name
    at: datetime
    what: Text


class Detail(Text):
    """One dead letter: what it was and why it failed, without anybody's words."""

    name: Name
    what: Text
    at: datetime
    attempts: int
    error: str | Text


class GotWords(Text):
    """A text message."""


class GotFile(Text):
    """A picture, video or file."""


class GotPlace(Text):
    """A location."""


class GotPress(Text):
    """A button."""

    verb: str


class GotOther(Text):
    """Something else that came in."""


class SendsNew(Text):
    """A new message of ours."""

    about: Text | None


class SendsEdit(Text):
    """A change of a message of ours."""

    about: Text | None


class SendsCommands(Text):
    """A chat's menu of commands."""


class AboutMatter(Text):
    """Which matter it was about."""

    number: str


class Timed(Text):
    """Work that was due."""

    kind: str


class UnknownError(Text):
    """Nobody noted why."""


class Retry(Text):
    """The button that tries it again."""


class RetryAll(Text):
    """The button that tries all again."""


class Drop(Text):
    """The button that ends it."""


class Back(Text):
    """The button back to the list."""


class Retried(Text):
    """It is tried again."""

    name: Name


class RetriedAll(Text):
    """All are tried again."""

    count: int


class Superseded(Text):
    """Something newer of the same message was sent already."""

    name: Name


class Dropped(Text):
    """It is over."""

    name: Name


class DeadListPress(Press, verb="dead"):
    """Show a page of the list."""

    page: int


class DeadPress(Press, verb="dead1"):
    """Show one: kind and id."""

    kind: str
    id: int


class RetryPress(Press, verb="retry"):
    """Try one again."""

    kind: str
    id: int


class RetryAllPress(Press, verb="retrya"):
    """Try all again."""


class DropDeadPress(Press, verb="dropd"):
    """Drop one."""

    kind: str
    id: int
