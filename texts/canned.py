"""Canned replies (常用语): chosen in the form of an answer, written by the office."""

from texts.message import Day, Names, Text


class Canned(Text):
    """The button to the canned replies."""


class Reword(Text):
    """The button that changes the words of the answer."""


class Choose(Text):
    """Choose a canned reply; each with its first words."""

    items: tuple[Text, ...]
    page: Text | None


class NoneFits(Text):
    """No canned reply fits this matter."""


class Item(Text):
    """A canned reply in a list."""

    name: Names
    words: str


class NameChoice(Text):
    """A button with the name of a canned reply."""

    name: Names


class BackToAnswer(Text):
    """The button back to the answer."""


class AskReword(Text):
    """Send the changed words; the present ones to copy."""

    words: str


class TypeWords(Text):
    """Words are needed here."""


class OnDay(Text):
    """Filled in for a day."""

    on: Day


class PlaceToldOf(Text):
    """Filled in for a place that nobody knows."""


class NearFuture(Text):
    """Filled in for a deadline that is not there."""


class ResidentUnnamed(Text):
    """Filled in for a resident who shows no name."""


class NoCategory(Text):
    """Filled in for a matter without a category."""


class Office(Text):
    """The office's list of canned replies."""

    count: int
    items: tuple[Text, ...]
    page: Text | None


class OfficeEmpty(Text):
    """There are no canned replies."""


class DroppedItem(Text):
    """A reply of the files that the office dropped, in a list."""

    name: Names


class One(Text):
    """One canned reply, whole."""

    name: Names
    words: str
    fits: Text
    state: Text | None


class FitsAll(Text):
    """It fits every matter."""


class FitsCategory(Text):
    """It fits a category's matters."""

    category: Names


class FitsBody(Text):
    """It fits the matters of a handling body."""

    body: str


class WasDropped(Text):
    """The office dropped it; it can be restored."""


class WasChanged(Text):
    """The office changed it; it can be restored."""


class New(Text):
    """The button for a new canned reply."""


class Rename(Text):
    """The button that changes the name."""


class Rewrite(Text):
    """The button that changes the words."""


class Recategorise(Text):
    """The button that changes what it fits."""


class Drop(Text):
    """The button that drops it; asked once more."""


class DropNow(Text):
    """The button that drops it now."""


class Restore(Text):
    """The button that lets it stand as it shipped."""


class Back(Text):
    """The button one step back."""


class AskDrop(Text):
    """Drop it?"""

    name: Names


class AskName(Text):
    """How shall it be called?"""

    limit: int


class AskWords(Text):
    """What shall it say? With the variables there are."""

    name: str
    limit: int


class AskCategory(Text):
    """Which matters does it fit?"""

    name: Names


class EveryMatter(Text):
    """The button for every matter."""


class CategoryChoice(Text):
    """A button with a category."""

    name: Names


class Dropped(Text):
    """It was dropped."""


class Saved(Text):
    """It was saved."""
