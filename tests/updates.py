"""Raw updates as Telegram writes them."""

from dataclasses import dataclass
from typing import Any

from tests.telegram import BOT_ID, USERNAME

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


def message_update(who: Who, text: str | None, chat: Group | None, number: int, date: int, reply_to: int | None,
                   album: str | None, content: dict[str, Any]) -> dict[str, Any]:
    """Return the update of a new or edited message."""
    place = (chat or who).as_chat()
    message: dict[str, Any] = {"message_id": number, "date": date, "chat": place, "from": who.as_user()}
    if album:
        message["media_group_id"] = album
    if reply_to is not None:
        message["reply_to_message"] = {"message_id": reply_to, "date": date, "chat": place, "from": BOT, "text": "…"}
    if "thread" in content:
        message |= {"message_thread_id": content["thread"], "is_topic_message": True}
    message |= _content(number, content)
    message |= _words(text, has_content=bool(_content(number, content)))
    if content.get("edit"):
        return {"edited_message": message | {"edit_date": date}}
    return {"message": message}


def press_update(who: Who, data: str, chat: Group | None, message_id: int, date: int, key: str) -> dict[str, Any]:
    """Return the update of a pressed inline button."""
    message = {"message_id": message_id, "date": date, "chat": (chat or who).as_chat(), "from": BOT, "text": "…"}
    return {"callback_query": {"id": key, "from": who.as_user(), "chat_instance": "1", "data": data, "message": message}}


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
        file_id = photo if isinstance(photo, str) else f"photo-{number}"
        return {"photo": [_file(f"{file_id}-small", 900) | {"width": 90, "height": 67},
                          _file(file_id, size) | {"width": 1280, "height": 960}]}
    if content.get("video"):
        return {"video": _file(f"video-{number}", size) | {"width": 640, "height": 480, "duration": 5}}
    if content.get("voice"):
        return {"voice": _file(f"voice-{number}", size) | {"duration": 5}}
    if content.get("image"):
        return {"document": _file(f"image-{number}", size) | {"mime_type": "image/png", "file_name": "shot.png"}}
    if document := content.get("document"):
        name = document if isinstance(document, str) else "paper.pdf"
        return {"document": _file(f"document-{number}", size) | {"mime_type": "application/pdf", "file_name": name}}
    return _other(content)


def _other(content: dict[str, Any]) -> dict[str, Any]:
    if location := content.get("location"):
        return {"location": {"latitude": location[0], "longitude": location[1]}}
    if venue := content.get("venue"):
        place = {"latitude": venue[0], "longitude": venue[1]}
        return {"venue": {"location": place, "title": venue[2], "address": venue[3]}, "location": place}
    if content.get("contact"):
        return {"contact": {"phone_number": "13800000000", "first_name": "某人"}}
    if content.get("sticker"):
        return {"sticker": _file("sticker", 999) | {"type": "regular", "width": 512, "height": 512,
                                                    "is_animated": False, "is_video": False, "emoji": "👍"}}
    if content.get("dice"):
        return {"dice": {"emoji": "🎲", "value": 4}}
    return {key: value for key, value in content.items() if key.startswith(("migrate_", "new_chat_", "left_chat_"))}


def _file(file_id: str, size: int) -> dict[str, Any]:
    return {"file_id": file_id, "file_unique_id": f"u-{file_id}", "file_size": size}
