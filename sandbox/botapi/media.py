"""Photos, documents, voices, videos and the other files, alone or as an album."""

import secrets

from sandbox.botapi.call import Call
from sandbox.botapi.inputs import read_media
from sandbox.botapi.registry import method
from sandbox.botapi.sending import deliver, read_caption, send
from sandbox.errors import bad
from sandbox.jsontypes import Json

_NUMBERS = {
    "voice": ("duration",),
    "audio": ("duration",),
    "video": ("duration", "width", "height"),
    "animation": ("duration", "width", "height"),
    "video_note": ("duration", "length"),
}
_WORDS = {"audio": ("performer", "title")}
_ALBUM = {
    "photo": {"photo", "video"},
    "video": {"photo", "video"},
    "document": {"document"},
    "audio": {"audio"},
}


async def _send_file(call: Call, kind: str) -> Json:
    chat = call.chat()  # a missing chat is told before a missing file
    content = await read_media(call, kind, call.params.values.get(kind), extra_of(kind, call.params.values))
    content |= read_caption(call)
    if call.params.flag("has_spoiler") and kind in ("photo", "video", "animation"):
        content["has_media_spoiler"] = True
    del chat
    return send(call, content)


def extra_of(kind: str, values: Json) -> Json:
    """Read what the bot says about a file: its duration, size, title."""
    extra: Json = {}
    for name in _NUMBERS.get(kind, ()):
        value = values.get(name)
        extra[name] = int(str(value)) if str(value).isdigit() else 0
    for name in _WORDS.get(kind, ()):
        if values.get(name):
            extra[name] = str(values[name])
    return extra


@method("sendPhoto")
async def send_photo(call: Call) -> Json:
    """Send a photo."""
    return await _send_file(call, "photo")


@method("sendDocument")
async def send_document(call: Call) -> Json:
    """Send a file as it is."""
    return await _send_file(call, "document")


@method("sendVoice")
async def send_voice(call: Call) -> Json:
    """Send a voice message."""
    return await _send_file(call, "voice")


@method("sendVideo")
async def send_video(call: Call) -> Json:
    """Send a video."""
    return await _send_file(call, "video")


@method("sendAudio")
async def send_audio(call: Call) -> Json:
    """Send a piece of music."""
    return await _send_file(call, "audio")


@method("sendAnimation")
async def send_animation(call: Call) -> Json:
    """Send a silent short video."""
    return await _send_file(call, "animation")


@method("sendVideoNote")
async def send_video_note(call: Call) -> Json:
    """Send a round video."""
    return await _send_file(call, "video_note")


@method("sendSticker")
async def send_sticker(call: Call) -> Json:
    """Send a sticker."""
    call.chat()
    extra = {"width": 512, "height": 512, "is_animated": False, "is_video": False, "type": "regular"}
    return send(call, await read_media(call, "sticker", call.params.values.get("sticker"), extra))


@method("sendMediaGroup")
async def send_media_group(call: Call) -> list[Json]:
    """Send an album of 2 to 10 pictures and videos, or of documents, or of music."""
    chat = call.chat()
    items = call.params.array("media", "media")
    if not items:
        raise bad("media is empty" if items is None else "there are no messages to send")
    if len(items) > 10:
        raise bad("too many messages to send as an album")
    if len(items) < 2:
        raise bad("can't send an album of less than 2 messages")
    if call.params.has("reply_markup"):
        raise bad("reply markup is not allowed in albums")
    _check_kinds([item.get("type") if isinstance(item, dict) else None for item in items])
    contents = [await album_item(call, item) for item in items]
    group = str(secrets.randbelow(9 * 10**15) + 10**15)
    first = deliver(call, chat, {**contents[0], "media_group_id": group}, None)
    rest = [_album_part(call, first.id, chat.key, content, group) for content in contents[1:]]
    return [first.body, *rest]


_CARRIED = ("reply_to_message", "message_thread_id", "is_topic_message")


def _album_part(call: Call, first_id: int, chat_key: str, content: Json, group: str) -> Json:
    # an album is one message to the rates: only its first part is counted
    chat = call.world.chats[chat_key]
    first = call.world.message(chat, first_id)
    body = first.body if first else {}
    carried: Json = {k: body[k] for k in _CARRIED if k in body}
    message = call.services.posting.post(
        chat, call.bot.id, {**carried, **content, "media_group_id": group}, by_bot=True
    )
    return message.body


async def album_item(call: Call, item: Json) -> Json:
    """Return the content of one part of an album."""
    kind = str(item["type"])
    content = await read_media(call, kind, item.get("media"), extra_of(kind, item))
    content |= read_caption(call, item)
    if item.get("has_spoiler"):
        content["has_media_spoiler"] = True
    return content


def _check_kinds(kinds: list[object]) -> None:
    for kind in kinds:
        if not isinstance(kind, str) or kind not in _ALBUM:
            raise bad(f'can\'t parse InputMedia: type "{kind}" is unsupported in albums')
    allowed = _ALBUM[str(kinds[0])]
    if not allowed.issuperset(str(kind) for kind in kinds):
        raise bad("can't mix different kinds of media in one album")
