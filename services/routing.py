"""Where a matter goes: its community, its constituency, and the people who serve them."""

from datetime import datetime

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload

from models.limits import limit_at
from models.matter import Matter
from models.organisation import Community, Constituency, Seat, Station, Street
from models.organisation_plan import Role
from models.policy import ClockKind, Column
from services.work import Work

_of_role = (
    select(Seat).where(Seat.role == bindparam("role"), Seat.active).options(joinedload(Seat.person)).order_by(Seat.id)
)
_of_role_and_scope = _of_role.where(Seat.scope == bindparam("scope"))


def route(work: Work, matter: Matter) -> None:
    """Find the constituency of the matter's community; without one the officers and the office dispatch it.

    Only when nothing at all was said about the place, the code by which the resident came decides.
    """
    community = work.session.get(Community, matter.community_code) if matter.community_code else None
    is_blank = not (matter.outside or matter.place or matter.lat is not None)
    by_code = (matter.form or {}).get("via") if is_blank else None
    matter.constituency_code = community.constituency_code if community else by_code


def deputies_of(work: Work, matter: Matter) -> list[Seat]:
    """Return the seats of the constituency's deputies, bound or not; none while it has no constituency."""
    if matter.constituency_code is None:
        return []
    return _in_scope(work, Role.DEPUTY, matter.constituency_code)


def officers_of(work: Work, matter: Matter) -> list[Seat]:
    """Return the officers of the matter's station; of the named street or of all when the place is unclear."""
    return _of_station(work, matter, Role.OFFICER)


def heads_of(work: Work, matter: Matter) -> list[Seat]:
    """Return the heads of the matter's station."""
    return _of_station(work, matter, Role.HEAD) if matter.constituency_code else []


def street_committee_of(work: Work, matter: Matter) -> list[Seat]:
    """Return the seats of the street's work committee."""
    street = street_code_of(work, matter)
    return _seats(work, _seated(Role.STREET).where(Seat.scope == street)) if street else []


def office(work: Work) -> list[Seat]:
    """Return the seats of the congress office."""
    return list(work.session.scalars(_of_role, {"role": Role.OFFICE}))


def seat_of(work: Work, matter: Matter) -> Seat | None:
    """Return the owner's seat with its person."""
    if matter.claimed_by is None:
        return None
    return work.session.get(Seat, matter.claimed_by, options=[joinedload(Seat.person)])


def street_code_of(work: Work, matter: Matter) -> str | None:
    """Return the street of the matter's constituency, or the one that was typed without a community."""
    if matter.constituency_code:
        return work.session.get_one(Constituency, matter.constituency_code).street_code
    code: str | None = (matter.form or {}).get("street")
    return code


def place_names(work: Work, matter: Matter) -> tuple[str, str]:
    """Return the names of street and community, empty where unknown."""
    community = work.session.get(Community, matter.community_code) if matter.community_code else None
    code = community.street_code if community else street_code_of(work, matter)
    street = work.session.get(Street, code) if code else None
    return (street.name if street else "", community.name if community else "")


def column_of(work: Work, matter: Matter) -> Column:
    """Return the column of the clocks table the matter stands in."""
    if matter.urgent:
        return Column.URGENT
    if matter.hard:
        return Column.HARD
    return work.house.policy.category(matter.category).column if matter.category else Column.NORMAL


def claim_by(work: Work, matter: Matter) -> datetime:
    """Return until when the matter would have to be claimed if it were submitted now."""
    limit = work.house.policy.clock(ClockKind.CLAIM, column_of(work, matter))
    return limit_at(work.now, limit, work.house.calendar)


def _of_station(work: Work, matter: Matter, role: Role) -> list[Seat]:
    if matter.constituency_code:
        station = work.session.get_one(Constituency, matter.constituency_code).station_code
        return _in_scope(work, role, station)
    query = _seated(role)
    if street := street_code_of(work, matter):
        stations = select(Station.code).where(Station.street_code == street, Station.active)
        return _seats(work, query.where(Seat.scope.in_(stations)))
    return _seats(work, query)


def _in_scope(work: Work, role: Role, scope: str) -> list[Seat]:
    return list(work.session.scalars(_of_role_and_scope, {"role": role, "scope": scope}))


def _seated(role: Role) -> Select[Seat]:
    return select(Seat).where(Seat.role == role, Seat.active).options(joinedload(Seat.person)).order_by(Seat.id)


def _seats(work: Work, query: Select[Seat]) -> list[Seat]:
    return list(work.session.scalars(query))
