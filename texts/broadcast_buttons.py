"""Buttons of broadcasts."""

from texts.message import Text
from texts.press import Press


class ToDistrict(Text):
    """[全区居民]."""


class ToStreet(Text):
    """[一个街道]."""


class ToStation(Text):
    """[一个联络站]."""


class ToCategory(Text):
    """[关注某类别的居民]."""


class ToGroups(Text):
    """[社区群]."""


class TestButton(Text):
    """[给自己试发]."""


class SendButton(Text):
    """[发送]."""


class GroupsOn(Text):
    """[社区群：发]; shows the present state."""


class GroupsOff(Text):
    """[社区群：不发]; shows the present state."""


class RewriteButton(Text):
    """[改内容]."""


class ReaimButton(Text):
    """[改范围]."""


class CancelButton(Text):
    """[取消]."""


class PauseButton(Text):
    """[暂停]."""


class GoOnButton(Text):
    """[继续]."""


class NewButton(Text):
    """[写新通知]."""


class RunningOne(Text):
    """A button with a broadcast that is under way."""

    number: int
    sent: int
    total: int


class OptOutButton(Text):
    """[不再接收通知]."""


class OptInButton(Text):
    """[重新接收通知]."""


class NewNoticePress(Press, verb="bcnew"):
    """Write another notice."""


class AimPress(Press, verb="bcaim"):
    """Choose an audience: its kind, from a page of a branch (a street, a group of categories)."""

    broadcast_id: int
    audience: str
    branch: str
    page: int


class AudiencePress(Press, verb="bcto"):
    """This audience."""

    broadcast_id: int
    audience: str
    code: str


class ReaimPress(Press, verb="bcre"):
    """Choose another audience."""

    broadcast_id: int


class GroupsPress(Press, verb="bcgrp"):
    """Tell the community groups too, or not."""

    broadcast_id: int
    on: bool


class RewritePress(Press, verb="bcwr"):
    """Write it anew."""

    broadcast_id: int


class TestPress(Press, verb="bctest"):
    """Send it to oneself."""

    broadcast_id: int


class SendNoticePress(Press, verb="bcsend"):
    """Send it as the preview of this revision shows it."""

    broadcast_id: int
    revision: int


class DropPress(Press, verb="bcdrop"):
    """Throw the draft away."""

    broadcast_id: int


class SteerPress(Press, verb="bcrun"):
    """Pause, go on or cancel."""

    broadcast_id: int
    turn: str


class OpenNoticePress(Press, verb="bcopen"):
    """Show the progress of a broadcast here."""

    broadcast_id: int


class OptOutPress(Press, verb="bcout"):
    """No notices any more; pressed under this broadcast."""

    broadcast_id: int


class OptInPress(Press, verb="bcin"):
    """Notices again; pressed under this broadcast."""

    broadcast_id: int
