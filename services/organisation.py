"""Import an organisation file's plan into the tables: idempotent, reported, never deleting history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import organisation_plan as plan
from models.base import Base
from models.organisation import Body, Community, Constituency, Seat, Station, Street
from services.freeing import Freed, new_token, vacate

Row = TypeVar("Row", Street, Station, Constituency, Community, Body)


@dataclass
class ImportReport:
    """What an import changed, as ``table code`` lines; all empty when the file was imported before.

    ``succeeded`` are the seats with a new holder, ``freed`` the accounts that lost a seat.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    succeeded: list[str] = field(default_factory=list)
    freed: list[Freed] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.retired or self.freed)


def import_organisation(session: Session, wanted: plan.OrganisationPlan, *,
                        same_people: bool = False) -> ImportReport:
    """Make the tables say what the plan says; what it no longer names becomes inactive.

    A seat whose person's name changes has a new holder: the old account loses it, and its link is made anew. With
    ``same_people`` the names were only written wrong, and whoever holds a seat goes on holding it.
    """
    report = ImportReport()
    of_community = wanted.constituency_by_community
    _merge(session, report, Street, "code", ({"code": s.code, "name": s.name} for s in wanted.streets))
    _merge(session, report, Station, "code", (
        {"code": s.code, "name": s.name, "street_code": s.street, "address": s.address} for s in wanted.stations))
    _merge(session, report, Constituency, "code", (
        {"code": c.code, "name": c.name, "street_code": c.street, "station_code": c.station}
        for c in wanted.constituencies))
    _merge(session, report, Community, "code", (
        {"code": c.code, "name": c.name, "street_code": c.street, "lat": c.lat, "lon": c.lon,
         "aliases": " ".join(c.aliases), "constituency_code": of_community[c.code].code} for c in wanted.communities))
    _merge(session, report, Body, "code", (
        {"code": b.code, "name": b.name, "kind": b.kind.value, "street_code": b.street} for b in wanted.bodies))
    before = {seat.id: _holder(seat) for seat in session.scalars(select(Seat))}
    _merge(session, report, Seat, "key", (
        {"key": r.key, "name": r.name, "role": r.role.value, "scope": r.scope, "same_person_as": r.same_person_as}
        for r in wanted.roster))
    for seat in session.scalars(select(Seat).where(Seat.id.in_(before)).order_by(Seat.id)).all():
        _succeed(session, report, seat, before[seat.id], same_people=same_people)
    _invite(session)
    return report


def _holder(seat: Seat) -> tuple[str, str | None, bool]:
    """Return whose seat it is by the roster: name, deputy for a head, and whether it is on it at all."""
    return seat.name, seat.same_person_as, seat.active


def _succeed(session: Session, report: ImportReport, seat: Seat, before: tuple[str, str | None, bool], *,
             same_people: bool) -> None:
    """Free a seat that left the roster, came back to it, or is somebody else's now."""
    name, was_of, was_active = before
    is_other = not same_people and (name, was_of) != (seat.name, seat.same_person_as)
    if seat.active and was_active and not is_other:
        return
    if seat.active and was_active:
        report.succeeded.append(f"seat {seat.key}: {name} → {seat.name}")
    if seat.person_id is not None:
        report.freed.append(Freed(seat.person_id, (seat.id,), seat.key, name, seat.role))
    vacate(session, [seat])


def _merge(session: Session, report: ImportReport, table: type[Base], key: str,
           wanted: Iterable[Mapping[str, Any]]) -> None:
    stored = {getattr(row, key): row for row in session.scalars(select(table))}
    for values in wanted:
        name = f"{table.__tablename__} {values[key]}"
        row = stored.pop(values[key], None)
        if row is None:
            session.add(table(**values))
            report.added.append(name)
        elif _update(row, {**values, "active": True}):
            report.changed.append(name)
    for code, row in stored.items():
        if _update(row, {"active": False}):
            report.retired.append(f"{table.__tablename__} {code}")
    session.flush()


def _update(row: Base, values: Mapping[str, Any]) -> bool:
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    return bool(changed)


def _invite(session: Session) -> None:
    """Give every unbound active seat a token; it stays the same until it is used."""
    unbound = select(Seat).where(Seat.person_id.is_(None), Seat.token.is_(None), Seat.active)
    for seat in session.scalars(unbound):
        seat.token = new_token()
    session.flush()


def open_invitations(session: Session) -> list[Seat]:
    """Return the active seats nobody is bound to yet, by role and name."""
    query = select(Seat).where(Seat.person_id.is_(None), Seat.active).order_by(Seat.role, Seat.name)
    return list(session.scalars(query))


def stored_plan(session: Session, district: plan.District) -> plan.OrganisationPlan:
    """Return the active organisation as the tables hold it."""
    def rows(table: type[Row]) -> list[Row]:
        return list(session.scalars(select(table).where(table.active).order_by(table.code)))

    communities = rows(Community)
    of_constituency: dict[str, list[str]] = {}
    for each in communities:
        of_constituency.setdefault(each.constituency_code, []).append(each.code)
    return plan.OrganisationPlan(
        district=district,
        streets=tuple(plan.Street(s.code, s.name) for s in rows(Street)),
        communities=tuple(
            plan.Community(c.code, c.name, c.street_code, c.lat, c.lon, True, tuple(c.aliases.split()))
            for c in communities),
        stations=tuple(plan.Station(s.code, s.name, s.street_code, s.address) for s in rows(Station)),
        constituencies=tuple(
            plan.Constituency(c.code, c.name, c.street_code, c.station_code, tuple(of_constituency.get(c.code, ())))
            for c in rows(Constituency)),
        bodies=tuple(plan.Body(b.code, b.name, plan.BodyKind(b.kind), b.street_code) for b in rows(Body)),
        roster=tuple(
            plan.RosterEntry(s.key, s.name, plan.Role(s.role), s.scope, s.same_person_as)
            for s in session.scalars(select(Seat).where(Seat.active).order_by(Seat.id))),
    )
