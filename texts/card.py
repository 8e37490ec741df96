"""A matter as those who work on it see it."""

from texts.message import Names, Term, Text, Until
from texts.role import SeatName


class Lines(Text):
    """Several lines, empty ones left out."""

    lines: tuple[Text | Term | None, ...]


class Handle(Text):
    """A resident who stays hidden: 居民·7F3A."""

    handle: str


class Resident(Text):
    """A resident who shows their name."""

    name: str


class OtherResident(Text):
    """A resident who joined somebody else's matter."""


class Title(Text):
    """Number, kind and category."""

    number: str
    kind: Term
    category: Names | None


class UrgentTitle(Text):
    """The same of an urgent matter."""

    number: str
    kind: Term
    category: Names | None


class State(Text):
    """Where the matter stands."""

    status: Term


class ClaimedBy(Text):
    """Somebody else took it."""

    owner: SeatName


class AssignedTo(Text):
    """Somebody was given it by those who assign."""

    owner: SeatName


class YoursNow(Text):
    """The reader is its owner."""


class TakenOver(Text):
    """An officer took the urgent matter over for now."""


class ClaimLimit(Text):
    """Until when it must be claimed."""

    until: Until


class FirstAnswerLimit(Text):
    """Until when the resident must hear a first word."""

    until: Until


class ResolveLimit(Text):
    """Until when it must be closed."""

    until: Until


class AssignLimit(Text):
    """Until when those who assign must assign it, if nobody claims it."""

    until: Until


class ClaimBy(Text):
    """Until when it must be claimed, to somebody who cannot."""

    until: Until


class FirstAnswerBy(Text):
    """Until when the resident must hear a first word, to somebody who does not owe it."""

    until: Until


class ResolveBy(Text):
    """Until when it must be closed, to somebody who does not own it."""

    until: Until


class LimitPassed(Text):
    """A limit that has passed."""

    limit: Text


class Promise(Text):
    """What B or C promised."""

    until: Until


class Result(Text):
    """The class of the answer."""

    result: Term


class Place(Text):
    """Street, community and the place as told."""

    where: str


class PlaceOutside(Text):
    """A place that lies outside the district."""

    place: str


class PlaceUnknown(Text):
    """No place was told."""


class PlaceUnrecognised(Text):
    """A place as it was typed, in which no community was recognised."""

    place: str


class Author(Text):
    """Who filed it, and how many feel the same."""

    who: Text


class Fellows(Text):
    """How many residents joined."""

    count: int


class Chased(Text):
    """How often the resident pushed."""

    count: int


class Pictures(Text):
    """How many files came with it."""

    count: int


class Question(Text):
    """A question of the category and its answer."""

    question: Names
    answer: str | Names


class Words(Text):
    """The resident's words, the first of them."""

    words: str


class WordsCut(Text):
    """The resident's words, with more to read."""

    words: str


class NoWords(Text):
    """Only pictures, no words."""


class Collapsed(Text):
    """The card of a matter the deputy put aside."""

    number: str


class Moved(Text):
    """A card that was opened anew further down."""

    number: str


class PicturesOf(Text):
    """The caption of a matter's pictures."""

    number: str


class FullWords(Text):
    """One page of all the words."""

    number: str
    page: int
    pages: int
    words: str


class Full(Text):
    """The button to all the words."""


class History(Text):
    """The button to all that happened."""


class ToCard(Text):
    """The button back to the card."""


class GroupCard(Text):
    """A matter in the deputies' group: no personal data."""

    title: Text
    place: Text
    state: Text
    limit: Text | None
