"""What the commands share: settings or exit 2, a database or a sentence."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import click
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from bot.media.clerk import BrokenList
from bot.pages import PortTaken
from bot.storage.databases import UnknownDatabase, make_engine
from bot.storage.migrate import BrokenReferences, NewerDatabase, migrate
from bot.storage.organisation import NoSuchSeat, import_if_empty
from bot.wire.introduction import TokenRefused
from bot.wire.telegram_name import known_username
from bot.wire.transport import ProxyRefused
from config.organisation import load_organisation
from config.problems import FileError
from config.settings import Settings, SettingsError, load

WRONG_WORLD, WRONG_USE = 1, 2


def fail(sentence: str, code: int = WRONG_USE) -> NoReturn:
    """End the command with one sentence on standard error."""
    click.echo(sentence, err=True)
    sys.exit(code)


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn what the operator can mend into a sentence and exit code 2."""
    try:
        yield
    except (SettingsError, FileError, NewerDatabase, BrokenReferences, TokenRefused, PortTaken, ProxyRefused,
            UnknownDatabase, BrokenList, NoSuchSeat) as error:
        fail(str(error))
    except OperationalError as error:
        fail(f"HUYING_DATABASE_URL: the database cannot be opened ({error.orig}); check the path, server and rights.")


def settings_or_exit(**overrides: Any) -> Settings:
    """Read the settings or end with one sentence and exit code 2."""
    try:
        return load(**overrides)
    except SettingsError as error:
        fail(str(error))


def settings_without_token() -> Settings:
    """Read the settings for a command that never talks to Telegram."""
    try:
        return load()
    except SettingsError as error:
        if "HUYING_BOT_TOKEN" not in str(error):
            fail(str(error))
        return settings_or_exit(bot_token="0:none")  # noqa: S106 no token at all


def username_or_exit(engine: Engine, settings: Settings) -> str:
    """Return the bot's username, or end with one sentence: without it no link of ours leads anywhere."""
    username = known_username(engine, settings)
    if not username:
        fail("The bot's name is not known yet, so there is no link to print: set HUYING_BOT_TOKEN and let Telegram be "
             "reached (HUYING_PROXY), or start the bot once with `huying run`; then call this again.", code=WRONG_WORLD)
    return username


@contextmanager
def migrated_engine(settings: Settings) -> Iterator[Engine]:
    """Open the database with today's schema; closes it in the end."""
    with plain_errors():
        engine = make_engine(settings.direct_url)
        migrate(engine)
        yield engine
        engine.dispose()


@contextmanager
def ready_engine(settings: Settings) -> Iterator[Engine]:
    """Open the database, migrated and with an organisation in it; closes it in the end."""
    with migrated_engine(settings) as engine:
        import_if_empty(engine, lambda: load_organisation(settings.organisation))
        yield engine
