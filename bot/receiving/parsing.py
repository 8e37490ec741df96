"""From Telegram's JSON to python-telegram-bot's objects; presses and plain words, nearly all, by shorter ways."""

from datetime import UTC, datetime
from typing import Any

from telegram import Bot, CallbackQuery, Chat, InaccessibleMessage, Message, Update, User

from bot.receiving.inbox import Raw

OF_PRESSED = ("message_id", "date", "chat", "message_thread_id", "is_topic_message")
OF_PLAIN_WORDS = {"message_id", "date", "chat", "from", "text"}


def parse(raw: Raw, bot: Bot) -> Update:
    """Read an update; of a pressed message only where it stands, for we know better what it shows.

    Raises:
        Exception: whatever is raised about JSON that is no update.
    """
    written = raw.get("message")
    if isinstance(written, dict) and written.keys() == OF_PLAIN_WORDS:
        return _plain_words(raw, written)
    query = raw.get("callback_query")
    message = query.get("message") if query else None
    if query is None or not message:
        return Update.de_json(raw, bot)
    if "message_thread_id" not in message:
        return _press(raw, query)
    light = {name: part for name, part in message.items() if name in OF_PRESSED}
    return Update.de_json({**raw, "callback_query": {**query, "message": light}}, bot)


def _plain_words(raw: Raw, message: Raw) -> Update:
    return Update(raw["update_id"], message=Message(
        message["message_id"], datetime.fromtimestamp(message["date"], UTC), _chat(message["chat"]),
        _user(message["from"]), text=message["text"]))


def _press(raw: Raw, query: dict[str, Any]) -> Update:
    pressed = InaccessibleMessage(_chat(query["message"]["chat"]), query["message"]["message_id"])
    return Update(raw["update_id"], callback_query=CallbackQuery(
        query["id"], _user(query["from"]), query.get("chat_instance", ""), pressed, query.get("data")))


def _user(raw: Raw) -> User:
    return User(raw["id"], raw["first_name"], raw["is_bot"], raw.get("last_name"), raw.get("username"),
                raw.get("language_code"))


def _chat(raw: Raw) -> Chat:
    return Chat(raw["id"], raw["type"], raw.get("title"), raw.get("username"), raw.get("first_name"),
                raw.get("last_name"))
