"""Groups: what a bound group stands for, and which groups hear of a matter."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from models.matter import Matter
from models.memory import recall
from models.organisation import Body, Community, Constituency, Station, Street
from models.organisation_plan import Role
from models.person import Group, GroupScope
from models.refusals import UnknownPlace
from models.refusals_of_bodies import NotYourBody
from models.refusals_of_staff import GroupNotBound, RosterNeeded
from models.rows import Rows
from services.audit import audit
from services.outbox import Address
from services.rhythm import plan_week
from services.routing import street_code_of
from services.seats import seats_of
from services.work import Work

_all_bound = Rows(
    Group, select(Group).where(Group.scope.is_not(None), Group.left_at.is_(None)).order_by(Group.chat_id))
DISTRICT = "district"
"""The scope code of a group that stands for the whole district."""


class Notice(StrEnum):
    """The kinds of notice a group may take."""

    MATTERS = "matters"
    RESULTS = "results"
    WEEKLY = "weekly"


@dataclass(frozen=True)
class BindGroup:
    """Somebody of the roster says what a group is for."""

    chat_id: int
    title: str
    thread_id: int | None
    scope: str
    code: str


@dataclass(frozen=True)
class ToggleNotice:
    """Take a kind of notice in a bound group, or take it no more."""

    chat_id: int
    notice: Notice


def bind_group(cmd: BindGroup, work: Work) -> Group:
    """Let a group stand for a place or a circle of deputies.

    Raises:
        RosterNeeded: the acting person holds no seat.
        UnknownPlace: no such place in the organisation.
        NotYourBody: only a contact of a body binds its group.
    """
    if work.seat is None:
        raise RosterNeeded
    if cmd.scope == GroupScope.BODY:
        _check_contact(work, cmd.code)
    elif cmd.code not in codes_of(work, cmd.scope):
        raise UnknownPlace
    group = work.session.get(Group, cmd.chat_id)
    if group is None:
        group = Group(chat_id=cmd.chat_id, title=cmd.title)
        work.session.add(group)
    group.title, group.thread_id, group.left_at = cmd.title, cmd.thread_id, None
    if GroupScope.BODY in (cmd.scope, group.scope):
        group.notices = "" if cmd.scope == GroupScope.BODY else ",".join(Notice)
    group.scope, group.scope_code = cmd.scope, cmd.code
    group.bound_by, group.bound_at = work.person.id, work.now
    work.session.flush()
    audit(work, "group_bound", f"group:{cmd.chat_id}", scope=cmd.scope, code=cmd.code)
    plan_week(work)
    return group


def bodies_of_person(work: Work) -> list[str]:
    """Return the codes of the bodies for which the acting person is a contact."""
    return [seat.scope for seat in seats_of(work) if seat.role == Role.BODY]


def _check_contact(work: Work, code: str) -> None:
    if code not in bodies_of_person(work):
        body = work.session.get(Body, code)
        raise NotYourBody(body=body.name if body else code)


def unbind_group(chat_id: int, work: Work) -> Group:
    """Let a group stand for nothing again; it hears no more."""
    if work.seat is None:
        raise RosterNeeded
    group = bound_group(work, chat_id)
    group.scope = group.scope_code = group.bound_by = group.bound_at = None
    audit(work, "group_unbound", f"group:{chat_id}")
    return group


def toggle_notice(cmd: ToggleNotice, work: Work) -> Group:
    """Turn a kind of notice on or off."""
    if work.seat is None:
        raise RosterNeeded
    group = bound_group(work, cmd.chat_id)
    group.notices = ",".join(each for each in Notice if (each in notices_of(group)) != (each == cmd.notice))
    audit(work, "group_notices", f"group:{cmd.chat_id}", notices=group.notices)
    return group


def bound_group(work: Work, chat_id: int) -> Group:
    """Return a bound group; raises `GroupNotBound`."""
    group = work.session.get(Group, chat_id)
    if group is None or group.scope is None:
        raise GroupNotBound
    return group


def bound_group_or_none(work: Work, chat_id: int) -> Group | None:
    """Return a group that is bound and still has us as a member."""
    group = work.session.get(Group, chat_id)
    return group if group is not None and group.scope and group.left_at is None else None


def notices_of(group: Group) -> list[str]:
    """List the kinds of notice a group takes."""
    return [each for each in group.notices.split(",") if each]


def codes_of(work: Work, scope: str) -> set[str]:
    """Return the codes that a scope may name."""
    tables = {GroupScope.STREET: (Street,), GroupScope.COMMUNITY: (Community,),
              GroupScope.DEPUTIES: (Constituency, Station)}
    codes: set[str] = {DISTRICT} if scope in (GroupScope.DISTRICT, GroupScope.DEPUTIES) else set()
    for table in tables.get(scope, ()):
        codes.update(work.session.scalars(select(table.code).where(table.active)))  # type: ignore[attr-defined]
    return codes


def place_of(work: Work, group: Group) -> Street | Community | Constituency | Station | Body | None:
    """Return what a group's code names; None for the whole district."""
    if group.scope == GroupScope.BODY:
        return work.session.get(Body, group.scope_code or "")
    for table in (Street, Community, Constituency, Station):
        if found := work.session.get(table, group.scope_code or ""):
            return found  # type: ignore[return-value]
    return None


def groups_for(work: Work, matter: Matter) -> list[Group]:
    """Return the bound groups of residents whose place the matter lies in."""
    covers = {(GroupScope.DISTRICT, DISTRICT), (GroupScope.COMMUNITY, matter.community_code),
              (GroupScope.STREET, street_code_of(work, matter))}
    return _bound(work, lambda group: (group.scope, group.scope_code) in covers)


def deputies_groups_for(work: Work, matter: Matter) -> list[Group]:
    """Return the deputies' groups of the matter's constituency, its station or the district."""
    codes = [DISTRICT]
    if matter.constituency_code:
        codes += [matter.constituency_code, work.session.get_one(Constituency, matter.constituency_code).station_code]
    return _bound(work, lambda group: group.scope == GroupScope.DEPUTIES and group.scope_code in codes)


def body_groups(work: Work, code: str) -> list[Group]:
    """Return the groups of a handling body."""
    return _bound(work, lambda group: (group.scope, group.scope_code) == (GroupScope.BODY, code))


def bound_groups(work: Work) -> list[Group]:
    """Return every bound group we are still a member of."""
    return _bound(work, lambda group: True)


def address_of(group: Group) -> Address:
    """Return where a group reads us."""
    return Address(group.chat_id, thread_id=group.thread_id)


def _bound(work: Work, which: Callable[[Group], bool]) -> list[Group]:
    """Return the bound groups we are a member of that fit; a district has hundreds, and they change rarely."""
    bound = recall(work.session, "bound groups", lambda: _all_bound.all(work.session))
    return [group for group in bound if which(group)]
