"""Bring the organisation file into the database, once or anew."""

from collections.abc import Callable

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models.mail import Setting
from models.organisation import Street
from models.organisation_plan import OrganisationPlan
from services.organisation import ImportReport, import_organisation

DISTRICT = "district"


def import_if_empty(engine: Engine, load: Callable[[], OrganisationPlan]) -> None:
    """Import the organisation into a database that has none yet."""
    with Session(engine) as session:
        is_empty = session.scalar(select(Street.code).limit(1)) is None
    if is_empty:
        import_plan(engine, load())


def import_plan(engine: Engine, plan: OrganisationPlan) -> ImportReport:
    """Import a plan in one transaction."""
    with Session(engine) as session, session.begin():
        report = import_organisation(session, plan)
        district = plan.district
        session.merge(Setting(key=DISTRICT, value={
            "code": district.code, "name": district.name, "prefix": district.number_prefix,
            "zone": district.timezone,
        }))
        return report


def stored_district(engine: Engine) -> dict[str, str]:
    """Return code, name, prefix and zone of the district in the database."""
    with Session(engine) as session:
        return dict(session.get_one(Setting, DISTRICT).value)
