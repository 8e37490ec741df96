"""The buttons of a card."""

from texts.press import Press


class FullPress(Press, verb="full"):
    """Read a page of all the words."""

    matter_id: int
    page: int


class HistoryPress(Press, verb="hist"):
    """Read a page of all that happened."""

    matter_id: int
    page: int


class CardPress(Press, verb="card"):
    """Go back to the card."""

    matter_id: int


class OpenPress(Press, verb="open"):
    """Open a matter's card from a list."""

    matter_id: int
