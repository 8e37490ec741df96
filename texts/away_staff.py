"""Absences in the hands of those who watch over deputies: the list, and leave filed for somebody else."""

from texts.message import Day, Text
from texts.press import Press
from texts.role import SeatName


class NobodyAway(Text):
    """No deputy is away, nor will be."""


class AwayList(Text):
    """Who is away or will be."""

    items: tuple[Text, ...]
    page: Text | None


class AwayNow(Text):
    """Somebody who is away."""

    absent: SeatName
    first: Day
    last: Day
    substitute: SeatName


class AwayLater(Text):
    """Somebody who will be away."""

    absent: SeatName
    first: Day
    last: Day
    substitute: SeatName


class File(Text):
    """The button that files leave for somebody."""


class AskWhom(Text):
    """For whom?"""

    page: Text | None


class NoSuchDeputy(Text):
    """No deputy of that name, or none at all, has joined."""


class EndOf(Text):
    """The button that ends somebody's absence."""

    name: str


class CallOffOf(Text):
    """The button that calls somebody's absence off."""

    name: str


class PreviewFor(Text):
    """What somebody's absence will be."""

    absent: SeatName
    first: Day
    last: Day
    substitute: SeatName
    count: int


class TakenFor(Text):
    """Somebody's absence is noted."""

    absent: SeatName
    first: Day
    last: Day
    substitute: SeatName


class EndedFor(Text):
    """Somebody's absence is over, or called off."""

    absent: SeatName


class FiledForYou(Text):
    """Told to the deputy: who filed leave for them."""

    by: SeatName
    first: Day
    last: Day
    substitute: SeatName


class EndedForYou(Text):
    """Told to the deputy: who ended their absence or called it off."""

    by: SeatName


class AbsencesPress(Press, verb="aways"):
    """Turn the list of who is away."""

    page: int


class FilePress(Press, verb="awayfile"):
    """Choose for whom leave is filed."""

    page: int


class FileForPress(Press, verb="awayfor"):
    """File leave for this deputy."""

    seat_id: int
