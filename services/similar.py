"""Open matters that may be about the same trouble: near by pin, or alike in the same community."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, inf, isfinite, radians
from typing import Any

from sqlalchemy import bindparam, func, or_, select

from models.lifecycle import OPEN
from models.likeness import LONGEST, likeness
from models.matter import Attachment, Follower, Matter
from models.places import Point, metres_between
from models.prepared import Prepared
from services.draft_form import category_of
from services.work import Work
from texts.near import Fellows

ALIKE = 0.3
"""Words of two reports of one trouble reach it, of two troubles of one category rarely."""
LOOKED_AT = 60
"""So many of the newest matters are compared: a preview may not hold up everybody else."""
MOST = 5
METRES_PER_DEGREE = 111_320


@dataclass(frozen=True)
class Found:
    """A matter and how far away it is in metres; None without two pins."""

    matter: Matter
    metres: float | None


def open_similar(work: Work, draft: Matter) -> list[Found]:
    """Return what may be the same as a draft, but for what its author said is not.

    Nothing of an urgent draft: danger is told, not compared.
    """
    if draft.urgent:
        return []
    distinct = draft.form.get("distinct", [])
    return [each for each in find_similar(work, draft) if each.matter.id not in distinct]


def find_similar(work: Work, matter: Matter, *, alike: float = ALIKE) -> list[Found]:
    """Return open matters of the same category within its radius, or in the same community with similar words.

    Args:
        work: the transaction.
        matter: what to compare with; it needs a category, and a pin or a community.
        alike: how alike the words must be where there are no two pins; 0 takes the whole community.
    """
    category = category_of(work, matter)
    if category is None:
        return []
    rows = {row[0]: row for row in _around(work, matter, category.radius_m)}
    near = sorted(each for row in rows.values() if (each := _judge(matter, row, category.radius_m, alike)))[:MOST]
    known = _loaded(work, [matter_id for *_, matter_id in near])
    return [Found(known[matter_id], metres if isfinite(metres) else None) for _, metres, _, matter_id in near]


def first_photos(work: Work, found: Sequence[Found]) -> dict[int, str]:
    """Return the first photo of each matter that has one, unless its author wants nothing shown."""
    asked = [{"matter": each.matter.id} for each in found if not each.matter.unpublished]
    return {row[0]: row[1] for row in _first_photo.each(work.session, asked)}


def fellows(work: Work, found: Sequence[Matter]) -> dict[int, Fellows]:
    """Return for each matter how many joined it; none is left out."""
    counts = _fellows.each(work.session, [{"matter": each.id} for each in found])
    return {each.id: Fellows(count) for each, (count,) in zip(found, counts, strict=True) if count}


def box(lat: float, lon: float, metres: float) -> tuple[float, float, float, float]:
    """Return south, north, west and east of a square around a point."""
    high = metres / METRES_PER_DEGREE
    wide = high / max(cos(radians(lat)), 0.01)
    return lat - high, lat + high, lon - wide, lon + wide


Candidate = Sequence[Any]
"""Id, latitude, longitude, community, and the beginning of the words."""
Rank = tuple[bool, float, float, int]
"""Outside the radius, metres (endless without two pins), how unlike, the matter's id: the least is the nearest."""


def _judge(matter: Matter, row: Candidate, radius: int, alike: float) -> Rank | None:
    """Rank a matter by distance, then by likeness; None when it is neither near nor alike."""
    matter_id, lat, lon, community, words = row
    metres = _metres(matter, lat, lon)
    if metres <= radius:
        return False, metres, 0.0, matter_id
    if not community or community != matter.community_code:
        return None
    how = likeness(matter.words, words)
    return (True, metres, -how, matter_id) if how >= alike else None


def _metres(matter: Matter, lat: float | None, lon: float | None) -> float:
    if matter.lat is None or matter.lon is None or lat is None or lon is None:
        return inf
    return metres_between(Point(matter.lat, matter.lon), Point(lat, lon))


def _around(work: Work, matter: Matter, radius: int) -> list[Candidate]:
    """Return the newest matters of the two ways to be near, each by an index of its own."""
    of, found = {"category": matter.category, "own": matter.id}, []
    if matter.lat is not None and matter.lon is not None:
        south, north, west, east = box(matter.lat, matter.lon, radius)
        found += _in_the_box.all(work.session, south=south, north=north, west=west, east=east, **of)
    if matter.community_code:
        found += _in_the_community.all(work.session, community=matter.community_code, **of)
    return found


def _loaded(work: Work, ids: Sequence[int]) -> dict[int, Matter]:
    query = select(Matter).where(Matter.id.in_(ids))
    return {each.id: each for each in work.session.scalars(query)} if ids else {}


_first_photo = Prepared(
    select(Attachment.matter_id, Attachment.file_id)
    .where(Attachment.matter_id == bindparam("matter"), Attachment.event_id.is_(None), Attachment.kind == "photo")
    .order_by(Attachment.id).limit(1)
)
_fellows = Prepared(select(func.count()).select_from(Follower).where(Follower.matter_id == bindparam("matter")))
_columns = (Matter.id, Matter.lat, Matter.lon, Matter.community_code, func.substr(Matter.words, 1, LONGEST))
_open = (
    select(*_columns)
    .where(Matter.category == bindparam("category"), or_(*(Matter.status == status for status in sorted(OPEN))),
           Matter.id != bindparam("own"))
    .order_by(Matter.id.desc()).limit(LOOKED_AT)
)
_in_the_box = Prepared(_open.where(Matter.lat.between(bindparam("south"), bindparam("north")),
                                   Matter.lon.between(bindparam("west"), bindparam("east"))))
_in_the_community = Prepared(_open.where(Matter.community_code == bindparam("community")))
