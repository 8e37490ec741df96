"""The contradictions an organisation file may hold, each found with the path of the offending value."""

from collections.abc import Iterable, Iterator
from zoneinfo import available_timezones

from config.organisation_file import OrganisationFile
from config.toml_lines import Path

Finding = tuple[Path, str]
MOST_DEPUTIES = 3


def find_contradictions(file: OrganisationFile) -> Iterator[Finding]:
    """Find every contradiction between the parts of a well-formed file."""
    yield from _check_district(file)
    yield from _check_duplicates(file)
    yield from _check_anchors(file)
    yield from _check_stations_and_bodies(file)
    yield from _check_constituencies(file)
    yield from _check_each_community_has_one_constituency(file)
    yield from _check_deputies(file)
    yield from _check_heads(file)
    yield from _check_other_roles(file)


def _check_district(file: OrganisationFile) -> Iterator[Finding]:
    if file.district.timezone not in available_timezones():
        yield ("district", "timezone"), f"there is no timezone {file.district.timezone}"
    box = file.district.box
    if box.south >= box.north or box.west >= box.east:
        yield ("district", "box"), "the box is empty: south must be below north, and west below east"


def _check_duplicates(file: OrganisationFile) -> Iterator[Finding]:
    yield from _twice("street", "code", ((("street", n, "code"), s.code) for n, s in enumerate(file.street)))
    yield from _twice("community", "code", (
        (("street", n, "communities", m, "code"), row.code)
        for n, street in enumerate(file.street) for m, row in enumerate(street.communities)
    ))  # fmt: skip
    for n, street in enumerate(file.street):
        rows = enumerate(street.communities)
        yield from _twice(f"community of {street.name}", "name", (
            (("street", n, "communities", m, "name"), row.name) for m, row in rows
        ))  # fmt: skip
    yield from _twice("station", "code", ((("stations", n), s.code) for n, s in enumerate(file.stations)))
    yield from _twice("body", "code", ((("bodies", n), b.code) for n, b in enumerate(file.bodies)))
    yield from _twice("constituency", "code", (
        (("constituency", n, "code"), each.code) for n, each in enumerate(file.constituency)
    ))  # fmt: skip
    yield from _twice("roster entry", "key", _keys(file))


def _keys(file: OrganisationFile) -> Iterator[tuple[Path, str]]:
    roster = file.roster
    for part in type(roster).model_fields:
        for n, row in enumerate(getattr(roster, part)):
            yield ("roster", part, n), row.key


def _twice(kind: str, what: str, found: Iterable[tuple[Path, str]]) -> Iterator[Finding]:
    seen: set[str] = set()
    for path, value in found:
        if value in seen:
            yield path, f"a {kind} with the {what} {value} stands in this file already"
        seen.add(value)


def _check_anchors(file: OrganisationFile) -> Iterator[Finding]:
    box = file.district.box
    for n, street in enumerate(file.street):
        for m, row in enumerate(street.communities):
            if not (box.south <= row.lat <= box.north and box.west <= row.lon <= box.east):
                sentence = f"the anchor of {row.name} ({row.lat}, {row.lon}) is outside the district's box"
                yield ("street", n, "communities", m), sentence


def _check_stations_and_bodies(file: OrganisationFile) -> Iterator[Finding]:
    streets = {street.code for street in file.street}
    for n, station in enumerate(file.stations):
        yield from _unknown(("stations", n, "street"), "street", station.street, streets)
    for n, body in enumerate(file.bodies):
        if body.street is not None:
            yield from _unknown(("bodies", n, "street"), "street", body.street, streets)
        if (body.kind == "street_office") != (body.street is not None):
            yield ("bodies", n), f"{body.name}: a street office names its street, and a bureau names none"


def _check_constituencies(file: OrganisationFile) -> Iterator[Finding]:
    streets = {street.code: street.name for street in file.street}
    street_of_station = {station.code: station.street for station in file.stations}
    street_of_community = {row.code: street.code for street in file.street for row in street.communities}
    for n, each in enumerate(file.constituency):
        here: Path = ("constituency", n)
        yield from _unknown((*here, "street"), "street", each.street, streets)
        yield from _unknown((*here, "station"), "station", each.station, street_of_station)
        if street_of_station.get(each.station, each.street) != each.street:
            yield (*here, "station"), f"{each.name}: station {each.station} is in another street"
        for m, code in enumerate(each.communities):
            yield from _unknown((*here, "communities", m), "community", code, street_of_community)
            if street_of_community.get(code, each.street) != each.street:
                yield (*here, "communities", m), f"{each.name}: community {code} is in another street"


def _check_each_community_has_one_constituency(file: OrganisationFile) -> Iterator[Finding]:
    owner: dict[str, str] = {}
    for n, each in enumerate(file.constituency):
        for m, code in enumerate(each.communities):
            if code in owner:
                yield (
                    ("constituency", n, "communities", m),
                    f"community {code} is in two constituencies: {owner[code]} and {each.name}",
                )
            owner.setdefault(code, each.name)
    for n, street in enumerate(file.street):
        for m, row in enumerate(street.communities):
            if row.code not in owner:
                yield ("street", n, "communities", m), f"{row.name} ({row.code}) is in no constituency"


def _check_deputies(file: OrganisationFile) -> Iterator[Finding]:
    known = {each.code for each in file.constituency}
    for n, row in enumerate(file.roster.deputies):
        yield from _unknown(
            ("roster", "deputies", n, "constituency"), "constituency", row.constituency, known
        )
    for n, each in enumerate(file.constituency):
        count = sum(row.constituency == each.code for row in file.roster.deputies)
        if not 1 <= count <= MOST_DEPUTIES:
            yield ("constituency", n), f"{each.name} has {count} deputies; it may have 1 to {MOST_DEPUTIES}"


def _check_heads(file: OrganisationFile) -> Iterator[Finding]:
    station_of = {each.code: each.station for each in file.constituency}
    deputies = {row.key: row for row in file.roster.deputies}
    stations = {station.code for station in file.stations}
    headed: dict[str, str] = {}
    for n, row in enumerate(file.roster.heads):
        here: Path = ("roster", "heads", n)
        yield from _unknown((*here, "station"), "station", row.station, stations)
        yield from _unknown((*here, "deputy"), "deputy", row.deputy, deputies)
        deputy = deputies.get(row.deputy)
        if deputy and station_of.get(deputy.constituency, row.station) != row.station:
            yield here, f"{deputy.name} heads station {row.station} but is no deputy of that station"
        if row.station in headed:
            yield here, f"station {row.station} has two heads: {headed[row.station]} and {row.key}"
        headed.setdefault(row.station, row.key)


def _check_other_roles(file: OrganisationFile) -> Iterator[Finding]:
    stations = {station.code for station in file.stations}
    streets = {street.code for street in file.street}
    bodies = {body.code for body in file.bodies}
    for n, officer in enumerate(file.roster.officers):
        yield from _unknown(("roster", "officers", n, "station"), "station", officer.station, stations)
    for n, member in enumerate(file.roster.street_committees):
        yield from _unknown(("roster", "street_committees", n, "street"), "street", member.street, streets)
    for n, contact in enumerate(file.roster.body_contacts):
        yield from _unknown(("roster", "body_contacts", n, "body"), "body", contact.body, bodies)


def _unknown(path: Path, kind: str, code: str, known: Iterable[str]) -> Iterator[Finding]:
    if code not in known:
        yield path, f"there is no {kind} with the code {code}"
