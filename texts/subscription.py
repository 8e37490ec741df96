"""What residents follow, and the news of it: public facts alone."""

from texts.message import Names, Term, Text


class SubscribeButton(Text):
    """[订阅] in the settings."""


class Subscriptions(Text):
    """What the person follows; the newest page of it."""

    lines: tuple[Text, ...]


class NoSubscriptions(Text):
    """Nothing is followed yet, and what that is for."""


class Line(Text):
    """One subscription."""

    what: Text
    mode: Text


class OfStreet(Text):
    """A street."""

    street: str


class OfCategory(Text):
    """A category."""

    category: Text | Names


class OfCircle(Text):
    """What happens around a pin."""

    near: Text | None
    radius: int


class Near(Text):
    """The community whose anchor is nearest."""

    community: str


class Daily(Text):
    """One message on working days."""


class Instant(Text):
    """At once."""


class Stopped(Text):
    """Nothing until it goes on."""


class AddButton(Text):
    """[添加订阅]."""


class StopButton(Text):
    """[停]: all of them."""


class ResumeButton(Text):
    """[恢复]: all of them."""


class OneButton(Text):
    """A subscription in the list."""

    what: Text


class ShowOne(Text):
    """One subscription and how it is told."""

    what: Text
    mode: Text


class InstantButton(Text):
    """[即时]."""


class DailyButton(Text):
    """[每日汇总]."""


class RemoveButton(Text):
    """[取消订阅]."""


class AskWhat(Text):
    """What shall be followed?"""


class StreetButton(Text):
    """[一个街道]."""


class CategoryButton(Text):
    """[一个类别]."""


class CircleButton(Text):
    """[一个地点周围]."""


class Choose(Text):
    """Please choose."""


class AskPin(Text):
    """Where is the middle of the circle?"""


class PinUnclear(Text):
    """No place was understood."""


class AskRadius(Text):
    """How far around?"""

    near: Text | None


class RadiusButton(Text):
    """A radius."""

    metres: int


class Added(Text):
    """Toast: from now on."""


class Known(Text):
    """Toast: followed already."""


class Removed(Text):
    """Toast: no more."""


class AllStopped(Text):
    """Toast: silence."""


class AllResumed(Text):
    """Toast: it goes on."""


class News(Text):
    """The daily digest."""

    fresh: Text | None
    closed: Text | None


class Fresh(Text):
    """New matters."""

    count: int
    lines: tuple[Text, ...]


class Closed(Text):
    """Closed matters."""

    count: int
    lines: tuple[Text, ...]


class NewsLine(Text):
    """A matter: number, category, place and state, nothing else."""

    number: str
    category: Names | None
    place: Text
    state: Term


class More(Text):
    """The list is cut."""

    count: int


class JustFiled(Text):
    """A new matter, told at once."""

    line: Text


class JustClosed(Text):
    """A closed matter, told at once."""

    line: Text
