"""/search: what is looked for, what was found, and the buttons that narrow it."""

from datetime import datetime

from texts.message import Day, Names, Term, Text


class Found(Text):
    """A page of what was found."""

    count: Text
    criteria: tuple[Text, ...]
    items: tuple[Text, ...]
    page: Text | None


class NothingFound(Text):
    """Nothing was found; what to try next."""

    criteria: tuple[Text, ...]


class Count(Text):
    """How many were found."""

    count: int


class CountMore(Text):
    """More were found than are counted."""

    count: int


class Everything(Text):
    """Nothing narrows the search."""


class ForWords(Text):
    """Words that are looked for."""

    words: str


class ForPlace(Text):
    """The place that is looked in."""

    place: str


class ForState(Text):
    """The state that is looked for."""

    state: Term


class ForOpen(Text):
    """All states in which somebody still owes something."""


class ForDays(Text):
    """The days of submission that are looked in."""

    since: Day
    until: Day


class ForDay(Text):
    """The one day of submission that is looked in."""

    on: Day


class ForMine(Text):
    """One's own matters alone."""


class FoundItem(Text):
    """One matter that was found."""

    number: str
    category: Names | None
    place: str | Text
    state: Term
    at: datetime
    words: str


class FoundUrgent(Text):
    """One urgent matter that was found."""

    number: str
    category: Names | None
    place: str | Text
    state: Term
    at: datetime
    words: str


class OpenFound(Text):
    """The button that opens a matter that was found."""

    number: str


class Place(Text):
    """The button for the place."""


class State(Text):
    """The button for the state."""


class Period(Text):
    """The button for the days."""


class Words(Text):
    """The button for other words."""


class Clear(Text):
    """The button that drops everything that narrows the search."""


class Back(Text):
    """The button back to what was found."""


class AskWords(Text):
    """Which words or number?"""


class AskPlace(Text):
    """Which street?"""


class AskCommunity(Text):
    """Which community of a street?"""

    street: str


class AskState(Text):
    """Which state?"""


class AskPeriod(Text):
    """Which days?"""


class AskDays(Text):
    """From which day to which?"""


class AnyPlace(Text):
    """The button for every place."""


class WholeStreet(Text):
    """The button for all of a street."""

    street: str


class PlaceChoice(Text):
    """A button with a street or community."""

    name: str


class AnyState(Text):
    """The button for every state."""


class OpenStates(Text):
    """The button for all open states."""


class AnyDays(Text):
    """The button for every day."""


class ThisWeek(Text):
    """The button for this week."""


class ThisMonth(Text):
    """The button for this month."""


class OtherDays(Text):
    """The button for days that are typed."""


class FoundBelow(Text):
    """What a question becomes when its answer stands below."""


class TypeWords(Text):
    """A message that is neither words nor a command came instead of words."""


class ToSearch(Text):
    """The panel's button to search and export."""
