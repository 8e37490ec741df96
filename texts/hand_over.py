"""Handing over all that a deputy has in hand, on the office's screen."""

from texts.message import Text
from texts.press import Press
from texts.role import SeatName


class HandOver(Text):
    """The button that hands everything over."""


class ItemRetired(Text):
    """Somebody who is on the roster no more, with matters left."""

    seat: SeatName
    scope: str


class PersonRetired(Text):
    """One person who is on the roster no more."""

    seat: SeatName
    scope: str
    hand: int


class AskSuccessor(Text):
    """Who shall have it?"""

    seat: SeatName
    hand: int
    promises: int
    resting: int
    page: Text | None


class NoSuccessor(Text):
    """Nobody can have it."""

    seat: SeatName


class Successor(Text):
    """A button with a deputy and how much they have in hand."""

    name: str
    hand: int


class AskHandOver(Text):
    """Are you sure?"""

    seat: SeatName
    to: SeatName
    hand: int
    promises: int
    resting: int


class SureHandOver(Text):
    """The button that means it."""


class HandedOver(Text):
    """Told to the office."""

    seat: SeatName
    to: SeatName
    hand: int
    promises: int
    resting: int
    left: Text | None


class LeftBehind(Text):
    """What stays: a matter that the successor filed themselves."""

    count: int


class HandedToYou(Text):
    """Told to who has it now."""

    by: SeatName
    seat: SeatName
    hand: int
    promises: int
    resting: int


class HandedFromYou(Text):
    """Told to who had it."""

    by: SeatName
    to: SeatName
    hand: int
    promises: int
    resting: int


class HandOverPress(Press, verb="hover"):
    """Choose a deputy, from a page of them."""

    seat_id: int
    page: int


class HandToPress(Press, verb="hoto"):
    """Hand over to this deputy, once it is meant."""

    seat_id: int
    to_id: int
    sure: bool
