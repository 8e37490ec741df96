"""Words of the preview's question whether somebody reported the same already."""

from collections.abc import Sequence

from texts.message import Term, Text
from texts.press import Press


class SimilarPart(Text):
    """The part of the preview: open matters that may be the same."""

    items: Sequence[Text]


class SimilarItem(Text):
    """One of them, its number left for later: place, state, age, distance, how many feel the same."""

    mark: str
    place: str | Text
    state: Term
    age: Text
    distance: Text
    fellows: Text | None


class SameCommunity(Text):
    """Near, but nobody may know how near."""


class SimilarPictures(Text):
    """Above their photos: which marks they belong to, in order."""

    marks: str


class PreviewBelow(Text):
    """What the pressed question becomes when the preview stands below photos."""


class Same(Text):
    """[就是这件], with its mark when there are several."""

    mark: Text | None


class Mark(Text):
    """The mark before a label."""

    mark: str


class Distinct(Text):
    """[都不是]."""


class SameNoted(Text):
    """Joined instead of filed again; the draft is gone."""

    outcome: Text


class SameEnded(Text):
    """It ended meanwhile: the draft is still there."""

    number: str


class SamePress(Press, verb="same"):
    """[就是这件]."""

    draft_id: int
    matter_id: int


class DistinctPress(Press, verb="distinct"):
    """[都不是]."""

    draft_id: int
