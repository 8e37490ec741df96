"""Copies and forwards of messages."""

from sandbox.botapi.call import Call
from sandbox.botapi.deletes import read_idents
from sandbox.botapi.markup import read_markup
from sandbox.botapi.registry import method
from sandbox.botapi.sending import deliver, read_caption
from sandbox.delivery.visibility import is_service
from sandbox.errors import bad
from sandbox.jsontypes import Json
from sandbox.model import CHANNEL, Chat, Message

_KEPT = (
    "text", "entities", "link_preview_options", "photo", "document", "voice", "video", "audio", "animation",
    "video_note", "sticker", "location", "venue", "contact", "dice", "caption", "caption_entities",
    "show_caption_above_media", "has_media_spoiler",
)  # fmt: skip


@method("copyMessage")
async def copy_message(call: Call) -> Json:
    """Send the same content as an own message."""
    chat, source = call.chat(), call.chat("from_chat_id")
    message = call.message(source, "copy")
    content = _content(message)
    if call.params.values.get("caption") is not None and "text" not in content:
        content = {k: v for k, v in content.items() if not k.startswith("caption")} | read_caption(call)
    return {"message_id": deliver(call, chat, content, read_markup(call.params)).id}


@method("copyMessages")
async def copy_messages(call: Call) -> list[Json]:
    """Copy up to a hundred messages; those that cannot be are skipped."""
    chat, messages = call.chat(), _sources(call)
    return [{"message_id": deliver(call, chat, _content(message), None).id} for message in messages]


@method("forwardMessage")
async def forward_message(call: Call) -> Json:
    """Send a message on, with where it came from."""
    chat, source = call.chat(), call.chat("from_chat_id")
    message = call.message(source, "forward")
    return deliver(call, chat, _content(message) | _origin(call, source, message), None).body


@method("forwardMessages")
async def forward_messages(call: Call) -> list[Json]:
    """Forward up to a hundred messages; those that cannot be are skipped."""
    chat, source = call.chat(), call.chat("from_chat_id")
    messages = _sources(call)
    contents = [_content(message) | _origin(call, source, message) for message in messages]
    return [{"message_id": deliver(call, chat, content, None).id} for content in contents]


def _sources(call: Call) -> list[Message]:
    source = call.chat("from_chat_id")
    found = [call.world.message(source, ident) for ident in read_idents(call)]
    messages = [m for m in found if m and not is_service(m.body) and "has_protected_content" not in m.body]
    if not messages:
        raise bad("there are no messages to forward")
    return messages


def _content(message: Message) -> Json:
    if is_service(message.body) or "has_protected_content" in message.body:
        raise bad("message can't be copied")
    if "poll" in message.body:
        # a copied poll would be another poll, a forwarded one the same: the sandbox does neither
        raise bad("message can't be copied")
    return {k: v for k, v in message.body.items() if k in _KEPT}


def _origin(call: Call, source: Chat, message: Message) -> Json:
    body = message.body
    if origin := body.get("forward_origin"):
        return {"forward_origin": origin}
    if source.type == CHANNEL:
        chat = source.as_chat()
        origin = {"type": "channel", "date": body["date"], "chat": chat, "message_id": message.id}
        return {"forward_origin": origin}
    sender = call.world.user_json(message.sender)
    return {"forward_origin": {"type": "user", "date": body["date"], "sender_user": sender}}
