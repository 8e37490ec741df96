"""QR codes of stations and deputies: what a poster says, and where the pictures are asked for."""

from texts.message import Text
from texts.press import Press


class ToCodes(Text):
    """The button to the codes, and to one of them."""


class Codes(Text):
    """Whose code?"""

    page: Text | None


class StationChoice(Text):
    """A button with a station."""

    name: str


class DeputyChoice(Text):
    """A button with a deputy."""

    name: str


class StationCode(Text):
    """What stands with a station's code."""

    name: str


class DeputyCode(Text):
    """What stands with a deputy's code."""

    name: str
    constituency: str


class CodeLink(Text):
    """The code as a message, with its link."""

    about: Text
    link: str


class CodesPress(Press, verb="qrs"):
    """Show a page of whose codes may be had."""

    page: int


class CodePress(Press, verb="qr"):
    """Send a code, by its payload."""

    payload: str
