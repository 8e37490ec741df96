"""Towns whose rules change while matters run."""

from dataclasses import replace
from datetime import date

from bot.storage.house import make_calendar
from models.category import Column
from models.guess import KeywordGuesser
from models.holidays import Holidays
from models.policy import ClockKind, Limit, Policy, Unit
from tests.harness import Town, default_policy


async def rule_by(town: Town, policy: Policy) -> None:
    """Start the bot anew with other rules."""
    town.house = replace(town.house, policy=policy, calendar=make_calendar(town.house.zone, policy),
                         guesser=KeywordGuesser(policy.offered))
    await town.restart()


def without(code: str) -> Policy:
    """Return our rules without a category."""
    policy = default_policy()
    return replace(policy, categories=tuple(each for each in policy.categories if each.code != code))


def retiring(*codes: str) -> Policy:
    """Return our rules with some categories retired."""
    policy = default_policy()
    return replace(policy, categories=tuple(
        replace(each, is_retired=True) if each.code in codes else each for each in policy.categories))


def with_limit(kind: ClockKind, column: Column, amount: int, unit: Unit = Unit.WORKING_DAYS) -> Policy:
    """Return our rules with another limit."""
    policy = default_policy()
    return replace(policy, clocks={**policy.clocks, (kind, column): Limit(unit, amount)})


def with_days(*off: date, workdays: tuple[date, ...] = (), announced: tuple[int, ...] = ()) -> Policy:
    """Return our rules with a table of holidays."""
    return replace(default_policy(), holidays=Holidays(frozenset(off), frozenset(workdays), frozenset(announced)))
