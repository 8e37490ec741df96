"""The buttons of /search."""

from texts.press import Press


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
