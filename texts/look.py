"""Looking at the name of a resident who chose to stay hidden."""

from texts.message import Text
from texts.press import Press


class LookButton(Text):
    """[查看身份]."""


class LookCancelButton(Text):
    """The button that does not look after all."""


class AskLookReason(Text):
    """Why do you need the name? It is written down."""

    number: str
    handle: str


class LookReasonTyped(Text):
    """A picture is no reason."""

    number: str


class NameIs(Text):
    """Who filed the matter; the look was written down."""

    number: str
    handle: str
    name: str


class NotLooked(Text):
    """Nobody looked."""

    number: str


class LookPress(Press, verb="look"):
    """See who filed the matter; a reason is asked."""

    matter_id: int


class LookCancelPress(Press, verb="nolook"):
    """Do not look after all."""

    matter_id: int
