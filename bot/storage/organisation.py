"""Bring the organisation file into the database, once or anew."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, inspect, select
from sqlalchemy.orm import Session

from bot.storage.migrate import one_at_a_time
from bot.timing.clock import BusinessClock
from models.mail import Setting
from models.organisation import Seat, Street
from models.organisation_plan import District, OrganisationPlan
from models.session import JobSession
from services.audit import Noted, note, seal
from services.freeing import Freed, close_later, joined_with, vacate
from services.organisation import ImportReport, import_organisation, stored_plan

DISTRICT = "district"


def import_if_empty(engine: Engine, load: Callable[[], OrganisationPlan]) -> None:
    """Import the organisation into a database that has none yet, once."""
    with one_at_a_time(engine):
        with Session(engine) as session:
            is_empty = session.scalar(select(Street.code).limit(1)) is None
        if is_empty:
            import_plan(engine, load())


class NoSuchSeat(LookupError):
    """The roster has no seat of that key; `huying org import` says which it has."""


def import_plan(engine: Engine, plan: OrganisationPlan, *, same_people: bool = False) -> ImportReport:
    """Import a plan in one transaction; what it changed stands in the audit log, and who lost a seat is told."""
    now = BusinessClock().now()
    with JobSession(engine) as session, session.begin():
        report = import_organisation(session, plan, same_people=same_people)
        district = plan.district
        session.merge(Setting(key=DISTRICT, value={
            "code": district.code, "name": district.name, "prefix": district.number_prefix,
            "zone": district.timezone, "parents": list(district.parents),
        }))
        if report:
            counts = {"added": len(report.added), "changed": len(report.changed), "retired": len(report.retired)}
            note(session, Noted(now, "organisation_imported", "organisation", details=counts))
        for freed in report.freed:
            _release(session, freed, (freed.key,), now)
        seal(session)
        return report


def free_seat(engine: Engine, key: str) -> list[str]:
    """Take a seat, and the others of the same roster person, from their account: for when nobody of the office can.

    Returns:
        The keys of the seats that were freed; none when nobody held the seat.

    Raises:
        NoSuchSeat: the roster has none of that key.
    """
    now = BusinessClock().now()
    with JobSession(engine) as session, session.begin():
        seat = session.scalar(select(Seat).where(Seat.key == key, Seat.active))
        if seat is None:
            raise NoSuchSeat(f"{key}: no seat of the roster has this key; the keys stand in the organisation file.")
        if seat.person_id is None:
            return []
        seats, person_id = joined_with(session, seat), seat.person_id
        vacate(session, seats)
        keys = [each.key for each in seats]
        ids = (seat.id, *(each.id for each in seats if each.id != seat.id))
        _release(session, Freed(person_id, ids, key, seat.name, seat.role), keys, now)
        seal(session)
        return keys


def _release(session: JobSession, freed: Freed, keys: Iterable[str], now: datetime) -> None:
    close_later(session, freed, now)
    for key in keys:
        note(session, Noted(now, "seat_released", f"seat:{key}", by_operator=True))


def load_if_stored(engine: Engine) -> OrganisationPlan | None:
    """Return the organisation of the database, None when it has none yet."""
    if not inspect(engine).has_table(Street.__tablename__):
        return None
    with Session(engine) as session:
        is_empty = session.scalar(select(Street.code).limit(1)) is None
    return None if is_empty else load_stored(engine)


def load_stored(engine: Engine) -> OrganisationPlan:
    """Return the organisation that the database holds."""
    with Session(engine) as session:
        return stored_plan(session, _district(session.get_one(Setting, DISTRICT).value))


def _district(value: dict[str, Any]) -> District:
    return District(value["code"], value["name"], value["prefix"], value["zone"], tuple(value["parents"]))
