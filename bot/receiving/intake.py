"""Open one of the two ways in: long polling, or the webhook."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import structlog
from telegram import Bot
from telegram.error import TelegramError

from bot.nursery import Nursery
from bot.receiving.polling import ALLOWED, PAUSES, Polling
from bot.receiving.webhook import Webhook
from bot.storage.store import DatabaseDown
from config.settings import Settings

Close = Callable[[], Awaitable[None]]
log = structlog.get_logger(__name__)


async def open_polling(polling: Polling, nursery: Nursery) -> Close:
    """Fetch updates from now on; returns how to stop."""
    task = nursery.start(polling.run(), "polling")

    async def close() -> None:
        task.cancel()
        await asyncio.wait([task])
        with contextlib.suppress(DatabaseDown):
            await polling.leave()

    return close


async def open_webhook(bot: Bot, webhook: Webhook, settings: Settings, nursery: Nursery) -> Close:
    """Tell Telegram where to post updates, as soon as it hears us; returns how to stop."""
    task = nursery.start(_set_webhook(bot, settings), "webhook")

    async def close() -> None:
        task.cancel()
        webhook.close()

    return close


async def _set_webhook(bot: Bot, settings: Settings) -> None:
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    failures = 0
    while True:
        try:
            await bot.set_webhook(settings.webhook_url or "", secret_token=secret, allowed_updates=list(ALLOWED))
        except TelegramError as error:
            pause = PAUSES[min(failures, len(PAUSES) - 1)]
            failures += 1
            log.warning("webhook_not_set", error=type(error).__name__, pause=pause)
            await asyncio.sleep(pause)
        else:
            return
