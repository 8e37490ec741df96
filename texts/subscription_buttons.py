"""What the buttons of subscriptions do, and their row in the settings."""

from texts.broadcast_buttons import OptInButton, OptOutButton
from texts.press import Press
from texts.screen import Button, row
from texts.subscription import SubscribeButton


class SubscriptionsPress(Press, verb="sub"):
    """The list, at a page."""

    page: int


class ShowPress(Press, verb="sub1"):
    """One of them."""

    subscription_id: int


class ModePress(Press, verb="submode"):
    """At once, or daily."""

    subscription_id: int
    instant: bool


class RemovePress(Press, verb="subdel"):
    """Follow it no more."""

    subscription_id: int


class AddPress(Press, verb="subadd"):
    """What shall be followed?"""


class ListPress(Press, verb="sublist"):
    """Streets or categories to choose from, a page of a branch."""

    what: str
    branch: str
    page: int


class FollowPress(Press, verb="subto"):
    """Follow this street or category."""

    what: str
    code: str


class CirclePress(Press, verb="subpin"):
    """Follow what happens around a place."""


class RadiusPress(Press, verb="subrad"):
    """This far around the pin that was sent."""

    metres: int


class StopAllPress(Press, verb="substop"):
    """Stop all, or let all go on."""

    stop: bool


class NoticesPress(Press, verb="subnote"):
    """Broadcasts again, or no more: the button in the settings."""

    on: bool


def follow_row(*, wants_notices: bool) -> tuple[Button, ...]:
    """Return the settings' buttons for what comes unasked: what is followed, and the office's notices."""
    notices = Button(OptOutButton() if wants_notices else OptInButton(), NoticesPress(not wants_notices))
    return row(Button(SubscribeButton(), SubscriptionsPress(0)), notices)
