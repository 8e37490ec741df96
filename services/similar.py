"""Open matters that may be about the same trouble: near by pin, or alike in the same community."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, inf, isfinite, radians

from sqlalchemy import ColumnElement, Row, and_, func, select

from models.lifecycle import OPEN
from models.likeness import LONGEST, likeness
from models.matter import Attachment, Follower, Matter
from models.places import Point, metres_between
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
    rows = {row[0]: row for where in _around(matter, category.radius_m) for row in _rows(work, matter, where)}
    near = sorted(each for row in rows.values() if (each := _judge(matter, row, category.radius_m, alike)))
    return [Found(work.session.get_one(Matter, matter_id), metres if isfinite(metres) else None)
            for _, metres, _, matter_id in near[:MOST]]


def first_photos(work: Work, found: Sequence[Found]) -> dict[int, str]:
    """Return the first photo of each matter that has one, unless its author wants nothing shown."""
    ids = [each.matter.id for each in found if not each.matter.unpublished]
    first = (
        select(func.min(Attachment.id)).where(Attachment.matter_id.in_(ids), Attachment.event_id.is_(None),
                                              Attachment.kind == "photo").group_by(Attachment.matter_id)
    )
    photos = work.session.scalars(select(Attachment).where(Attachment.id.in_(first)))
    return {photo.matter_id: photo.file_id for photo in photos}


def fellows(work: Work, found: Sequence[Matter]) -> dict[int, Fellows]:
    """Return for each matter how many joined it; none is left out."""
    query = select(Follower.matter_id, func.count()).where(Follower.matter_id.in_([each.id for each in found]))
    return {matter_id: Fellows(count) for matter_id, count in work.session.execute(query.group_by(Follower.matter_id))}


def box(lat: float, lon: float, metres: float) -> tuple[float, float, float, float]:
    """Return south, north, west and east of a square around a point."""
    high = metres / METRES_PER_DEGREE
    wide = high / max(cos(radians(lat)), 0.01)
    return lat - high, lat + high, lon - wide, lon + wide


Candidate = Row[int, float | None, float | None, str | None, str]
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


def _around(matter: Matter, radius: int) -> list[ColumnElement[bool]]:
    """Return the two ways to be near, each for an index of its own."""
    places = []
    if matter.lat is not None and matter.lon is not None:
        south, north, west, east = box(matter.lat, matter.lon, radius)
        places.append(and_(Matter.lat.between(south, north), Matter.lon.between(west, east)))
    if matter.community_code:
        places.append(Matter.community_code == matter.community_code)
    return places


def _rows(work: Work, matter: Matter, where: ColumnElement[bool]) -> Sequence[Candidate]:
    columns = (Matter.id, Matter.lat, Matter.lon, Matter.community_code, func.substr(Matter.words, 1, LONGEST))
    query = select(*columns).where(Matter.category == matter.category, Matter.status.in_(OPEN), Matter.id != matter.id,
                                   where)
    return work.session.execute(query.order_by(Matter.id.desc()).limit(LOOKED_AT)).all()
