"""From Telegram's JSON to python-telegram-bot's objects; presses by a shorter way, for they are most of all updates."""

from typing import Any

from telegram import Bot, CallbackQuery, Chat, InaccessibleMessage, Update, User

from bot.receiving.inbox import Raw

OF_PRESSED = ("message_id", "date", "chat", "message_thread_id", "is_topic_message")


def parse(raw: Raw, bot: Bot) -> Update:
    """Read an update; of a pressed message only where it stands, for we know better what it shows.

    Raises:
        Exception: whatever is raised about JSON that is no update.
    """
    query = raw.get("callback_query")
    message = query.get("message") if query else None
    if query is None or not message:
        return Update.de_json(raw, bot)
    if "message_thread_id" not in message:
        return _press(raw, query)
    light = {name: part for name, part in message.items() if name in OF_PRESSED}
    return Update.de_json({**raw, "callback_query": {**query, "message": light}}, bot)


def _press(raw: Raw, query: dict[str, Any]) -> Update:
    sender, chat = query["from"], query["message"]["chat"]
    user = User(sender["id"], sender["first_name"], sender["is_bot"], sender.get("last_name"), sender.get("username"),
                sender.get("language_code"))
    where = Chat(chat["id"], chat["type"], chat.get("title"), chat.get("username"), chat.get("first_name"),
                 chat.get("last_name"))
    pressed = InaccessibleMessage(where, query["message"]["message_id"])
    return Update(raw["update_id"], callback_query=CallbackQuery(
        query["id"], user, query.get("chat_instance", ""), pressed, query.get("data")))
