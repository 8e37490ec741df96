"""One update of Telegram as our handlers see it: plain, frozen, without the wire."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from telegram import Chat, Document, Message, PhotoSize, Update, User, Video, Voice

ANONYMOUS = frozenset({1087968824, 136817688, 777000})
"""Anonymous admins, channel identities and Telegram itself: nobody in particular, so nothing that needs a role."""


class Content(StrEnum):
    """What a message holds."""

    TEXT = "text"
    PHOTO = "photo"
    IMAGE = "image"
    VIDEO = "video"
    VOICE = "voice"
    LOCATION = "location"
    VENUE = "venue"
    CONTACT = "contact"
    DOCUMENT = "document"
    SERVICE = "service"
    OTHER = "other"


MEDIA = (Content.PHOTO, Content.IMAGE, Content.VIDEO, Content.VOICE)


@dataclass(frozen=True)
class File:
    """A file of a message: Telegram's ids and size in bytes."""

    kind: str
    file_id: str
    unique_id: str
    size: int | None


@dataclass(frozen=True)
class Incoming:
    """A message or a press: who, where, what."""

    chat_id: int
    chat_type: str
    chat_title: str
    thread_id: int | None
    user_id: int
    user_name: str
    language_code: str | None
    is_anonymous: bool
    message_id: int | None = None
    content: Content = Content.OTHER
    words: str = ""
    """The text or caption."""
    arguments: str = ""
    """What follows a command."""
    file: File | None = None
    album_id: str | None = None
    lat: float | None = None
    lon: float | None = None
    place: str | None = None
    reply_to: int | None = None
    edited: bool = False
    press: str | None = None
    callback_id: str | None = None
    sent_at: datetime | None = None
    migrated_to: int | None = None
    is_admin: bool = False
    """Whether the sender administers this group; asked only for the routes of ``Routes.for_admins``."""

    @property
    def is_private(self) -> bool:
        """Tell whether this is a chat between one person and us."""
        return self.chat_type == Chat.PRIVATE


def read(update: Update) -> Incoming | None:
    """Read an update; None when it is no message and no press of a person in a chat."""
    if update.callback_query:
        return _read_press(update)
    message = update.message or update.edited_message
    if message is None or message.from_user is None:
        return None
    return _read_message(message, message.from_user, edited=update.edited_message is not None)


def _read_press(update: Update) -> Incoming | None:
    query = update.callback_query
    if query is None or query.message is None:
        return None
    thread = query.message.message_thread_id if isinstance(query.message, Message) else None
    return Incoming(
        **_who(query.from_user, query.message.chat),
        thread_id=thread, message_id=query.message.message_id, press=query.data or "", callback_id=query.id,
    )


def _who(user: User, chat: Chat) -> dict[str, Any]:
    return {
        "chat_id": chat.id, "chat_type": chat.type, "chat_title": chat.title or "", "user_id": user.id,
        "user_name": user.full_name or "", "language_code": user.language_code, "is_anonymous": user.id in ANONYMOUS,
    }


def _read_message(message: Message, user: User, *, edited: bool) -> Incoming:
    content, file = _content(message)
    words = message.text or message.caption or ""
    where = message.venue.location if message.venue else message.location
    return Incoming(
        **_who(user, message.chat),
        thread_id=message.message_thread_id if message.is_topic_message else None,
        message_id=message.message_id, content=content, words=words, arguments=_arguments(words), file=file,
        album_id=message.media_group_id, lat=where.latitude if where else None, lon=where.longitude if where else None,
        place=f"{message.venue.title} {message.venue.address}".strip() if message.venue else None,
        reply_to=message.reply_to_message.message_id if message.reply_to_message else None,
        edited=edited, sent_at=message.date, migrated_to=message.migrate_to_chat_id,
    )


def _arguments(words: str) -> str:
    return words.partition(" ")[2].strip() if words.startswith("/") else ""


def _content(message: Message) -> tuple[Content, File | None]:
    if message.photo:
        return Content.PHOTO, _file("photo", message.photo[-1])
    if message.video:
        return Content.VIDEO, _file("video", message.video)
    if message.voice:
        return Content.VOICE, _file("voice", message.voice)
    if message.document:
        is_image = (message.document.mime_type or "").startswith("image/")
        return (Content.IMAGE if is_image else Content.DOCUMENT), _file("document", message.document)
    return _plain_content(message), None


def _plain_content(message: Message) -> Content:
    if message.text:
        return Content.TEXT
    if message.venue:
        return Content.VENUE
    if message.location:
        return Content.LOCATION
    if message.contact:
        return Content.CONTACT
    return Content.SERVICE if _is_service(message) else Content.OTHER


def _is_service(message: Message) -> bool:
    parts = (message.new_chat_members, message.left_chat_member, message.new_chat_title, message.pinned_message,
             message.group_chat_created, message.supergroup_chat_created, message.migrate_to_chat_id,
             message.migrate_from_chat_id, message.forum_topic_created)
    return any(parts)


def _file(kind: str, item: PhotoSize | Video | Voice | Document) -> File:
    return File(kind, item.file_id, item.file_unique_id, item.file_size)
