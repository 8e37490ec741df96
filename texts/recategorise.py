"""Mending the category of a submitted matter."""

from texts.message import Names, Text, Until
from texts.press import Press
from texts.role import SeatName


class Change(Text):
    """The button that changes the category."""


class Taxonomy(Text):
    """The category's place in the national taxonomy."""

    path: str


class ChooseGroup(Text):
    """Which group of categories?"""

    number: str
    category: Names | None


class ChooseCategory(Text):
    """Which category of a group?"""

    number: str
    group: Names


class Changed(Text):
    """It has another category now."""

    number: str
    category: Names | None


class ChangedForYou(Text):
    """Told to the resident: the category was mended; until when it is to be closed."""

    number: str
    category: Names | None
    until: Until


class ChangedForOwner(Text):
    """Told to the owner: another category, and the limits that count."""

    number: str
    by: SeatName
    category: Names | None
    until: Until


class EntryCategory(Text):
    """From which category to which, in the timeline."""

    before: Names
    after: Names


class CategoryTreePress(Press, verb="cat_tree"):
    """Show the groups of categories, or one group's."""

    matter_id: int
    group: str
    page: int


class SetCategoryPress(Press, verb="cat_set"):
    """Give a matter another category, as it stood at a revision."""

    matter_id: int
    category: str
    revision: int
