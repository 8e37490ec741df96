"""Words of `附近诉求`: what waits near a place, and how far away it is."""

from collections.abc import Sequence

from texts.message import Names, Term, Text
from texts.press import Press

MARKS = ("🔴", "🔷", "🟩", "⭐", "🔶")
"""What ties a line of a list to its button, whose label is the same on all: five forms, not only five colours."""


class NearKey(Text):
    """`附近诉求`."""


class AskNear(Text):
    """Near which place?"""


class NearUnknown(Text):
    """No place of the district was recognised in the words."""

    words: str


class NearWhich(Text):
    """Several communities are called so, or the street has several."""

    words: str


class NearPin(Text):
    """The pin was understood; no community of ours is near it."""


class NearHere(Text):
    """The place was understood; the list follows."""

    place: str


class NearList(Text):
    """Open matters by distance, a page of them."""

    total: int
    page: int
    pages: int
    items: Sequence[Text]


class NearEmpty(Text):
    """Nothing open is near."""


class NearItem(Text):
    """One line: number, category, place, state, age, distance, how many feel the same."""

    mark: str
    number: str
    category: Names
    place: str | Text
    state: Term
    age: Text
    distance: Text
    fellows: Text | None
    mine: Text | None


class Mine(Text):
    """The reader filed it."""


class Followed(Text):
    """The reader follows it."""


class Fellows(Text):
    """How many joined."""

    count: int


class MeToo(Text):
    """[我也遇到] with its mark."""

    mark: str


class NearJoined(Text):
    """The note after [我也遇到]."""

    number: str


class NearUnchanged(Text):
    """One follows it already, filed it, or it has ended: the list is fresh."""


class Metres(Text):
    """A distance."""

    metres: int


class Kilometres(Text):
    """A long distance."""

    kilometres: str


class FromAnchor(Text):
    """A distance to the middle of a community: nobody sent a pin."""

    distance: Text


class NearPress(Press, verb="near"):
    """A page of the list around a point, in hundred-thousandths of a degree."""

    lat: int
    lon: int
    page: int


class NearAtPress(Press, verb="nearat"):
    """One of several communities was meant."""

    community: str


class MeTooPress(Press, verb="metoo"):
    """[我也遇到] in the list."""

    matter_id: int
    lat: int
    lon: int
    page: int


def distance(metres: float) -> Text:
    """Return a distance to ten metres, from a kilometre on to a hundred."""
    tens = max(round(metres, -1), 10)
    return Metres(int(tens)) if tens < 1000 else Kilometres(f"{metres / 1000:.1f}")
