"""Lists of matters for those who work on them, five to a page."""

from texts.message import Names, Term, Text, Until
from texts.press import Press


class InboxTitle(Text):
    """What waits for a claim."""

    count: int


class MineTitle(Text):
    """What the deputy took."""

    count: int


class OverdueTitle(Text):
    """What is late."""

    count: int


class DispatchTitle(Text):
    """What waits to be assigned."""

    count: int


class DisputedTitle(Text):
    """What was disputed twice and waits for the office."""

    count: int


class InboxEmpty(Text):
    """Nothing waits for a claim."""


class MineEmpty(Text):
    """The deputy has nothing in hand."""


class OverdueEmpty(Text):
    """Nothing is late."""


class DispatchEmpty(Text):
    """Nothing waits to be assigned."""


class DisputedEmpty(Text):
    """Nothing waits for the office's decision."""


class TodayEmpty(Text):
    """Nothing is due today."""


class Listing(Text):
    """A page of a list."""

    title: Text
    items: tuple[Text, ...]
    page: Text | None


class PageOf(Text):
    """Which page of how many."""

    page: int
    pages: int


class Item(Text):
    """One matter of a list."""

    number: str
    category: Names | None
    place: str | Text
    limit: Text | None


class UrgentItem(Text):
    """One urgent matter of a list."""

    number: str
    category: Names | None
    place: str | Text
    limit: Text | None


class Due(Text):
    """Until when something is due."""

    what: Term
    until: Until


class Late(Text):
    """Since when something is late."""

    what: Term
    until: Until


class NoPlace(Text):
    """Nobody knows where."""


class Outside(Text):
    """Outside the district."""


class OpenItem(Text):
    """The button that opens a matter."""

    number: str


class Earlier(Text):
    """The button to the page before."""


class Later(Text):
    """The button to the page after."""


class TodayList(Text):
    """One message: what is late, due today, and pushed without an answer."""

    sections: tuple[Text, ...]


class LateSection(Text):
    """What is late."""

    count: int
    items: tuple[Text, ...]


class DueSection(Text):
    """What is due today."""

    count: int
    items: tuple[Text, ...]


class ChasedSection(Text):
    """What residents pushed and nobody answered."""

    count: int
    items: tuple[Text, ...]


class MoreItems(Text):
    """How many more there are."""

    count: int


class QueuePress(Press, verb="queue"):
    """Turn to a page of a list: inbox, mine, overdue, dispatch or disputed."""

    kind: str
    page: int
