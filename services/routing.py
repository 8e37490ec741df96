"""Where a matter goes: its community, its constituency, and the people who serve them."""

from datetime import datetime

from sqlalchemy import bindparam, select

from models.category import Column
from models.limits import limit_at
from models.matter import Matter
from models.memory import recall
from models.organisation import Community, Constituency, Seat, Station, Street
from models.organisation_plan import Role
from models.policy import ClockKind
from models.rows import Rows
from services.work import Work

_in_role = select(Seat).where(Seat.role == bindparam("role"), Seat.active).order_by(Seat.id)
_of_role = Rows(Seat, _in_role)
_of_role_and_scope = Rows(Seat, _in_role.where(Seat.scope == bindparam("scope")))


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
    return _in_scope(work, Role.STREET, street) if street else []


def office(work: Work) -> list[Seat]:
    """Return the seats of the congress office."""
    return _of(work, Role.OFFICE)


def seat_of(work: Work, matter: Matter) -> Seat | None:
    """Return the owner's seat."""
    return None if matter.claimed_by is None else work.session.get(Seat, matter.claimed_by)


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
    return everyday_column_of(work, matter)


def everyday_column_of(work: Work, matter: Matter) -> Column:
    """Return the column in which the matter stands, or would stand if it were not urgent."""
    if matter.hard:
        return Column.HARD
    category = work.house.policy.find(matter.category)
    return category.column if category else Column.NORMAL


def claim_by(work: Work, matter: Matter) -> datetime:
    """Return until when the matter would have to be claimed if it were submitted now."""
    limit = work.house.policy.clock(ClockKind.CLAIM, column_of(work, matter))
    return limit_at(work.now, limit, work.house.calendar)


def sign_by(work: Work, matter: Matter) -> datetime:
    """Return until when a body would have to sign if it were asked now."""
    return limit_at(work.now, work.house.policy.clock(ClockKind.SIGN, column_of(work, matter)), work.house.calendar)


def _of_station(work: Work, matter: Matter, role: Role) -> list[Seat]:
    if matter.constituency_code:
        station = work.session.get_one(Constituency, matter.constituency_code).station_code
        return _in_scope(work, role, station)
    street = street_code_of(work, matter)
    return _in_street(work, role, street) if street else _of(work, role)


def _of(work: Work, role: Role) -> list[Seat]:
    return recall(work.session, ("seats", role), lambda: _of_role.all(work.session, role=role))


def _in_scope(work: Work, role: Role, scope: str) -> list[Seat]:
    return recall(work.session, ("seats", role, scope),
                  lambda: _of_role_and_scope.all(work.session, role=role, scope=scope))


def _in_street(work: Work, role: Role, street: str) -> list[Seat]:
    stations = select(Station.code).where(Station.street_code == street, Station.active)
    codes = recall(work.session, ("stations", street), lambda: set(work.session.scalars(stations)))
    return [seat for seat in _of(work, role) if seat.scope in codes]
