"""The invitation of a person of the roster."""

from texts.message import Text
from texts.press import Press
from texts.role import SeatName


class AskIdentity(Text):
    """Are you the person this invitation names?"""

    seat: SeatName
    scope: str


class ItsMe(Text):
    """The button that says yes."""


class NotMe(Text):
    """The button that says no."""


class Joined(Text):
    """The seat is theirs now: what to expect."""

    seat: SeatName
    scope: str
    waiting: int


class NotJoined(Text):
    """They said that the invitation is somebody else's."""


class AlreadyJoined(Text):
    """The person holds this seat already."""

    seat: SeatName


class JoinPress(Press, verb="join"):
    """Say whether the invitation is one's own."""

    token: str
    yes: bool
