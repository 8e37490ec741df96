"""How possible duplicates look in the preview: a line, a photo and a button for each."""

from collections.abc import Sequence

from models.lifecycle import Status
from models.matter import Matter
from services.follow import public_place
from services.similar import Found, fellows, first_photos
from services.work import Work
from texts.message import Text, term
from texts.near import MARKS, Fellows, distance
from texts.screen import Button, Media, Rows, row
from texts.similar import (
    Distinct,
    DistinctPress,
    Mark,
    Same,
    SameCommunity,
    SamePress,
    SimilarItem,
    SimilarPart,
    SimilarPictures,
)
from texts.start import age


def similar_part(work: Work, found: Sequence[Found]) -> SimilarPart:
    """Return the part of the preview that asks: place, state, age, distance; no name, no words."""
    joined = fellows(work, [each.matter for each in found])
    return SimilarPart(tuple(_item(work, each, mark, joined) for mark, each in zip(MARKS, found, strict=False)))


def similar_rows(draft: Matter, found: Sequence[Found]) -> Rows:
    """Return [就是这件] for each, two to a row, and [都不是]."""
    marks = [Mark(mark) for mark in MARKS] if len(found) > 1 else [None]
    same = [Button(Same(mark), SamePress(draft.id, each.matter.id)) for mark, each in zip(marks, found, strict=False)]
    if not same:
        return ()
    return (*(tuple(same[at:at + 2]) for at in range(0, len(same), 2)),
            row(Button(Distinct(), DistinctPress(draft.id))))


def similar_pictures(work: Work, found: Sequence[Found]) -> tuple[Text, tuple[Media, ...]] | None:
    """Return the first photos with what says whose they are; None when there are none."""
    photos = first_photos(work, found)
    shown = [(mark, photos[each.matter.id]) for mark, each in zip(MARKS, found, strict=False)
             if each.matter.id in photos]
    if not shown:
        return None
    return SimilarPictures(" ".join(mark for mark, _ in shown)), tuple(Media("photo", file_id=id) for _, id in shown)


def _item(work: Work, found: Found, mark: str, joined: dict[int, Fellows]) -> SimilarItem:
    matter = found.matter
    is_told = found.metres is not None and not matter.unpublished
    return SimilarItem(
        mark=mark, place=public_place(work, matter), state=term(Status(matter.status)),
        age=age(matter.submitted_at, work.now), fellows=joined.get(matter.id),
        distance=distance(found.metres or 0) if is_told else SameCommunity(),
    )
