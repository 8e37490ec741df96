"""An echo bot of aiogram: address of the sandbox and token on the command line."""

import asyncio
import sys

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.types import BufferedInputFile, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

dispatcher = Dispatcher()


@dispatcher.message(CommandStart())
async def on_start(message: Message) -> None:
    button = InlineKeyboardButton(text="按我", callback_data="pressed")
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[button]])
    await message.answer("<b>aiogram</b>", parse_mode="HTML", reply_markup=keyboard)


@dispatcher.message(F.photo)
async def on_photo(message: Message, bot: Bot) -> None:
    content = await bot.download(message.photo[-1])
    await message.answer_document(BufferedInputFile(content.read(), "echo.jpg"), caption=message.caption)


@dispatcher.message(F.text)
async def on_text(message: Message) -> None:
    await message.reply(message.text)


@dispatcher.callback_query(F.data == "pressed")
async def on_press(query: CallbackQuery) -> None:
    await query.answer("已按", show_alert=True)
    await query.message.edit_text("按过了")


async def main() -> None:
    base, token = sys.argv[1:]
    session = AiohttpSession(api=TelegramAPIServer.from_base(base))
    bot = Bot(token, session=session)
    await dispatcher.start_polling(bot, polling_timeout=5)


asyncio.run(main())
