"""A peer: our report as python-telegram-bot's examples would write it, in memory.

Updater, httpx, ConversationHandler, PicklePersistence and AIORateLimiter as they come; only its limits are off.
"""

import argparse
import logging
from itertools import count
from pathlib import Path
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup, Update
from telegram.ext import (
    AIORateLimiter,
    Application,
    CallbackQueryHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)

from tests.bench.bots import words as say

logging.basicConfig(format="%(asctime)s - %(name)s - %(levelname)s - %(message)s", level=logging.INFO)
logging.getLogger("httpx").setLevel(logging.WARNING)
OFFERED, PLACE, CATEGORY, QUESTION, PREVIEW = range(5)
NUMBERS = count(1)

Context = ContextTypes.DEFAULT_TYPE


def _inline(buttons: tuple[tuple[str, str], ...]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=data)] for label, data in buttons])


async def on_words(update: Update, context: Context) -> int:
    """Keep the words and offer to report them."""
    assert update.message is not None
    assert context.user_data is not None
    context.user_data["draft"] = {"words": update.message.text}
    await update.message.reply_text(say.offer(update.message.text or ""), reply_markup=_inline(say.OFFER))
    return OFFERED


async def on_offer(update: Update, _context: Context) -> int:
    """Ask for the place."""
    query: Any = update.callback_query
    await query.answer()
    keys = [[KeyboardButton(label)] for label in say.KEYS]
    await query.message.reply_text(say.ASK_PLACE, reply_markup=ReplyKeyboardMarkup(keys, resize_keyboard=True))
    return PLACE


async def on_place(update: Update, context: Context) -> int:
    """Keep the place and ask for the category."""
    assert update.message is not None
    assert context.user_data is not None
    context.user_data["draft"]["place"] = update.message.text
    await update.message.reply_text(say.ASK_CATEGORY, reply_markup=_inline(say.CATEGORIES))
    return CATEGORY


async def on_category(update: Update, context: Context) -> int:
    """Keep the category and ask its question."""
    query: Any = update.callback_query
    assert context.user_data is not None
    context.user_data["draft"]["category"] = query.data
    await query.answer()
    await query.edit_message_text(say.ASK_QUESTION, reply_markup=_inline(say.ANSWERS))
    return QUESTION


async def on_answer(update: Update, context: Context) -> int:
    """Show the preview."""
    query: Any = update.callback_query
    assert context.user_data is not None
    await query.answer()
    await query.edit_message_text(say.preview(context.user_data["draft"]), reply_markup=_inline(say.PREVIEW))
    return PREVIEW


async def on_submit(update: Update, context: Context) -> int:
    """Give the report a number and keep it in memory."""
    query: Any = update.callback_query
    assert context.user_data is not None
    number = next(NUMBERS)
    context.bot_data.setdefault("matters", {})[number] = context.user_data.pop("draft")
    await query.answer()
    await query.edit_message_text(say.submitted(number))
    return ConversationHandler.END


def main() -> None:
    """Run until stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--server", required=True, help="root address of the Bot API")
    parser.add_argument("--token", required=True)
    parser.add_argument("--memory", required=True, type=Path, help="where the pickle is kept")
    options = parser.parse_args()
    application = (
        Application.builder().token(options.token).base_url(f"{options.server}/bot")
        .persistence(PicklePersistence(options.memory))
        .rate_limiter(AIORateLimiter(overall_max_rate=0, group_max_rate=0)).build()
    )
    words = filters.TEXT & ~filters.COMMAND
    application.add_handler(ConversationHandler(
        entry_points=[MessageHandler(words, on_words)],
        states={
            OFFERED: [CallbackQueryHandler(on_offer, pattern="^offer$")],
            PLACE: [MessageHandler(words, on_place)],
            CATEGORY: [CallbackQueryHandler(on_category, pattern="^category:")],
            QUESTION: [CallbackQueryHandler(on_answer, pattern="^answer:")],
            PREVIEW: [CallbackQueryHandler(on_submit, pattern="^submit$")],
        },
        fallbacks=[], name="report", persistent=True,
    ))
    application.run_polling(allowed_updates=Update.ALL_TYPES)


if __name__ == "__main__":
    main()
