"""From Telegram's JSON to python-telegram-bot's objects; presses and plain words, nearly all, by shorter ways."""

from datetime import UTC, datetime
from typing import Any, TypeVar

from telegram import Bot, CallbackQuery, Chat, InaccessibleMessage, Message, TelegramObject, Update, User

from bot.receiving.inbox import Raw

OF_PRESSED = ("message_id", "date", "chat", "message_thread_id", "is_topic_message")
OF_PLAIN_WORDS = {"message_id", "date", "chat", "from", "text"}
T = TypeVar("T", bound=TelegramObject)


def _quick(kind: type[T]) -> type[T]:
    """Return a class whose objects are filled without python-telegram-bot's guard, a call for each of 100 fields."""
    return type(kind.__name__, (kind,), {"__slots__": (), "__setattr__": object.__setattr__})


_Update, _Message, _CallbackQuery = _quick(Update), _quick(Message), _quick(CallbackQuery)
_Inaccessible, _User, _Chat = _quick(InaccessibleMessage), _quick(User), _quick(Chat)


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
    return _Update(raw["update_id"], message=_Message(
        message["message_id"], datetime.fromtimestamp(message["date"], UTC), _chat(message["chat"]),
        _user(message["from"]), text=message["text"]))


def _press(raw: Raw, query: dict[str, Any]) -> Update:
    pressed = _Inaccessible(_chat(query["message"]["chat"]), query["message"]["message_id"])
    return _Update(raw["update_id"], callback_query=_CallbackQuery(
        query["id"], _user(query["from"]), query.get("chat_instance", ""), pressed, query.get("data")))


def _user(raw: Raw) -> User:
    return _User(raw["id"], raw["first_name"], raw["is_bot"], raw.get("last_name"), raw.get("username"),
                 raw.get("language_code"))


def _chat(raw: Raw) -> Chat:
    return _Chat(raw["id"], raw["type"], raw.get("title"), raw.get("username"), raw.get("first_name"),
                 raw.get("last_name"))
