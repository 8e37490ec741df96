"""Bring the organisation file into the database, once or anew."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, inspect, select
from sqlalchemy.orm import Session

from bot.timing.clock import BusinessClock
from models.mail import Setting
from models.organisation import Street
from models.organisation_plan import District, OrganisationPlan
from models.session import JobSession
from services.audit import Noted, note, seal
from services.organisation import ImportReport, import_organisation, stored_plan

DISTRICT = "district"


def import_if_empty(engine: Engine, load: Callable[[], OrganisationPlan]) -> None:
    """Import the organisation into a database that has none yet."""
    with Session(engine) as session:
        is_empty = session.scalar(select(Street.code).limit(1)) is None
    if is_empty:
        import_plan(engine, load())


def import_plan(engine: Engine, plan: OrganisationPlan) -> ImportReport:
    """Import a plan in one transaction; what it changed stands in the audit log."""
    with JobSession(engine) as session, session.begin():
        report = import_organisation(session, plan)
        district = plan.district
        session.merge(Setting(key=DISTRICT, value={
            "code": district.code, "name": district.name, "prefix": district.number_prefix,
            "zone": district.timezone, "parents": list(district.parents),
        }))
        if report:
            counts = {"added": len(report.added), "changed": len(report.changed), "retired": len(report.retired)}
            note(session, Noted(BusinessClock().now(), "organisation_imported", "organisation", details=counts))
        seal(session)
        return report


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
