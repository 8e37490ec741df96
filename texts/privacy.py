"""Words about one's own data: a copy of it, and erasing it."""

from texts.message import Text
from texts.press import Press
from texts.screen import Button, Rows, row


class ExportButton(Text):
    """[导出我的数据]."""


class EraseButton(Text):
    """[删除我的数据]."""


class ExportPromised(Text):
    """The copy is being made."""


class ExportUnderWay(Text):
    """The copy is being made already."""


class ExportReady(Text):
    """The caption of the copy."""


class ExportFailed(Text):
    """The copy could not be made."""


class AskOpenMatters(Text):
    """Some matters are still open: take them back, or let them go on without a name?"""

    count: int


class AskErase(Text):
    """What erasing does, and whether it is meant."""

    matters: int
    drafts: int
    fate: Text


class OpenWithdrawn(Text):
    """Open matters are taken back."""


class OpenKept(Text):
    """Open matters go on without a name."""


class NothingOpen(Text):
    """No matter is open."""


class WithdrawAllButton(Text):
    """[撤回]: take the open matters back."""


class KeepAllButton(Text):
    """[继续办理]: let the open matters go on."""


class ReallyEraseButton(Text):
    """[确认删除]."""


class DoNotEraseButton(Text):
    """[不删除]."""


class NotErased(Text):
    """Nothing was erased."""


class Erased(Text):
    """It is done: the last word to this person."""


class ExportPress(Press, verb="mydata"):
    """Send me a copy of my data."""


class ErasePress(Press, verb="erase"):
    """Erase my data: asked about what is open first."""


class EraseChoicePress(Press, verb="erase_how"):
    """What shall become of open matters."""

    withdraws: bool


class EraseNowPress(Press, verb="erase_now"):
    """Erase me; the count is of the matters that were there when it was asked."""

    withdraws: bool
    matters: int


class DoNotErasePress(Press, verb="erase_no"):
    """Do not."""


def privacy_rows() -> Rows:
    """Return what one may ask about one's own data."""
    return (row(Button(ExportButton(), ExportPress()), Button(EraseButton(), ErasePress())),)
