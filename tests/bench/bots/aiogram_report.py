"""A peer: our report as aiogram's guide would write it, its state in memory; runs in an environment of its own."""

import argparse
import asyncio
from itertools import count
from typing import Any

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
)

from tests.bench.bots import words as say

dispatcher = Dispatcher(storage=MemoryStorage())
MATTERS: dict[int, Any] = {}
NUMBERS = count(1)


class Report(StatesGroup):
    """The steps of the form."""

    offered = State()
    place = State()
    category = State()
    question = State()
    preview = State()


def inline(buttons: say.Buttons) -> InlineKeyboardMarkup:
    """Return inline buttons, one a row."""
    return InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text=label, callback_data=data)] for label, data in buttons])


@dispatcher.callback_query(Report.offered, F.data == "offer")
async def on_offer(query: CallbackQuery, state: FSMContext) -> None:
    """Ask for the place."""
    await state.set_state(Report.place)
    await query.answer()
    keys = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text=label)] for label in say.KEYS], resize_keyboard=True)
    await query.message.answer(say.ASK_PLACE, reply_markup=keys)


@dispatcher.message(Report.place, F.text)
async def on_place(message: Message, state: FSMContext) -> None:
    """Keep the place and ask for the category."""
    await state.update_data(place=message.text)
    await state.set_state(Report.category)
    await message.answer(say.ASK_CATEGORY, reply_markup=inline(say.CATEGORIES))


@dispatcher.callback_query(Report.category, F.data.startswith("category:"))
async def on_category(query: CallbackQuery, state: FSMContext) -> None:
    """Keep the category and ask its question."""
    await state.update_data(category=query.data)
    await state.set_state(Report.question)
    await query.answer()
    await query.message.edit_text(say.ASK_QUESTION, reply_markup=inline(say.ANSWERS))


@dispatcher.callback_query(Report.question, F.data.startswith("answer:"))
async def on_answer(query: CallbackQuery, state: FSMContext) -> None:
    """Show the preview."""
    await state.set_state(Report.preview)
    await query.answer()
    await query.message.edit_text(say.preview(await state.get_data()), reply_markup=inline(say.PREVIEW))


@dispatcher.callback_query(Report.preview, F.data == "submit")
async def on_submit(query: CallbackQuery, state: FSMContext) -> None:
    """Give the report a number and keep it in memory."""
    number = next(NUMBERS)
    MATTERS[number] = await state.get_data()
    await state.clear()
    await query.answer()
    await query.message.edit_text(say.submitted(number))


@dispatcher.message(F.text)
async def on_words(message: Message, state: FSMContext) -> None:
    """Keep the words and offer to report them."""
    await state.set_state(Report.offered)
    await state.update_data(words=message.text)
    await message.answer(say.offer(message.text), reply_markup=inline(say.OFFER))


async def main() -> None:
    """Run until stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--server", required=True, help="root address of the Bot API")
    parser.add_argument("--token", required=True)
    options = parser.parse_args()
    session = AiohttpSession(api=TelegramAPIServer.from_base(options.server))
    await dispatcher.start_polling(Bot(options.token, session=session), polling_timeout=10)


if __name__ == "__main__":
    asyncio.run(main())
