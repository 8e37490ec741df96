"""Find the community a pin or typed words mean."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt
from typing import Protocol

from models.coordinates import Point, gcj02_to_wgs84, wgs84_to_gcj02
from models.organisation_plan import Community, District, Street
from models.place_names import NameIndex, Sighting, Strength

__all__ = [
    "Gazetteer",
    "PlaceKind",
    "PlaceMatch",
    "Point",
    "gcj02_to_wgs84",
    "match_place",
    "metres_between",
    "nearest",
    "wgs84_to_gcj02",
]

EARTH_RADIUS_M = 6371008.8
LONGEST_PLACE = 200
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SPACES_OF_CHINESE = re.compile(r"(?<![!-~])\s+|\s+(?![!-~])")
_FOREIGN = re.compile(r"(?P<city>[一-鿿]{2}市)(?!场)|(?P<district>[一-鿿][^\W社小园业片街景校厂库]区)")
_GOES_ON_AS_A_NAME = ("大道", "路", "中学", "机场", "公园", "体育", "人民", "湾", "北站")
_EDGES = " ,，.。;；、:：-—·"


class Gazetteer(Protocol):
    """What typed words are matched against; an `OrganisationPlan` is one."""

    @property
    def district(self) -> District:
        """The district itself."""

    @property
    def streets(self) -> tuple[Street, ...]:
        """Its streets."""

    @property
    def communities(self) -> tuple[Community, ...]:
        """Its communities."""

    @property
    def names(self) -> NameIndex:
        """All their names."""


class PlaceKind(StrEnum):
    """How far typed words were understood."""

    EXACT = "exact"
    AMBIGUOUS = "ambiguous"
    STREET_ONLY = "street_only"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """What typed words mean.

    `communities` holds one community if exact, the candidates to ask about if ambiguous (one to ask "here?",
    or several), and is empty otherwise. `rest` is what remains for the address: road, number, landmark.
    """

    kind: PlaceKind
    communities: tuple[Community, ...]
    street: Street | None
    rest: str


def metres_between(a: Point, b: Point) -> float:
    """Measure the great-circle distance of two points of one coordinate system, in metres."""
    half_lat, half_lon = radians(b.lat - a.lat) / 2, radians(b.lon - a.lon) / 2
    chord = sin(half_lat) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(chord)))


def nearest(
    lat: float, lon: float, communities: Iterable[Community], limit_m: float = 3000
) -> tuple[Community, float] | None:
    """Find the community with the nearest anchor to a WGS-84 point, and its distance in metres.

    Nothing within the limit gives None; of two equally near the first listed wins.
    """
    here = Point(lat, lon)
    measured = ((each, metres_between(here, Point(each.lat, each.lon))) for each in communities)
    best = min(measured, key=lambda pair: pair[1], default=None)
    return best if best and best[1] <= limit_m else None


def match_place(text: str, plan: Gazetteer) -> PlaceMatch:
    """Match typed words such as "西乡街道固戍社区东山路12号" to a community of the district."""
    words = _tidy(text)
    own = _without_parents(words, plan.district)
    if own == words and _names_elsewhere(words, plan.district):
        return PlaceMatch(PlaceKind.NONE, (), None, words)
    seen = plan.names.sightings(own)
    return _judge(own, seen, {street.code: street for street in plan.streets})


def _tidy(text: str) -> str:
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text[:LONGEST_PLACE]))
    return _SPACES_OF_CHINESE.sub("", plain).strip()


def _without_parents(words: str, district: District) -> str:
    """Take "广东省深圳市宝安区" off the front, each part with or without its suffix."""
    for name in (*district.parents, district.name):
        words = _without_front(words, name).lstrip(_EDGES)
    return words


def _without_front(words: str, name: str) -> str:
    if words.startswith(name):
        return words.removeprefix(name)
    bare = words.removeprefix(name[:-1])
    return words if bare.startswith(_GOES_ON_AS_A_NAME) else bare


def _names_elsewhere(words: str, district: District) -> bool:
    """Tell whether the words begin with another city or district than this one."""
    found = _FOREIGN.match(words)
    return found is not None and found[0] not in (*district.parents, district.name)


def _judge(words: str, seen: list[Sighting], streets: dict[str, Street]) -> PlaceMatch:
    named = next((each.street for each in seen if each.street and each.strength > Strength.ROAD), None)
    strongest = max((each.strength for each in seen if each.communities), default=None)
    if strongest is None:
        street = named or next((each.street for each in seen if each.street), None)
        kind = PlaceKind.STREET_ONLY if street else PlaceKind.NONE
        return PlaceMatch(kind, (), street, _rest(words, seen))
    best = [each for each in seen if each.communities and each.strength is strongest]
    candidates = tuple(dict.fromkeys(each for one in best for each in one.communities))
    inside = tuple(each for each in candidates if named and each.street == named.code)
    if len(inside) == 1 or (len(candidates) == 1 and not named and strongest > Strength.ROAD):
        community = (inside or candidates)[0]
        return PlaceMatch(PlaceKind.EXACT, (community,), streets[community.street], _rest(words, seen))
    rest = _rest(words, seen) if len(best) == 1 else words
    return PlaceMatch(PlaceKind.AMBIGUOUS, inside or candidates, named if inside else None, rest)


def _rest(words: str, seen: list[Sighting]) -> str:
    for each in reversed(seen):
        if each.strength > Strength.ROAD:
            words = words[: each.start] + words[each.end :]
    return words.strip(_EDGES)
