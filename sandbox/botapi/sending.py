"""What all sends have in common: chat, topic, reply, keyboard, rate, then the message."""

from sandbox.botapi.call import Call
from sandbox.botapi.markup import read_markup
from sandbox.botapi.params import Params
from sandbox.errors import bad
from sandbox.jsontypes import Json
from sandbox.model import Chat, Member, Message
from sandbox.text.formatted import format_text
from sandbox.text.utf16 import length

MAX_TEXT, MAX_CAPTION = 4096, 1024


def send(call: Call, content: Json) -> Json:
    """Put a message with this content where the call says."""
    chat = call.chat()
    markup = read_markup(call.params)
    return deliver(call, chat, content, markup).body


def deliver(call: Call, chat: Chat, content: Json, markup: Json | None) -> Message:
    """Check what the chat allows, count it against the rates and post it."""
    reply_to = _reply_target(call, chat)
    thread = _thread(call, chat, reply_to)
    _check_rights(call, chat)
    pace(call, chat)
    extra: Json = {"has_protected_content": True} if call.params.flag("protect_content") else {}
    if quote := _quote(call, reply_to):
        extra["quote"] = quote
    message = call.services.posting.post(
        chat, call.bot.id, {**content, **extra}, by_bot=True, markup=markup, reply_to=reply_to, thread=thread
    )
    call.services.stats.count_sent()
    return message


def pace(call: Call, chat: Chat) -> None:
    """Count one message or edit against Telegram's rates."""
    call.services.limits.take(call.bot.id, chat.id, chat.is_private)


def read_text(call: Call) -> Json:
    """Read `text` with its formatting."""
    given = call.params.array("entities", "entities")
    text, entities = format_text(call.params.text("text"), call.params.text("parse_mode"), given)
    if not text:
        raise bad("message text is empty")
    if length(text) > MAX_TEXT:
        raise bad("message is too long")
    entities = _with_people(call, entities)
    return {"text": text, "entities": entities} if entities else {"text": text}


def read_caption(call: Call, source: Json | None = None) -> Json:
    """Read `caption` with its formatting, of the call or of one part of an album."""
    values = call.params.values if source is None else source
    given = values.get("caption_entities")
    if isinstance(given, str):
        given = call.params.array("caption_entities", "caption entities")
    text, entities = format_text(str(values.get("caption") or ""), str(values.get("parse_mode") or ""), given)
    if length(text) > MAX_CAPTION:
        raise bad("message caption is too long")
    if not text:
        return {}
    entities = _with_people(call, entities)
    caption: Json = {"caption": text, "caption_entities": entities} if entities else {"caption": text}
    above = values.get("show_caption_above_media")
    return caption | ({"show_caption_above_media": True} if above in (True, "true", "True", "1") else {})


def _with_people(call: Call, entities: list[Json]) -> list[Json]:
    """Fill in whom mentions without a username mean; those of nobody vanish, as on Telegram."""
    return [
        {**entity, "user": call.world.user_json(entity["user"]["id"])} if entity["type"] == "text_mention" else entity
        for entity in entities
        if entity["type"] != "text_mention" or entity["user"]["id"] in call.world.people
    ]


def _reply_target(call: Call, chat: Chat) -> Message | None:
    asked = call.params.object("reply_parameters", "reply parameters") or {}
    ident = Params(asked).integer("message_id") or call.params.integer("reply_to_message_id")
    if not ident:
        return None
    target = call.world.message(chat, ident)
    if target is not None:
        return target
    if asked.get("allow_sending_without_reply") or call.params.flag("allow_sending_without_reply"):
        return None
    raise bad("message to be replied not found")


def _quote(call: Call, reply_to: Message | None) -> Json | None:
    asked = call.params.object("reply_parameters", "reply parameters") or {}
    quote = asked.get("quote")
    if not quote or reply_to is None:
        return None
    text = str(reply_to.body.get("text") or reply_to.body.get("caption") or "")
    if not isinstance(quote, str) or quote not in text:
        raise bad("QUOTE_TEXT_INVALID")
    return {"text": quote, "position": length(text[: text.index(quote)]), "is_manual": True}


def _thread(call: Call, chat: Chat, reply_to: Message | None) -> int:
    thread = call.params.integer("message_thread_id")
    if not chat.forum:
        if thread and not chat.is_private:
            raise bad("message thread not found")
        return 0
    if not thread and reply_to is not None:
        thread = int(reply_to.body.get("message_thread_id", 0))
    if thread in (0, 1):
        return 0
    topic = chat.topics.get(thread)
    if topic is None:
        raise bad("message thread not found")
    if topic.get("closed") and not chat.members[call.bot.id].is_admin:
        raise bad("TOPIC_CLOSED")
    return thread


def _check_rights(call: Call, chat: Chat) -> None:
    if chat.is_private:
        return
    member = chat.members.get(call.bot.id, Member("left"))
    if member.is_admin:
        return
    allowed = member.rights if member.status == "restricted" else chat.permissions
    if not allowed.get("can_send_messages", True):
        raise bad("not enough rights to send text messages to the chat")
