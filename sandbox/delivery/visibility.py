"""Who hears what: which bots get an update of a message, by Telegram's privacy rules."""

from collections.abc import Iterator

from sandbox.jsontypes import Json
from sandbox.model import CHANNEL, Bot, Chat, Message
from sandbox.text.utf16 import Offsets
from sandbox.world import World

SERVICE = (
    "new_chat_members", "left_chat_member", "new_chat_title", "new_chat_photo", "delete_chat_photo",
    "group_chat_created", "supergroup_chat_created", "channel_chat_created", "migrate_to_chat_id",
    "migrate_from_chat_id", "pinned_message", "forum_topic_created", "forum_topic_closed",
    "forum_topic_reopened", "forum_topic_edited", "message_auto_delete_timer_changed",
)  # fmt: skip
# a bot is told of what it pinned or renamed itself, but not of what it said
OWN_SERVICE = frozenset({"pinned_message", "left_chat_member", "new_chat_title", "delete_chat_photo"})


def is_service(body: Json) -> bool:
    """Tell whether Telegram wrote the message itself."""
    return any(name in body for name in SERVICE)


def listeners(world: World, chat: Chat, message: Message) -> Iterator[Bot]:
    """Yield the bots that get an update of the message."""
    if chat.is_private:
        if not message.by_bot or not OWN_SERVICE.isdisjoint(message.body):
            yield world.bots[chat.bot_id]
        return
    for ident in [ident for ident in chat.members if ident in world.bots]:
        if chat.members[ident].is_present and _hears(world, chat, message, world.bots[ident]):
            yield world.bots[ident]


def _hears(world: World, chat: Chat, message: Message, bot: Bot) -> bool:
    if message.sender == bot.id:
        return not OWN_SERVICE.isdisjoint(message.body)
    if is_service(message.body):
        return True
    if message.by_bot:
        return False  # bots never see other bots, or two of them would talk for ever
    if chat.type == CHANNEL:
        return chat.members[bot.id].is_admin
    if chat.members[bot.id].is_admin or not bot.privacy:
        return True
    return _is_meant_for(world, chat, message, bot)


def _is_meant_for(world: World, chat: Chat, message: Message, bot: Bot) -> bool:
    replied = message.body.get("reply_to_message")
    if replied and replied.get("from", {}).get("id") == bot.id and "forum_topic_created" not in replied:
        return True
    if (message.body.get("via_bot") or {}).get("id") == bot.id:
        return True
    text = message.body.get("text") or message.body.get("caption") or ""
    entities = message.body.get("entities") or message.body.get("caption_entities") or ()
    return any(_calls(chat, text, entity, bot) for entity in entities)


def _calls(chat: Chat, text: str, entity: Json, bot: Bot) -> bool:
    if entity["type"] == "text_mention":
        return bool(entity["user"]["id"] == bot.id)
    if entity["type"] not in ("mention", "bot_command"):
        return False
    offsets = Offsets(text)
    start = offsets.to_points(entity["offset"])
    word = text[start : offsets.to_points(entity["offset"] + entity["length"])]
    _, at, addressee = word.partition("@")
    if at:
        return addressee.lower() == bot.username.lower()
    # a bare command goes to the bot that spoke last, or to all of them when none has spoken yet
    return entity["type"] == "bot_command" and chat.last_bot in (0, bot.id)
