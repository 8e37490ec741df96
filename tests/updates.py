"""Raw updates as Telegram writes them."""

from dataclasses import dataclass
from typing import Any

from tests.telegram import BOT_ID, USERNAME

SERVICE = ("migrate_", "new_chat_", "left_chat_", "pinned_")
BOT = {"id": BOT_ID, "is_bot": True, "first_name": "呼应", "username": USERNAME}


@dataclass(frozen=True)
class Who:
    """Somebody with a Telegram account."""

    id: int
    name: str
    language_code: str = "zh-hans"
    username: str | None = None

    def as_user(self) -> dict[str, Any]:
        """Return the User object."""
        user = {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": self.language_code}
        return user | ({"username": self.username} if self.username else {})

    def as_chat(self) -> dict[str, Any]:
        """Return the private chat with the bot."""
        return {"id": self.id, "type": "private", "first_name": self.name}


Anyone = Who
ANONYMOUS_ADMIN = Who(1087968824, "Group", username="GroupAnonymousBot")


@dataclass(frozen=True)
class Group:
    """A group of Telegram."""

    id: int
    title: str
    forum: bool = False

    def as_chat(self) -> dict[str, Any]:
        """Return the Chat object."""
        chat = {"id": self.id, "type": "supergroup" if self.id < -1000 else "group", "title": self.title}
        return chat | ({"is_forum": True} if self.forum else {})


@dataclass(frozen=True)
class Place:
    """Where in time and space a message stands."""

    number: int
    date: int
    group: Group | None = None
    reply_to: int | None = None
    album: str | None = None


def message_update(who: Who, text: str | None, at: Place, content: dict[str, Any]) -> dict[str, Any]:
    """Return the update of a new or edited message."""
    chat = (at.group or who).as_chat()
    message: dict[str, Any] = {"message_id": at.number, "date": at.date, "chat": chat, "from": who.as_user()}
    if at.album:
        message["media_group_id"] = at.album
    if at.reply_to is not None:
        message["reply_to_message"] = _ours(at.reply_to, at.date, chat)
    if "thread" in content:
        message |= {"message_thread_id": content["thread"], "is_topic_message": True}
    parts = _content(at.number, content)
    message |= parts | _words(text, has_content=bool(parts))
    if content.get("edit"):
        return {"edited_message": message | {"edit_date": at.date}}
    return {"message": message}


def press_update(who: Who, data: str, at: Place, key: str) -> dict[str, Any]:
    """Return the update of a pressed inline button."""
    message = _ours(at.number, at.date, (at.group or who).as_chat())
    press = {"id": key, "from": who.as_user(), "chat_instance": "1", "data": data, "message": message}
    return {"callback_query": press}


def _ours(number: int, date: int, chat: dict[str, Any]) -> dict[str, Any]:
    return {"message_id": number, "date": date, "chat": chat, "from": BOT, "text": "…"}


def _words(text: str | None, *, has_content: bool) -> dict[str, Any]:
    if text is None:
        return {}
    if has_content:
        return {"caption": text}
    if not text.startswith("/"):
        return {"text": text}
    command = {"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}
    return {"text": text, "entities": [command]}


def _content(number: int, content: dict[str, Any]) -> dict[str, Any]:
    size = content.get("size", 12345)
    if photo := content.get("photo"):
        return {"photo": _photo(photo if isinstance(photo, str) else f"photo-{number}", size)}
    if content.get("video"):
        return {"video": _file(f"video-{number}", size) | {"width": 640, "height": 480, "duration": 5}}
    if content.get("voice"):
        return {"voice": _file(f"voice-{number}", size) | {"duration": 5}}
    if content.get("image"):
        kind = {"mime_type": "image/png", "file_name": "shot.png"}
        return {"document": _file(f"image-{number}", size) | kind}
    if document := content.get("document"):
        name = document if isinstance(document, str) else "paper.pdf"
        kind = {"mime_type": "application/pdf", "file_name": name}
        return {"document": _file(f"document-{number}", size) | kind}
    return _other(content)


def _photo(file_id: str, size: int) -> list[dict[str, Any]]:
    small = _file(f"{file_id}-small", 900) | {"width": 90, "height": 67}
    return [small, _file(file_id, size) | {"width": 1280, "height": 960}]


def _other(content: dict[str, Any]) -> dict[str, Any]:
    if location := content.get("location"):
        return {"location": {"latitude": location[0], "longitude": location[1]}}
    if venue := content.get("venue"):
        place = {"latitude": venue[0], "longitude": venue[1]}
        return {"venue": {"location": place, "title": venue[2], "address": venue[3]}, "location": place}
    if content.get("contact"):
        return {"contact": {"phone_number": "13800000000", "first_name": "某人"}}
    if content.get("sticker"):
        looks = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return {"sticker": _file("sticker", 999) | looks}
    if content.get("dice"):
        return {"dice": {"emoji": "🎲", "value": 4}}
    return {key: value for key, value in content.items() if key.startswith(SERVICE)}


def _file(file_id: str, size: int) -> dict[str, Any]:
    return {"file_id": file_id, "file_unique_id": f"u-{file_id}", "file_size": size}
