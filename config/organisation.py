"""Load an organisation file into an `OrganisationPlan`, or refuse it line by line."""

from pathlib import Path

from config.organisation_checks import find_contradictions
from config.organisation_file import DistrictTable, OrganisationFile, RosterTable
from config.problems import FileError, Problem
from config.toml_file import parse, read_text
from models.organisation_plan import (
    Body,
    BodyKind,
    Community,
    Constituency,
    District,
    OrganisationPlan,
    Role,
    RosterEntry,
    Station,
    Street,
)

BAOAN = Path(__file__).parent / "organisations" / "baoan.toml"
"""The default organisation: Bao'an district of Shenzhen."""


class OrganisationError(FileError):
    """The organisation file was refused: mend the named lines and import it again."""


def load_organisation(path: Path = BAOAN) -> OrganisationPlan:
    """Read and check an organisation file.

    Raises:
        OrganisationError: with every problem found, each naming its line.
    """
    return parse_organisation(read_text(path, OrganisationError))


def parse_organisation(text: str) -> OrganisationPlan:
    """Read and check the text of an organisation file; raises as `load_organisation` does."""
    file, lines = parse(text, OrganisationFile, OrganisationError)
    problems = [Problem(lines.of(path), sentence) for path, sentence in find_contradictions(file)]
    if problems:
        raise OrganisationError(problems)
    return _plan(file)


def _plan(file: OrganisationFile) -> OrganisationPlan:
    return OrganisationPlan(
        district=_district(file.district),
        streets=tuple(Street(each.code, each.name) for each in file.street),
        communities=_communities(file),
        stations=tuple(
            Station(each.code, each.name, each.street, each.address, each.address_invented)
            for each in file.stations
        ),
        constituencies=tuple(
            Constituency(each.code, each.name, each.street, each.station, tuple(each.communities))
            for each in file.constituency
        ),
        bodies=tuple(Body(each.code, each.name, BodyKind(each.kind), each.street) for each in file.bodies),
        roster=_roster(file.roster, file.district.code),
    )


def _district(table: DistrictTable) -> District:
    return District(table.code, table.name, table.number_prefix, table.timezone, tuple(table.parents))


def _communities(file: OrganisationFile) -> tuple[Community, ...]:
    return tuple(
        Community(row.code, row.name, street.code, row.lat, row.lon, row.invented, tuple(row.aliases))
        for street in file.street
        for row in street.communities
    )


def _roster(roster: RosterTable, district: str) -> tuple[RosterEntry, ...]:
    name_of = {row.key: row.name for row in roster.deputies}
    entries = [RosterEntry(row.key, row.name, Role.DEPUTY, row.constituency) for row in roster.deputies]
    entries += [RosterEntry(row.key, row.name, Role.OFFICER, row.station) for row in roster.officers]
    entries += [
        RosterEntry(row.key, name_of[row.deputy], Role.HEAD, row.station, row.deputy) for row in roster.heads
    ]
    entries += [RosterEntry(row.key, row.name, Role.STREET, row.street) for row in roster.street_committees]
    entries += [RosterEntry(row.key, row.name, Role.OFFICE, district) for row in roster.office]
    entries += [RosterEntry(row.key, row.name, Role.BODY, row.body) for row in roster.body_contacts]
    return tuple(entries)
