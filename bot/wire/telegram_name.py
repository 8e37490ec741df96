"""The bot's own name on Telegram: remembered in the database, asked when it is not."""

import asyncio
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session
from telegram import Bot
from telegram.error import TelegramError

from bot.wire.transport import AiohttpRequest
from config.settings import Settings
from models.mail import Setting

KEY = "bot"
NO_BOT = 0
"""The id in the token that stands for none (bot/commands/common.py)."""


def remember(session: Session, bot_id: int, username: str) -> None:
    """Keep who we are, so that links can be printed without Telegram."""
    session.merge(Setting(key=KEY, value={"id": bot_id, "username": username}))


def known_username(engine: Engine, settings: Settings) -> str:
    """Return the bot's username, from the database or Telegram; empty when neither knows."""
    stored = _stored(engine)
    ours = int(settings.bot_token.get_secret_value().partition(":")[0])
    if stored and ours in (stored["id"], NO_BOT):
        return str(stored["username"])
    try:
        return asyncio.run(_ask(settings))
    except (TelegramError, OSError):
        return ""


def stored_username(engine: Engine) -> str:
    """Return the username the database knows, whoever is configured now; empty when it knows none."""
    return str((_stored(engine) or {}).get("username", ""))


def _stored(engine: Engine) -> dict[str, Any] | None:
    with Session(engine) as session:
        found = session.get(Setting, KEY)
        return found.value if found else None


async def _ask(settings: Settings) -> str:
    async with make_bot(settings, AiohttpRequest(proxy=settings.proxy)) as bot:
        return bot.username


def make_bot(settings: Settings, request: AiohttpRequest) -> Bot:
    """Return PTB's Bot over our transport, for the configured server."""
    root = settings.bot_api_url
    return Bot(
        settings.bot_token.get_secret_value(), base_url=f"{root}/bot", base_file_url=f"{root}/file/bot",
        request=request, get_updates_request=request,
    )
