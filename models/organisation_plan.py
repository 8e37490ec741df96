"""What an organisation file says, as plain frozen data: who serves which place."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from models.place_names import NameIndex


class Role(StrEnum):
    """The parts a person of the roster can play."""

    DEPUTY = "deputy"
    OFFICER = "officer"
    HEAD = "head"
    STREET = "street"
    OFFICE = "office"
    BODY = "body"


class BodyKind(StrEnum):
    """Whether a handling body is a street's office or a bureau of the district."""

    STREET_OFFICE = "street_office"
    BUREAU = "bureau"


@dataclass(frozen=True, slots=True)
class District:
    """The one district an organisation file describes; `parents` are the names people write before it."""

    code: str
    name: str
    number_prefix: str
    timezone: str
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Street:
    """A street (街道) of the district."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Community:
    """A community (社区) with its anchor point in WGS-84 degrees; `aliases` are other spellings."""

    code: str
    name: str
    street: str
    lat: float
    lon: float
    anchor_invented: bool
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Station:
    """A liaison station (代表联络站); its code stands in deep links as `st_<code>`."""

    code: str
    name: str
    street: str
    address: str
    address_invented: bool = True


@dataclass(frozen=True, slots=True)
class Constituency:
    """A constituency (选区) and the codes of its communities."""

    code: str
    name: str
    street: str
    station: str
    communities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """A handling body (承办单位); `street` is set for a street's own office."""

    code: str
    name: str
    kind: BodyKind
    street: str | None = None


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """One person in one role; `scope` is a code of the kind the role serves.

    Scope by role: deputy constituency, officer and head station, street street, office district, body body.
    A head is one of the deputies: `same_person_as` then holds the deputy's key, otherwise None.
    """

    key: str
    name: str
    role: Role
    scope: str
    same_person_as: str | None = None


@dataclass(frozen=True)
class OrganisationPlan:
    """A whole organisation file after every check; all references between its parts hold."""

    district: District
    streets: tuple[Street, ...]
    communities: tuple[Community, ...]
    stations: tuple[Station, ...]
    constituencies: tuple[Constituency, ...]
    bodies: tuple[Body, ...]
    roster: tuple[RosterEntry, ...]

    @cached_property
    def constituency_by_community(self) -> dict[str, Constituency]:
        """Map each community code to the constituency that serves it."""
        return {code: each for each in self.constituencies for code in each.communities}

    @cached_property
    def names(self) -> NameIndex:
        """Return the names of its streets and communities, ready to be found in words."""
        return NameIndex(self.streets, self.communities)

    def people(self, role: Role, scope: str) -> tuple[RosterEntry, ...]:
        """List the roster entries of one role in one scope, in the file's order."""
        return tuple(each for each in self.roster if each.role is role and each.scope == scope)
