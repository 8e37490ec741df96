"""python-telegram-bot runs on the sandbox unchanged."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from telegram import (
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    KeyboardButton,
    ReactionTypeEmoji,
    ReplyKeyboardMarkup,
    Update,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes, MessageHandler, filters
from telegram.warnings import PTBDeprecationWarning

from tests.sandbox.phones import BOT, MEI, TOKEN, WEI, Phones, until
from tests.sandbox.uploads import show

Context = ContextTypes.DEFAULT_TYPE
Bot = Any


@pytest.fixture
async def app(phones: Phones) -> AsyncIterator[Application[Any, Any, Any, Any, Any, Any]]:
    builder = Application.builder().token(TOKEN).base_url(f"{phones.base}/bot")
    app = builder.base_file_url(f"{phones.base}/file/bot").build()
    async with app:
        yield app


async def test_an_echo_bot_echoes(phones: Phones, app: Any) -> None:
    async def echo(update: Update, context: Context) -> None:
        assert update.message is not None
        await update.message.reply_html(f"<b>{update.message.text_html}</b>", do_quote=True)

    app.add_handler(MessageHandler(filters.TEXT, echo))
    await app.start()
    await app.updater.start_polling(timeout=5)
    await phones.say(MEI, "回声 <1>")

    async def is_echoed() -> bool:
        return bool((await phones.history(MEI))[-1]["from"]["is_bot"])

    await until(is_echoed)
    await app.updater.stop()
    await app.stop()

    echoed = (await phones.history(MEI))[-1]
    assert (echoed["html"], echoed["reply_to_message"]["text"]) == ("<b>回声 &lt;1&gt;</b>", "回声 <1>")


async def test_commands_buttons_and_edits_work(phones: Phones, app: Any) -> None:
    async def on_card(update: Update, context: Context) -> None:
        assert update.message is not None
        button = InlineKeyboardButton("认领", callback_data="claim")
        await update.message.reply_text("待认领", reply_markup=InlineKeyboardMarkup([[button]]))

    async def on_claim(update: Update, context: Context) -> None:
        assert update.callback_query is not None
        await update.callback_query.answer("好的", show_alert=True)
        await update.callback_query.edit_message_text("已认领")

    app.add_handlers([CommandHandler("card", on_card), CallbackQueryHandler(on_claim, "claim")])
    await app.start()
    await app.updater.start_polling(timeout=5)
    await phones.say(MEI, "/card")

    async def is_there() -> bool:
        return (await phones.history(MEI))[-1].get("text") == "待认领"

    await until(is_there)
    card = (await phones.history(MEI))[-1]
    body = {"chat": BOT, "message_id": card["message_id"], "label": "认领"}
    pressed = await phones.post(f"/people/{MEI}/presses", body)

    async def is_claimed() -> bool:
        return (await phones.history(MEI))[-1].get("text") == "已认领"

    await until(is_claimed)
    await app.updater.stop()
    await app.stop()

    assert pressed["answer"]["text"] == "好的"


async def test_its_objects_are_understood(phones: Phones, app: Any, picture: Callable[..., bytes]) -> None:
    bot = app.bot
    said = (await show(phones, [("photo", picture())]))[0]

    photo = await bot.send_photo(MEI, said["photo"][-1]["file_id"], caption="*前*", parse_mode="MarkdownV2")
    album = await bot.send_media_group(MEI, [InputMediaPhoto(picture()), InputMediaPhoto(photo.photo[-1].file_id)])
    content = await (await bot.get_file(photo.photo[-1])).download_as_bytearray()
    document = await bot.send_document(MEI, b"x", filename="a.txt")
    venue = await bot.send_venue(MEI, 22.5, 113.8, "站", "路")
    poll = await bot.send_poll(MEI, "满意吗", ["好", "不好"], is_anonymous=False)
    closed = await bot.stop_poll(MEI, poll.message_id)
    dice = await bot.send_dice(MEI)
    keyboard = ReplyKeyboardMarkup([[KeyboardButton("发送位置", request_location=True)]], resize_keyboard=True)
    await bot.send_message(MEI, "位置？", reply_markup=keyboard)

    told = len(album), album[0].media_group_id == album[1].media_group_id, len(content) == photo.photo[-1].file_size
    assert told == (2, True, True)
    assert (document.document.file_name, venue.venue.title, closed.is_closed, dice.dice.emoji) == (
        "a.txt",
        "站",
        True,
        "🎲",
    )


async def test_chats_and_members_are_understood(phones: Phones, app: Any) -> None:
    group = await phones.group(forum=True)
    await phones.post(f"/chats/{group}/members", {"bot": BOT, "status": "administrator"})
    bot = app.bot

    chat = await bot.get_chat(group)
    admins = await bot.get_chat_administrators(group)
    topic = await bot.create_forum_topic(group, "路灯")
    sent = await bot.send_message(group, "在话题", message_thread_id=topic.message_thread_id)
    await bot.set_message_reaction(group, sent.message_id, [ReactionTypeEmoji("👍")])
    await bot.pin_chat_message(group, sent.message_id)
    await bot.set_my_commands([BotCommand("start", "开始")])

    told = chat.title, {admin.status for admin in admins}, sent.message_thread_id
    assert told == ("翻身社区", {"creator", "administrator"}, topic.message_thread_id)
    assert [command.command for command in await bot.get_my_commands()] == ["start"]


async def test_every_kind_of_update_is_understood(phones: Phones, app: Any) -> None:
    group = await phones.group("group")
    await phones.updates(allowed_updates=list(Update.ALL_TYPES))
    said = await phones.say(MEI, "一")
    await phones.say(MEI, "二", edit=said["message_id"])
    await phones.post(f"/people/{MEI}/reactions", {"chat": BOT, "message_id": said["message_id"], "emoji": "👍"})
    await phones.post(f"/people/{WEI}/block", {"bot": BOT, "blocked": True})
    await phones.post(f"/chats/{group}/migrate", {})

    updates = await app.bot.get_updates()

    kinds = [next(name for name in update.to_dict() if name != "update_id") for update in updates]
    assert kinds == ["message", "edited_message", "message_reaction", "my_chat_member", "message", "message"]


async def test_its_errors_are_its_own(phones: Phones, app: Any) -> None:
    group = await phones.group("group")
    moved = (await phones.post(f"/chats/{group}/migrate", {}))["id"]
    await phones.post(f"/people/{WEI}/block", {"bot": BOT, "blocked": True})
    await phones.post("/faults", {"method": "sendMessage", "chat": str(MEI), "retry_after": 3})

    with pytest.raises(ChatMigrated) as migrated:
        await app.bot.send_message(group, "x")
    with pytest.raises(Forbidden):
        await app.bot.send_message(WEI, "x")
    # its constructor warns about its own future
    with pytest.raises(RetryAfter), pytest.warns(PTBDeprecationWarning):
        await app.bot.send_message(MEI, "x")
    with pytest.raises(BadRequest):
        await app.bot.send_message(MEI, "")

    assert migrated.value.new_chat_id == moved


async def test_many_sends_at_once_all_arrive(phones: Phones, app: Any) -> None:
    async with asyncio.TaskGroup() as tasks:
        for number in range(50):
            tasks.create_task(app.bot.send_message(MEI, str(number)))

    page = await phones.get(f"/chats/{MEI}?viewer={MEI}&limit=50")
    assert sorted(int(m["text"]) for m in page["messages"]) == list(range(50))
