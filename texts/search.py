"""/search: what is looked for, what was found, and the buttons that narrow it."""

from datetime import datetime

from texts.message import Day, Names, Term, Text
from texts.press import Press


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


class SearchPress(Press, verb="find"):
    """Begin a new search."""


class FoundPress(Press, verb="find_page"):
    """Show a page of what was found."""

    search_id: int
    page: int


class AskWordsPress(Press, verb="find_words"):
    """Ask for other words."""

    search_id: int


class AskPlacePress(Press, verb="find_where"):
    """Ask for the street."""

    search_id: int


class AskCommunityPress(Press, verb="find_street"):
    """Ask for the community of a street."""

    search_id: int
    street: str
    page: int


class PlacePress(Press, verb="find_place"):
    """Look in a street or community; an empty code is everywhere."""

    search_id: int
    code: str


class AskStatePress(Press, verb="find_which"):
    """Ask for the state."""

    search_id: int


class StatePress(Press, verb="find_state"):
    """Look for a state; an empty code is any."""

    search_id: int
    state: str


class AskPeriodPress(Press, verb="find_when"):
    """Ask for the days."""

    search_id: int


class PeriodPress(Press, verb="find_days"):
    """Look in this week, this month, any days, or ask for typed ones: week, month, any, typed."""

    search_id: int
    name: str


class MinePress(Press, verb="find_mine"):
    """Look among one's own matters alone, or among all."""

    search_id: int
    mine: bool


class ClearPress(Press, verb="find_all"):
    """Drop everything that narrows the search."""

    search_id: int
