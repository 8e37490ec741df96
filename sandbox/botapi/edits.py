"""Edits of a bot's own messages: words, caption, keyboard, media."""

from sandbox.botapi.call import Call
from sandbox.botapi.markup import read_inline
from sandbox.botapi.media import album_item
from sandbox.botapi.messages import read_location
from sandbox.botapi.registry import method
from sandbox.botapi.sending import pace, read_caption, read_text
from sandbox.errors import bad
from sandbox.jsontypes import Json
from sandbox.model import Chat, Message

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_MEDIA = ("photo", "video", "animation", "document", "audio", "voice")
_CAPTION = ("caption", "caption_entities", "show_caption_above_media")


@method("editMessageText")
async def edit_message_text(call: Call) -> Json:
    """Give a text message other words."""
    chat, message = _own_message(call)
    content, markup = read_text(call), read_inline(call.params)
    if "text" not in message.body:
        raise bad("there is no text in the message to edit")
    return _apply(call, chat, message, ("text", "entities"), content, markup)


@method("editMessageCaption")
async def edit_message_caption(call: Call) -> Json:
    """Give a photo or file another caption."""
    chat, message = _own_message(call)
    content, markup = read_caption(call), read_inline(call.params)
    if not any(kind in message.body for kind in _MEDIA):
        raise bad("there is no caption in the message to edit")
    return _apply(call, chat, message, _CAPTION, content, markup)


@method("editMessageReplyMarkup")
async def edit_message_reply_markup(call: Call) -> Json:
    """Give a message another inline keyboard, or none."""
    chat, message = _own_message(call)
    return _apply(call, chat, message, (), {}, read_inline(call.params))


@method("editMessageMedia")
async def edit_message_media(call: Call) -> Json:
    """Put another photo or file in a message's place."""
    chat, message = _own_message(call)
    item = call.params.object("media", "InputMedia")
    if not item or not item.get("type"):
        raise bad("input media is not specified")
    content, markup = await album_item(call, item), read_inline(call.params)
    if not any(kind in message.body for kind in (*_MEDIA, "text")):
        raise bad("message can't be edited")
    replaced = (*_MEDIA, *_CAPTION, "text", "entities", "has_media_spoiler")
    return _apply(call, chat, message, replaced, content, markup)


@method("editMessageLiveLocation")
async def edit_message_live_location(call: Call) -> Json:
    """Move a live location."""
    chat, message = _own_message(call)
    if "location" not in message.body:
        raise bad("there is no live location in the message to edit")
    location = message.body["location"] | read_location(call)
    return _apply(call, chat, message, ("location",), {"location": location}, read_inline(call.params))


@method("stopMessageLiveLocation")
async def stop_message_live_location(call: Call) -> Json:
    """End a live location."""
    chat, message = _own_message(call)
    if "live_period" not in message.body.get("location", {}):
        raise bad("there is no live location in the message to edit")
    location = {k: v for k, v in message.body["location"].items() if k != "live_period"}
    return _apply(call, chat, message, ("location",), {"location": location}, read_inline(call.params))


def _own_message(call: Call) -> tuple[Chat, Message]:
    if call.params.has("inline_message_id"):
        raise bad("MESSAGE_ID_INVALID")
    chat = call.chat()
    message = call.message(chat, "edit")
    if message.sender != call.bot.id or message.keyboard is not None or "forward_origin" in message.body:
        raise bad("message can't be edited")
    return chat, message


def _apply(
    call: Call, chat: Chat, message: Message, replaced: tuple[str, ...], content: Json, markup: Json | None
) -> Json:
    old = message.body
    body = {k: v for k, v in old.items() if k not in replaced and k != "reply_markup"} | content
    if markup:
        body["reply_markup"] = markup
    if body == old:
        raise bad(_NOT_MODIFIED)
    pace(call, chat)
    body["edit_date"] = int(call.services.clock.now())
    call.services.posting.edit(chat, message, body)
    call.services.stats.count_sent()
    return body
