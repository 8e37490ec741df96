"""`huying check`."""

from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import click

from bot.commands.check_ground import database_findings, disk_findings, media_finding, permission_findings
from bot.commands.check_rules import Finding, plan_in_force, rules_findings
from bot.commands.check_telegram import telegram_findings
from bot.commands.common import plain_errors, settings_or_exit
from bot.timing.clock import BusinessClock
from config.canned import load_canned
from config.organisation import load_organisation
from config.policy import load_policy
from config.settings import Settings


@click.command()
def check() -> None:
    """Say in sentences whether token, webhook, database, files, rights and calendar are in order; exit 1 if not."""
    settings = settings_or_exit()
    with plain_errors():
        findings = list(_findings(settings, BusinessClock().real_now()))
    for is_well, sentence in findings:
        click.echo(f"{'ok  ' if is_well else 'MEND'}  {sentence}")
    raise SystemExit(0 if all(is_well for is_well, _ in findings) else 1)


def _findings(settings: Settings, now: datetime) -> Iterator[Finding]:
    yield from telegram_findings(settings, now)
    yield from database_findings(settings)
    yield from disk_findings(settings)
    yield _try("organisation file", lambda: f"{len(load_organisation(settings.organisation).roster)} people")
    yield _try("policy file", lambda: _policy(settings))
    yield _try("canned replies", lambda: f"{len(load_canned(settings.canned, load_policy(settings.policy)))} of them")
    yield _try("time zone", lambda: _time(settings, now))
    yield from rules_findings(settings)
    yield media_finding(settings.media)
    yield from permission_findings(settings)


def _policy(settings: Settings) -> str:
    policy = load_policy(settings.policy, plan_in_force(settings))
    retired = len(policy.categories) - len(policy.offered)
    return f"{len(policy.offered)} categories" + (f", {retired} more retired" if retired else "")


def _time(settings: Settings, now: datetime) -> str:
    zone = plan_in_force(settings).district.timezone
    return f"{zone}, where it is {now.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M} now"


def _try(what: str, look: Callable[[], str]) -> Finding:
    try:
        return True, f"{what}: {look()}"
    except Exception as error:
        return False, f"{what}: {error}"
