"""What the engine itself has to say: when a step failed, a button is old, or messages come too fast."""

from texts.message import Text


class Apology(Text):
    """Something of ours broke; nothing was changed."""


class StaleButton(Text):
    """The pressed button is from another time."""


class SlowDown(Text):
    """More messages in a minute than one person may send; they are read one by one."""

    limit: int


class NotUnderstood(Text):
    """A message that no step expects."""


class UnknownCommand(Text):
    """There is no such command."""


class EditSeen(Text):
    """A message was edited after it was read."""


class SpeakAsYourself(Text):
    """An anonymous admin or a channel tried what needs a person."""
