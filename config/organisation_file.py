"""The shape of an organisation file, table by table; what its parts mean together is checked elsewhere."""

from typing import Annotated, Literal

from pydantic import Field

from config.toml_file import Shape

Name = Annotated[str, Field(min_length=1, pattern=r"^\S(?:.*\S)?$")]
Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,39}$")]
"""Codes travel in deep links (`st_<code>`, `dp_<key>`, at most 64 of A-Z a-z 0-9 _ -): ASCII and short."""


class Box(Shape):
    """The rectangle in WGS-84 degrees in which an anchor of the district is believable."""

    south: float
    north: float
    west: float
    east: float


class DistrictTable(Shape):
    """`[district]`."""

    code: Code
    name: Name
    number_prefix: Annotated[str, Field(pattern=r"^[A-Z]{2,4}$")]
    timezone: Name
    parents: list[Name] = Field(default_factory=list)
    box: Box


class CommunityRow(Shape):
    """One row of a street's `communities`."""

    code: Code
    name: Name
    lat: Annotated[float, Field(allow_inf_nan=False)]
    lon: Annotated[float, Field(allow_inf_nan=False)]
    invented: bool
    aliases: list[Name] = Field(default_factory=list)


class StreetTable(Shape):
    """One `[[street]]` with its communities."""

    code: Code
    name: Name
    communities: Annotated[list[CommunityRow], Field(min_length=1)]


class StationRow(Shape):
    """One row of `stations`."""

    code: Code
    name: Name
    street: Code
    address: Name
    address_invented: bool


class ConstituencyTable(Shape):
    """One `[[constituency]]`."""

    code: Code
    name: Name
    street: Code
    station: Code
    communities: Annotated[list[Code], Field(min_length=1)]


class BodyRow(Shape):
    """One row of `bodies`."""

    code: Code
    name: Name
    kind: Literal["street_office", "bureau"]
    street: Code | None = None


class DeputyRow(Shape):
    """One row of `roster.deputies`."""

    key: Code
    name: Name
    constituency: Code


class OfficerRow(Shape):
    """One row of `roster.officers`."""

    key: Code
    name: Name
    station: Code


class HeadRow(Shape):
    """One row of `roster.heads`: which deputy heads which station."""

    key: Code
    deputy: Code
    station: Code


class StreetCommitteeRow(Shape):
    """One row of `roster.street_committees`."""

    key: Code
    name: Name
    street: Code


class OfficeRow(Shape):
    """One row of `roster.office`."""

    key: Code
    name: Name


class BodyContactRow(Shape):
    """One row of `roster.body_contacts`."""

    key: Code
    name: Name
    body: Code


class RosterTable(Shape):
    """`[roster]`: every person by role."""

    deputies: list[DeputyRow]
    officers: list[OfficerRow] = Field(default_factory=list)
    heads: list[HeadRow] = Field(default_factory=list)
    street_committees: list[StreetCommitteeRow] = Field(default_factory=list)
    office: list[OfficeRow] = Field(default_factory=list)
    body_contacts: list[BodyContactRow] = Field(default_factory=list)


class OrganisationFile(Shape):
    """A whole organisation file."""

    district: DistrictTable
    stations: Annotated[list[StationRow], Field(min_length=1)]
    bodies: list[BodyRow]
    street: Annotated[list[StreetTable], Field(min_length=1)]
    constituency: Annotated[list[ConstituencyTable], Field(min_length=1)]
    roster: RosterTable
