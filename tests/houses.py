"""The house of a test's town: its district's organisation and rules, read once and shared."""

from functools import cache
from zoneinfo import ZoneInfo

from bot.storage.house import make_calendar
from config.canned import DEFAULT as CANNED
from config.canned import load_canned
from config.organisation import load_organisation
from config.policy import load_policy
from models.canned import CannedReply
from models.guess import KeywordGuesser
from models.organisation_plan import OrganisationPlan
from models.policy import Policy
from services.work import House
from tests.telegram import BOT_ID, USERNAME

_made: dict[int, tuple[Policy, KeywordGuesser, tuple[CannedReply, ...]]] = {}


@cache
def default_plan() -> OrganisationPlan:
    """Return Bao'an."""
    return load_organisation()


@cache
def default_policy() -> Policy:
    """Return the policy that ships."""
    return load_policy()


def make_house(plan: OrganisationPlan, policy: Policy, *, speed: float = 1.0) -> House:
    """Return the house of a plan and a policy."""
    zone = ZoneInfo(plan.district.timezone)
    if id(policy) not in _made:  # the policy is kept with them, so its id stays its own
        _made[id(policy)] = policy, KeywordGuesser(policy.offered), load_canned(CANNED, policy)
    _, guesser, canned = _made[id(policy)]
    return House(
        name=plan.district.name, prefix=plan.district.number_prefix, zone=zone, policy=policy,
        calendar=make_calendar(zone, policy), gazetteer=plan,
        guesser=guesser, bot_id=BOT_ID, bot_username=USERNAME, speed=speed, canned=canned,
    )
