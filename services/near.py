"""Open matters around a point, nearest first: what anybody may know of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from sqlalchemy import ColumnElement, Select, func, select

from models.lifecycle import OPEN, Status
from models.matter import Follower, Matter
from models.organisation import Community
from models.places import Point, metres_between
from services.draft_form import category_of, names
from services.follow import public_place
from services.similar import box, fellows
from services.work import Work
from texts.message import Names, Text, term
from texts.near import MARKS, Followed, FromAnchor, MeToo, MeTooPress, Mine, NearEmpty, NearItem, NearList, NearPress
from texts.near import distance as told_distance
from texts.report_buttons import NextPageButton, PreviousPageButton
from texts.screen import Button, Rows, Screen, grid
from texts.start import age

PAGE = 5
REACH_M = 2000
FINE = 100_000
"""Buttons carry degrees as whole numbers of a hundred-thousandth: a metre."""


@dataclass(frozen=True)
class Around:
    """A point, as the buttons of its list carry it."""

    lat: int
    lon: int

    @classmethod
    def at(cls, lat: float, lon: float) -> "Around":
        """Return the point of a pin."""
        return cls(round(lat * FINE), round(lon * FINE))

    @property
    def point(self) -> Point:
        """Return it in degrees."""
        return Point(self.lat / FINE, self.lon / FINE)


def near_screen(work: Work, around: Around, page: int) -> Screen:
    """Show one page of the open matters near a point; a page that is gone shows the last one."""
    total = work.session.scalar(select(func.count()).select_from(_near(around.point).subquery())) or 0
    if not total:
        return Screen(NearEmpty())
    pages = -(-total // PAGE)
    page = min(max(page, 0), pages - 1)
    query = _near(around.point).order_by(_squared(around.point), Matter.id).limit(PAGE).offset(page * PAGE)
    matters = [work.session.get_one(Matter, matter_id) for matter_id in work.session.scalars(query)]
    text = NearList(total, page + 1, pages, _items(work, matters, around.point))
    return Screen(text, (*_join_rows(work, matters, around, page), *_turns(around, page, pages)))


def _near(point: Point) -> Select[int]:
    """Select the ids of open matters within reach whose authors keep them from nobody.

    Who sent no pin stands at the anchor of the community.
    """
    south, north, west, east = box(*point, REACH_M)
    lat, lon = _place()
    return (
        select(Matter.id).outerjoin(Community, Community.code == Matter.community_code)
        .where(Matter.status.in_(OPEN), Matter.unpublished.is_(False), lat.between(south, north),
               lon.between(west, east))
    )


def _place() -> tuple[ColumnElement[float], ColumnElement[float]]:
    return func.coalesce(Matter.lat, Community.lat), func.coalesce(Matter.lon, Community.lon)


def _squared(point: Point) -> ColumnElement[float]:
    """Return what orders by distance; a degree of longitude is shorter than one of latitude."""
    lat, lon = _place()
    up, side = lat - point.lat, (lon - point.lon) * cos(radians(point.lat))
    return up * up + side * side


def _items(work: Work, matters: Sequence[Matter], point: Point) -> tuple[Text, ...]:
    joined, followed = fellows(work, matters), _followed(work, matters)
    return tuple(NearItem(
        mark=mark, number=matter.number or "", category=_category(work, matter), place=public_place(work, matter),
        state=term(Status(matter.status)), age=age(matter.submitted_at, work.now),
        distance=_distance(work, matter, point), fellows=joined.get(matter.id), mine=_mine(work, matter, followed),
    ) for mark, matter in zip(MARKS, matters, strict=False))


def _distance(work: Work, matter: Matter, point: Point) -> Text:
    if matter.lat is not None and matter.lon is not None:
        return told_distance(metres_between(point, Point(matter.lat, matter.lon)))
    anchor = work.session.get_one(Community, matter.community_code or "")
    return FromAnchor(told_distance(metres_between(point, Point(anchor.lat, anchor.lon))))


def _category(work: Work, matter: Matter) -> Names:
    category = category_of(work, matter)
    return names(category.name) if category else Names("", "")


def _mine(work: Work, matter: Matter, followed: set[int]) -> Text | None:
    if matter.author_id == work.person.id:
        return Mine()
    return Followed() if matter.id in followed else None


def _followed(work: Work, matters: Sequence[Matter]) -> set[int]:
    ids = [each.id for each in matters]
    query = select(Follower.matter_id).where(Follower.person_id == work.person.id, Follower.matter_id.in_(ids))
    return set(work.session.scalars(query))


def _join_rows(work: Work, matters: Sequence[Matter], around: Around, page: int) -> Rows:
    followed = _followed(work, matters)
    buttons = [Button(MeToo(mark), MeTooPress(matter.id, around.lat, around.lon, page))
               for mark, matter in zip(MARKS, matters, strict=False) if _mine(work, matter, followed) is None]
    return grid(buttons)


def _turns(around: Around, page: int, pages: int) -> Rows:
    turns = [Button(PreviousPageButton(), NearPress(around.lat, around.lon, page - 1))] if page else []
    turns += [Button(NextPageButton(), NearPress(around.lat, around.lon, page + 1))] if page + 1 < pages else []
    return (tuple(turns),) if turns else ()
