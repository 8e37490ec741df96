"""Open one of the two ways in: long polling, or the webhook."""

import asyncio
from collections.abc import Awaitable, Callable

from telegram import Bot

from bot.nursery import Nursery
from bot.receiving.polling import ALLOWED, Polling
from bot.receiving.webhook import Webhook
from config.settings import Settings

Close = Callable[[], Awaitable[None]]


async def open_polling(bot: Bot, polling: Polling, nursery: Nursery) -> Close:
    """Fetch updates from now on; returns how to stop."""
    await bot.delete_webhook()
    task = nursery.start(polling.run(), "polling")

    async def close() -> None:
        task.cancel()
        await asyncio.wait([task])

    return close


async def open_webhook(bot: Bot, webhook: Webhook, settings: Settings) -> Close:
    """Tell Telegram where to post updates; returns how to stop."""
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    await bot.set_webhook(settings.webhook_url or "", secret_token=secret, allowed_updates=list(ALLOWED))

    async def close() -> None:
        webhook.close()

    return close
