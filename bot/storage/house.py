"""Build what is the same for every transaction: the district in the database, its policy, who we are."""

from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from bot.storage.organisation import load_stored
from config.canned import load_canned
from config.policy import load_policy
from config.settings import Settings
from models.guess import KeywordGuesser
from models.policy import Policy
from models.worktime import Calendar
from services.work import House


def make_calendar(zone: ZoneInfo, policy: Policy) -> Calendar:
    """Return the working days and hours of the district: the official calendar under the policy's own table."""
    table = policy.holidays
    return Calendar(zone, table.overrides, table.announced, hours=policy.hours.working)


def build_house(settings: Settings, engine: Engine, bot_id: int, bot_username: str) -> House:
    """Read the organisation from the database and the policy from its file.

    Raises:
        PolicyError: the policy contradicts itself or the organisation; it names every line.
        CannedError: the canned replies contradict the policy; it names every line.
    """
    plan = load_stored(engine)
    policy = load_policy(settings.policy, plan)
    zone = ZoneInfo(plan.district.timezone)
    return House(
        name=plan.district.name, prefix=plan.district.number_prefix, zone=zone, policy=policy,
        calendar=make_calendar(zone, policy), gazetteer=plan,
        guesser=KeywordGuesser(policy.offered), bot_id=bot_id, bot_username=bot_username, speed=settings.speed,
        canned=load_canned(settings.canned, policy), paid=settings.paid_broadcast,
    )
