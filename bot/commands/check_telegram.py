"""What `huying check` asks Telegram: is the token good, and does the webhook fit the mode?"""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from telegram import WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot.commands.check_rules import Finding
from bot.wire.introduction import make_bot
from bot.wire.redact import redact
from bot.wire.transport import AiohttpRequest
from config.settings import Mode, Settings

PENDING = 100
"""More waiting updates than this mean that nobody takes them."""
RECENT = timedelta(hours=1)


def telegram_findings(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Yield what Telegram says of the token and of the webhook."""
    try:
        username, webhook = asyncio.run(_ask(settings))
    except InvalidToken:
        yield False, "Telegram: the token in HUYING_BOT_TOKEN is not accepted; copy it again from @BotFather"
    except TelegramError as error:
        yield False, f"Telegram: {settings.bot_api_url} cannot be reached ({type(error).__name__}); check HUYING_PROXY"
    else:
        yield True, f"Telegram: the token is accepted, we are @{username}"
        yield from webhook_findings(settings, webhook, now)


async def _ask(settings: Settings) -> tuple[str, WebhookInfo]:
    async with make_bot(settings, AiohttpRequest(proxy=settings.proxy)) as bot:
        return bot.username, await bot.get_webhook_info()


def webhook_findings(settings: Settings, webhook: WebhookInfo, now: datetime) -> Iterator[Finding]:
    """Yield what Telegram's side of the webhook says: its address, what waits, the last error."""
    waiting = f"{webhook.pending_update_count} updates wait at Telegram"
    if settings.mode is Mode.POLLING:
        other = "; Telegram posts to an address, which `huying run` takes back" if webhook.url else ""
        yield True, f"webhook: none, we poll{other}; {waiting}"
        return
    if webhook.url != settings.webhook_url:
        where = "another address" if webhook.url else "no address"
        yield False, (f"webhook: Telegram has {where}, not {settings.webhook_url}; `huying run` sets it, unless "
                      "another program with this token sets it back")
        return
    is_slow = webhook.pending_update_count > PENDING
    yield not is_slow, f"webhook: {webhook.url}; {waiting}" + (
        "; start `huying run`, or look why it does not answer" if is_slow else "")
    if webhook.last_error_date is not None:
        yield _last_error(webhook.last_error_date, webhook.last_error_message or "", now)


def _last_error(at: datetime, words: str, now: datetime) -> Finding:
    sentence = f"webhook: Telegram's last error was at {at.astimezone(UTC):%Y-%m-%d %H:%M} UTC: {redact(words)}"
    if now - at > RECENT:
        return True, sentence
    return False, f"{sentence}; look at the certificate, the proxy before us and HUYING_HTTP_PORT"
