"""The peer: python-telegram-bot's echo bot as its own example writes it; only the server's address is ours.

Updater, httpx, event loop, concurrency: all as they come.
"""

import argparse
import logging

from telegram import Update
from telegram.ext import Application, CommandHandler, ContextTypes, MessageHandler, filters

logging.basicConfig(format="%(asctime)s - %(name)s - %(levelname)s - %(message)s", level=logging.INFO)
logging.getLogger("httpx").setLevel(logging.WARNING)


async def start(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Greet on /start."""
    assert update.message is not None
    await update.message.reply_text("Hi!")


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Repeat what was said."""
    assert update.message is not None
    assert update.message.text is not None
    await update.message.reply_text(update.message.text)


def main() -> None:
    """Run until stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--server", required=True, help="root address of the Bot API")
    parser.add_argument("--token", required=True)
    options = parser.parse_args()
    application = Application.builder().token(options.token).base_url(f"{options.server}/bot").build()
    application.add_handler(CommandHandler("start", start))
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, echo))
    application.run_polling(allowed_updates=Update.ALL_TYPES)


if __name__ == "__main__":
    main()
