"""The weekly digest: its five lines and the words in its picture."""

from texts.message import Day, Names, Text


class Digest(Text):
    """Five lines below the picture."""

    place: Text
    first: Day
    last: Day
    received: int
    closed: int
    speed: Text
    in_time: Text
    solved: Text
    satisfied: Text
    top: Text


class PlaceName(Text):
    """A place as its residents call it."""

    name: str


class DeputiesOf(Text):
    """The deputies of a place."""

    name: str


class MedianDays(Text):
    """How long half of the closed matters took at most."""

    days: str


class NothingClosed(Text):
    """No matter was closed."""


class Rate(Text):
    """A rate and what it was counted from."""

    percent: str
    part: int
    whole: int


class NoRate(Text):
    """Nothing to count a rate from."""


class Top(Text):
    """The most frequent categories."""

    first: Text
    second: Text | None
    third: Text | None


class TopOne(Text):
    """A category and its count."""

    category: Names
    count: int


class NextOne(Text):
    """Another category in the row."""

    one: Text


class NoTop(Text):
    """No matter came in."""


class PictureTitle(Text):
    """The head of the picture."""

    place: Text


class PictureDates(Text):
    """The span below the head."""

    first: Day
    last: Day


class ReceivedTile(Text):
    """Below the count of received matters."""


class ClosedTile(Text):
    """Below the count of closed matters."""


class MedianTile(Text):
    """Below the median of days."""


class ReceivedLegend(Text):
    """The colour of received matters."""


class ClosedLegend(Text):
    """The colour of closed matters."""


class ByDay(Text):
    """The head of the chart of days."""




class Monday(Text):
    """The first day of the week."""


class Tuesday(Text):
    """The second day of the week."""


class Wednesday(Text):
    """The third day of the week."""


class Thursday(Text):
    """The fourth day of the week."""


class Friday(Text):
    """The fifth day of the week."""


class Saturday(Text):
    """The sixth day of the week."""


class Sunday(Text):
    """The seventh day of the week."""


class ThreeRates(Text):
    """The head of the three rates."""


class InTimeRate(Text):
    """First answers in time ÷ due."""


class SolvedRate(Text):
    """Solved ÷ asked and said."""


class SatisfiedRate(Text):
    """Satisfied and mostly satisfied ÷ said."""


class RateOf(Text):
    """What a rate was counted from, small beside it."""

    part: int
    whole: int


class TopTitle(Text):
    """The head of the categories."""


class NothingCame(Text):
    """In the place of the categories when nothing came in."""


class Footer(Text):
    """How the rates are counted, in small letters."""
