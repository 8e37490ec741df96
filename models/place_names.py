"""Spot the names of streets and communities in typed words."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.organisation_plan import Community, Street

_STREET_SUFFIX = r"(?:街道办事处|街道办|街道|街办|镇)"
_COMMUNITY_SUFFIX = r"(?:社区居委会|社区|居委会|村)"
_ROAD = r"(?=[东西南北中一二三四五六七八九十\d]{0,3}(?:路|街(?!道)|大道|巷|立交|隧道|地铁站|站))"
_CHINESE_DIGITS = str.maketrans("一二三四五六七八九", "123456789")


class Strength(IntEnum):
    """How sure a name is: part of a road's name, bare, or with its 社区 or 街道."""

    ROAD = 0
    BARE = 1
    FULL = 2


@dataclass(frozen=True, slots=True)
class Sighting:
    """A name found in the text: either a street, or the communities that bear it."""

    start: int
    end: int
    strength: Strength
    street: "Street | None"
    communities: "tuple[Community, ...]"


class NameIndex:
    """All names of one organisation in one pattern, the longest first."""

    def __init__(self, streets: "tuple[Street, ...]", communities: "tuple[Community, ...]") -> None:
        self._streets = {_stem(each.name): each for each in streets}
        self._communities = _by_stem(communities)
        stems = sorted(self._streets.keys() | self._communities.keys(), key=len, reverse=True)
        names = "|".join(map(re.escape, stems))
        suffixes = rf"(?P<street>{_STREET_SUFFIX})|(?P<community>{_COMMUNITY_SUFFIX})|(?P<road>{_ROAD})"
        self._pattern = re.compile(rf"(?P<stem>{names})(?:{suffixes})?")

    def sightings(self, words: str) -> list[Sighting]:
        """List the names in the words in their order."""
        found: list[Sighting] = []
        for hit in self._pattern.finditer(words):
            found += self._sighting(hit, any(each.street for each in found))
        return found

    def _sighting(self, hit: re.Match[str], has_street: bool) -> Iterator[Sighting]:
        """Read one hit; a bare name that is both, like 西乡, is the street unless one was named before."""
        street = self._streets.get(hit["stem"])
        communities = self._communities.get(hit["stem"], ())
        is_street = street is not None and not hit["community"]
        if is_street and communities and has_street and not hit["street"]:
            is_street = False
        if not is_street and not communities:
            return
        yield Sighting(
            start=hit.start(),
            end=hit.end(),
            strength=_strength(hit),
            street=street if is_street else None,
            communities=() if is_street else communities,
        )


def _strength(hit: re.Match[str]) -> Strength:
    if hit["street"] or hit["community"]:
        return Strength.FULL
    return Strength.BARE if hit["road"] is None else Strength.ROAD


def _by_stem(communities: "tuple[Community, ...]") -> "dict[str, tuple[Community, ...]]":
    by_stem: dict[str, list[Community]] = defaultdict(list)
    for each in communities:
        for name in (each.name, *each.aliases):
            stem = _stem(name)
            for spelling in {stem, stem.translate(_CHINESE_DIGITS)}:
                by_stem[spelling].append(each)
    return {stem: tuple(bearers) for stem, bearers in by_stem.items()}


def _stem(name: str) -> str:
    """Take 街道, 社区 and the like off a name."""
    return re.sub(rf"(?:{_STREET_SUFFIX}|{_COMMUNITY_SUFFIX})$", "", name)
