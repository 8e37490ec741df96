"""Build what is the same for every transaction: the district in the database, its policy, who we are."""

from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from telegram import Bot

from bot.storage.organisation import load_stored
from config.canned import load_canned
from config.policy import load_policy
from config.settings import Settings
from models.guess import KeywordGuesser
from models.worktime import Calendar
from services.work import House


def build_house(settings: Settings, engine: Engine, bot: Bot) -> House:
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
        calendar=Calendar(zone, hours=policy.hours.working), gazetteer=plan,
        guesser=KeywordGuesser(policy.categories), bot_id=bot.id, bot_username=bot.username, speed=settings.speed,
        canned=load_canned(settings.canned, policy),
    )
