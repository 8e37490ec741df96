"""Words of [不再关注]."""

from texts.message import Text
from texts.press import Press


class Leave(Text):
    """[不再关注]."""


class Left(Text):
    """One follows the matter no more."""

    number: str


class LeavePress(Press, verb="leave"):
    """[不再关注]."""

    matter_id: int
