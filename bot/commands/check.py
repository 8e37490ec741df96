"""`huying check`."""

import asyncio
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from sqlalchemy import text
from telegram.error import InvalidToken, TelegramError

from bot.commands.check_rules import Finding, plan_in_force, rules_findings
from bot.commands.common import settings_or_exit
from bot.storage.databases import make_engine
from bot.storage.migrate import config_for, present_revision, refuse_unknown
from bot.wire.introduction import make_bot
from bot.wire.transport import AiohttpRequest
from config.canned import load_canned
from config.organisation import load_organisation
from config.policy import load_policy
from config.settings import Settings


@click.command()
def check() -> None:
    """Say in sentences whether token, database, files and calendar are in order; exit 1 if one is not."""
    settings = settings_or_exit()
    findings = list(_findings(settings))
    for is_well, sentence in findings:
        click.echo(f"{'ok  ' if is_well else 'MEND'}  {sentence}")
    raise SystemExit(0 if all(is_well for is_well, _ in findings) else 1)


def _findings(settings: Settings) -> Iterator[Finding]:
    yield asyncio.run(_telegram(settings))
    yield _try("database", lambda: _database(settings))
    yield _try("organisation file", lambda: f"{len(load_organisation(settings.organisation).roster)} people")
    yield _try("policy file", lambda: _policy(settings))
    yield _try("canned replies", lambda: f"{len(load_canned(settings.canned, load_policy(settings.policy)))} of them")
    yield _try("media folder", lambda: _media(settings.media))
    yield from rules_findings(settings)


def _policy(settings: Settings) -> str:
    policy = load_policy(settings.policy, plan_in_force(settings))
    retired = len(policy.categories) - len(policy.offered)
    return f"{len(policy.offered)} categories" + (f", {retired} more retired" if retired else "")


def _try(what: str, look: Callable[[], str]) -> Finding:
    try:
        return True, f"{what}: {look()}"
    except Exception as error:
        return False, f"{what}: {error}"


async def _telegram(settings: Settings) -> Finding:
    try:
        async with make_bot(settings, AiohttpRequest(proxy=settings.proxy)) as bot:
            return True, f"Telegram: the token is accepted, we are @{bot.username}"
    except InvalidToken:
        return False, "Telegram: the token in HUYING_BOT_TOKEN is not accepted; copy it again from @BotFather"
    except TelegramError as error:
        return False, f"Telegram: {settings.bot_api_url} cannot be reached ({type(error).__name__}); check HUYING_PROXY"


def _database(settings: Settings) -> str:
    engine = make_engine(settings.database_url)
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
        revision = present_revision(connection)
        refuse_unknown(config_for(connection), revision)
    engine.dispose()
    return f"{engine.dialect.name} answers, schema {revision or 'empty'}"


def _media(folder: Path) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK):
        raise PermissionError(f"{folder} cannot be written; change its owner or HUYING_MEDIA")
    return f"{folder} can be written"
