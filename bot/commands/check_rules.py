"""What `huying check` finds in the rules: against the organisation, the matters there are, and the calendar."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, inspect
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.storage.databases import UnknownDatabase, make_engine
from bot.storage.house import make_calendar
from bot.storage.organisation import load_if_stored
from config.organisation import load_organisation
from config.policy import load_policy
from config.problems import FileError
from config.settings import Settings
from models.matter import Matter
from models.organisation_plan import OrganisationPlan
from models.policy import Policy
from models.worktime import Calendar, YearSource
from services.holidays import years_told
from services.unknown_categories import unknown_categories

T = TypeVar("T")
Finding = tuple[bool, str]
SOURCES = {
    YearSource.OFFICIAL: "{year} is in the official calendar",
    YearSource.TABLE: "{year} is in [holidays] of the policy",
    YearSource.GUESSED: "{year} is not announced yet, Monday to Friday counts until then",
}


def plan_in_force(settings: Settings) -> OrganisationPlan:
    """Return the organisation the bot would start with: the database's, or the file's while that has none.

    Raises:
        OrganisationError: there is none in the database, and the file contradicts itself.
    """
    return _look(settings, load_if_stored) or load_organisation(settings.organisation)


def rules_findings(settings: Settings) -> Iterator[Finding]:
    """Yield what the rules leave open: matters of unknown categories, years that are guessed."""
    try:
        policy, plan = load_policy(settings.policy), plan_in_force(settings)
    except FileError:  # each file has a finding of its own
        return
    yield from _categories(settings, policy)
    yield from _holidays(make_calendar(ZoneInfo(plan.district.timezone), policy), date.today())  # noqa: DTZ011


def _categories(settings: Settings, policy: Policy) -> Iterator[Finding]:
    for code, (count, running) in (_look(settings, lambda engine: _unknown(engine, policy)) or {}).items():
        yield False, (f"categories: {count} matters, {running} of them open, are of the category {code}, which the "
                      "policy does not know; put it back with retired = true")


def _unknown(engine: Engine, policy: Policy) -> dict[str, tuple[int, int]]:
    if not inspect(engine).has_table(Matter.__tablename__):
        return {}
    with Session(engine) as session:
        return unknown_categories(session, policy)


def _look(settings: Settings, use: Callable[[Engine], T]) -> T | None:
    """Look into the database; one that does not answer has a finding of its own."""
    try:
        engine = make_engine(settings.direct_url)
    except UnknownDatabase:
        return None
    try:
        return use(engine)
    except SQLAlchemyError:
        return None
    finally:
        engine.dispose()


def _holidays(calendar: Calendar, today: date) -> Iterator[Finding]:
    for year in years_told(calendar, today):
        source = calendar.source_of(year)
        own = sum(day.year == year for day in calendar.overrides)
        beside = f"; {own} days of [holidays] go before it" if own and source is not YearSource.TABLE else ""
        is_well = source is not YearSource.GUESSED or year > today.year
        how = "" if is_well else "; upgrade the package chinesecalendar, or enter the year under [holidays]"
        yield is_well, f"holidays: {SOURCES[source].format(year=year)}{beside}{how}"
