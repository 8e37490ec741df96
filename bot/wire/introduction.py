"""Meet Telegram at the start: who are we, and which commands do we offer."""

import asyncio

import structlog
from telegram import Bot, BotCommand
from telegram.error import InvalidToken, NetworkError, TelegramError

from bot.storage.store import Store
from bot.wire.telegram_name import make_bot, remember
from texts.catalog import DEFAULT, LANGUAGES, load
from texts.commands import COMMANDS

PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)
__all__ = ["TokenRefused", "introduce", "make_bot"]
log = structlog.get_logger(__name__)


class TokenRefused(Exception):
    """HUYING_BOT_TOKEN is not accepted by Telegram: copy it again from @BotFather."""


async def introduce(bot: Bot, store: Store, stop: asyncio.Event) -> bool:
    """Ask Telegram who we are, waiting while it cannot be reached; False when told to stop meanwhile.

    Raises:
        TokenRefused: Telegram does not know the token.
    """
    for tries in range(1 << 30):
        try:
            await bot.initialize()
            break
        except InvalidToken:
            raise TokenRefused(TokenRefused.__doc__) from None
        except NetworkError as error:
            pause = PAUSES[min(tries, len(PAUSES) - 1)]
            log.warning("telegram_unreachable", error=type(error).__name__, pause=pause)
            if await _stopped_within(stop, pause):
                return False
    await store.run(lambda session: remember(session, bot.id, bot.username))
    await _offer_commands(bot)
    return True


async def _stopped_within(stop: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return False
    return True


async def _offer_commands(bot: Bot) -> None:
    """Show the command menu in every language; a failure costs the menu alone."""
    try:
        for language in LANGUAGES:
            commands = [BotCommand(name, load(language)[text.id]) for name, text in COMMANDS]
            await bot.set_my_commands(commands, language_code="" if language == DEFAULT else language)
    except TelegramError as error:
        log.warning("commands_not_offered", error=type(error).__name__)
