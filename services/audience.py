"""Whom a broadcast reaches: residents by where they live or what they follow, and the groups of the place."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select, true

from models.broadcast import Audience, Broadcast, OptOut
from models.matter import Matter
from models.organisation import Community, Constituency, Seat, Station, Street
from models.organisation_plan import Role
from models.person import Group, GroupScope, Person
from models.subscription import Followed, Subscription
from services.outbox import Address
from services.work import Work

WITH_GROUPS = (Audience.DISTRICT, Audience.STREET, Audience.STATION)
"""Audiences that have community groups beside their residents."""
OF_RESIDENTS = (GroupScope.DISTRICT, GroupScope.STREET, GroupScope.COMMUNITY)


@dataclass(frozen=True)
class Reach:
    """How many are told, and how many of the audience are not: they want no notices, or shut us out."""

    people: int
    groups: int
    opted_out: int
    blocked: int

    @property
    def total(self) -> int:
        """Return the number of messages."""
        return self.people + self.groups


def count_reach(work: Work, broadcast: Broadcast) -> Reach:
    """Count who would be told now."""
    meant = select(func.count()).select_from(Person).where(_belongs(broadcast), Person.telegram_id.is_not(None))
    people = work.session.scalar(meant.where(_may_be_told())) or 0
    blocked = work.session.scalar(meant.where(Person.blocked_at.is_not(None))) or 0
    opted_out = work.session.scalar(meant.where(_opted_out(), Person.blocked_at.is_(None))) or 0
    groups = work.session.scalar(select(func.count()).select_from(_groups(broadcast).subquery())) or 0
    return Reach(people, groups, opted_out, blocked)


def newest_person(work: Work) -> int:
    """Return the number of the person who came last."""
    return work.session.scalar(select(func.max(Person.id))) or 0


def next_people(work: Work, broadcast: Broadcast, room: int) -> list[Address]:
    """Return the next residents to tell, by their numbers; those who opted out or left meanwhile are passed over."""
    query = (
        select(Person.telegram_id, Person.language, Person.id)
        .where(_belongs(broadcast), _may_be_told())
        .where(Person.id > broadcast.person_cursor, Person.id <= broadcast.last_person)
        .order_by(Person.id).limit(room)
    )
    return [Address(row.telegram_id or 0, row.language, person_id=row.id) for row in work.session.execute(query)]


def next_groups(work: Work, broadcast: Broadcast, room: int) -> list[Address]:
    """Return the next groups to tell, by their chats."""
    query = _groups(broadcast).order_by(Group.chat_id).limit(room)
    if broadcast.group_cursor is not None:
        query = query.where(Group.chat_id > broadcast.group_cursor)
    return [Address(row.chat_id, thread_id=row.thread_id) for row in work.session.execute(query)]


def is_offered(work: Work, seat: Seat, audience: str, code: str | None) -> bool:
    """Tell whether a seat may address an audience: the office all, a street committee its own street's."""
    match audience:
        case Audience.DISTRICT | Audience.CATEGORY if seat.role != Role.OFFICE:
            return False
        case Audience.DISTRICT:
            return code is None
        case Audience.CATEGORY:
            return work.house.policy.offers(code)
        case Audience.STREET:
            street = work.session.get(Street, code or "")
            return street is not None and street.active and _is_of(seat, street.code)
        case Audience.STATION:
            station = work.session.get(Station, code or "")
            return station is not None and station.active and _is_of(seat, station.street_code)
        case Audience.GROUPS:
            return code is None if seat.role == Role.OFFICE else code == seat.scope
    return False


def streets_for(work: Work, seat: Seat) -> list[Street]:
    """Return the streets a seat may address."""
    query = select(Street).where(Street.active).order_by(Street.code)
    return [street for street in work.session.scalars(query) if _is_of(seat, street.code)]


def stations_for(work: Work, seat: Seat, street: str) -> list[Station]:
    """Return the stations of a street that a seat may address."""
    query = select(Station).where(Station.active, Station.street_code == street).order_by(Station.code)
    return list(work.session.scalars(query)) if _is_of(seat, street) else []


def _is_of(seat: Seat, street: str) -> bool:
    return seat.role == Role.OFFICE or seat.scope == street


def _belongs(broadcast: Broadcast) -> ColumnElement[bool]:
    match broadcast.audience:
        case Audience.DISTRICT:
            return true()
        case Audience.STREET:
            return _lives_in(_of_street(broadcast.code))
        case Audience.STATION:
            return _lives_in(_of_station(broadcast.code))
        case Audience.CATEGORY:
            return _follows(broadcast.code)
    return false()


def _lives_in(communities: Select[str]) -> ColumnElement[bool]:
    """Tell who belongs to a place: whose last place lies in one of its communities, or who filed a matter there.

    Nobody registers an address here, so this is all we know; who moves is told by both places.
    """
    filed = exists(select(Matter.id).where(
        Matter.author_id == Person.id, Matter.number.is_not(None), Matter.community_code.in_(communities)))
    return or_(Person.last_community_code.in_(communities), filed)


def _of_street(code: str | None) -> Select[str]:
    return select(Community.code).where(Community.street_code == code)


def _of_station(code: str | None) -> Select[str]:
    return (
        select(Community.code).join(Constituency, Constituency.code == Community.constituency_code)
        .where(Constituency.station_code == code)
    )


def _follows(category: str | None) -> ColumnElement[bool]:
    return Person.id.in_(select(Subscription.person_id).where(
        Subscription.what == Followed.CATEGORY, Subscription.code == category, Subscription.stopped_at.is_(None)))


def _may_be_told() -> ColumnElement[bool]:
    return and_(Person.telegram_id.is_not(None), Person.blocked_at.is_(None), ~_opted_out())


def _opted_out() -> ColumnElement[bool]:
    return exists(select(OptOut.person_id).where(OptOut.person_id == Person.id))


def _groups(broadcast: Broadcast) -> Select[int, int | None]:
    """Return the bound groups of residents that hear of it; deputies' groups are no audience."""
    bound = select(Group.chat_id, Group.thread_id).where(Group.left_at.is_(None), Group.scope.in_(OF_RESIDENTS))
    if broadcast.audience != Audience.GROUPS and not (broadcast.to_groups and broadcast.audience in WITH_GROUPS):
        return bound.where(false())
    if broadcast.audience == Audience.STATION:
        return bound.where(_in_communities(_of_station(broadcast.code)))
    if broadcast.code is None:
        return bound
    own = and_(Group.scope == GroupScope.STREET, Group.scope_code == broadcast.code)
    return bound.where(or_(own, _in_communities(_of_street(broadcast.code))))


def _in_communities(communities: Select[str]) -> ColumnElement[bool]:
    return and_(Group.scope == GroupScope.COMMUNITY, Group.scope_code.in_(communities))
