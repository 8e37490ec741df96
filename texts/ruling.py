"""What the congress office and the street committees decide about bodies: send-backs and more time."""

from texts.message import Text, Until
from texts.role import SeatName


class Redirect(Text):
    """The button that passes the matter on to another body."""


class Keep(Text):
    """The button that leaves the matter with the body."""


class Grant(Text):
    """The button that grants more time."""


class Refuse(Text):
    """The button that refuses more time."""


class OpenMatter(Text):
    """The button that opens the matter's card."""


class BackCard(Text):
    """A body sent a matter back."""

    title: Text
    place: Text
    words: Text
    body: str
    reason: str
    proposed: str
    by: SeatName | None


class BackOver(Text):
    """The send-back needs no decision any more."""

    number: str
    line: Text | None


class ExtensionCard(Text):
    """A body asks for more time."""

    title: Text
    body: str
    until: Until
    due: Until
    reason: str


class ExtensionGranted(Text):
    """More time was granted."""

    number: str
    until: Until


class ExtensionRefused(Text):
    """More time was refused."""

    number: str
    reason: str


class ExtensionOver(Text):
    """The application needs no decision any more."""

    number: str


class RedirectPreview(Text):
    """To whom it will go."""

    number: str
    body: str
    until: Until


class Send(Text):
    """The button that confirms."""


class Redirected(Text):
    """It was passed on."""

    number: str
    body: str


class Kept(Text):
    """The body keeps it."""

    number: str
    body: str


class GrantedNow(Text):
    """More time was granted."""

    number: str
    until: Until


class WriteRefusal(Text):
    """Why is more time refused?"""

    number: str


class RefusedNow(Text):
    """More time was refused."""

    number: str


class ToBacks(Text):
    """The panel's button to send-backs."""

    count: int


class ToExtensions(Text):
    """The panel's button to applications for more time."""

    count: int


class BacksTitle(Text):
    """Send-backs that wait."""

    count: int


class ExtensionsTitle(Text):
    """Applications for more time that wait."""

    count: int


class Overview(Text):
    """What waits for a decision, by kind."""


class Nothing(Text):
    """Nothing waits for a decision."""


class Listing(Text):
    """A page of what waits."""

    title: Text
    items: tuple[Text, ...]
    page: Text | None


class PageOf(Text):
    """Which page of how many."""

    page: int
    pages: int


class BackItem(Text):
    """One send-back."""

    number: str
    body: str
    proposed: str


class ExtensionItem(Text):
    """One application for more time."""

    number: str
    body: str
    until: Until


class OpenItem(Text):
    """The button that opens one."""

    number: str
