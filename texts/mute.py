"""Muting somebody: buttons and questions for the office, words for whom it concerns."""

from texts.message import Day, Text
from texts.press import Press


class MutePress(Press, verb="mute"):
    """Begin to mute who filed the matter."""

    matter_id: int


class ConfirmMutePress(Press, verb="mutesure"):
    """Mute as the form says."""

    matter_id: int


class UnmutePress(Press, verb="unmute"):
    """Let who filed the matter speak again."""

    matter_id: int


class Mute(Text):
    """The button that begins a mute."""


class Unmute(Text):
    """The button that ends a mute."""


class ConfirmMute(Text):
    """The button that mutes as the form says."""


class AskReason(Text):
    """The first question: why."""

    number: str
    who: Text


class AskLastDay(Text):
    """The second question: until when."""

    number: str
    reason: str


class Preview(Text):
    """What will happen, before it does."""

    number: str
    who: Text
    reason: str
    last_day: Day


class MutedNow(Text):
    """It is done."""

    number: str
    last_day: Day


class UnmutedNow(Text):
    """It is undone."""

    number: str


class MutedForYou(Text):
    """The muted person reads why, until when, and whom to ask."""

    reason: str
    last_day: Day


class UnmutedForYou(Text):
    """The person may speak again."""
