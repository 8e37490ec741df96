"""Topics of forums, and reactions."""

from sandbox.botapi.call import Call
from sandbox.botapi.registry import method
from sandbox.errors import bad
from sandbox.jsontypes import Json
from sandbox.model import Chat, Member
from sandbox.reactions import EMOJI, react
from sandbox.topics import COLOURS, create_topic


@method("createForumTopic")
async def create_forum_topic(call: Call) -> Json:
    """Open a topic."""
    chat, name = _forum(call), call.params.text("name").strip()
    if not name:
        raise bad("TOPIC_TITLE_EMPTY")
    colour = call.params.integer("icon_color")
    if colour and colour not in COLOURS:
        raise bad("invalid forum topic icon color specified")
    emoji = call.params.text("icon_custom_emoji_id")
    return create_topic(call.services, chat, call.bot.id, name, colour, emoji)


@method("editForumTopic")
async def edit_forum_topic(call: Call) -> bool:
    """Rename a topic."""
    chat, topic = _topic(call)
    name = call.params.text("name").strip()
    if not name or name == topic["name"]:
        raise bad("TOPIC_NOT_MODIFIED")
    topic["name"] = name[:128]
    _say(call, chat, topic, {"forum_topic_edited": {"name": topic["name"]}})
    return True


@method("closeForumTopic")
async def close_forum_topic(call: Call) -> bool:
    """Close a topic."""
    return _set_closed(call, True)


@method("reopenForumTopic")
async def reopen_forum_topic(call: Call) -> bool:
    """Open a topic again."""
    return _set_closed(call, False)


@method("deleteForumTopic")
async def delete_forum_topic(call: Call) -> bool:
    """Delete a topic with all its messages."""
    chat, topic = _topic(call)
    thread = topic["message_thread_id"]
    del chat.topics[thread]
    history = call.world.histories[chat.key]
    gone = [m for m in history if m.body.get("message_thread_id") == thread and not m.deleted]
    call.services.posting.delete(chat, gone)
    call.world.save_chat(chat)
    return True


@method("unpinAllForumTopicMessages")
async def unpin_all_forum_topic_messages(call: Call) -> bool:
    """Unpin everything in a topic."""
    chat, topic = _topic(call)
    thread = topic["message_thread_id"]
    kept = [ident for ident in chat.pinned if _thread_of(call, chat, ident) != thread]
    chat.pinned[:] = kept
    call.world.save_chat(chat)
    return True


@method("getForumTopicIconStickers")
async def get_forum_topic_icon_stickers(call: Call) -> list[Json]:
    """Return the stickers for topic icons; the sandbox has none."""
    return []


@method("setMessageReaction")
async def set_message_reaction(call: Call) -> bool:
    """React to a message with at most one emoji, which is what a bot may."""
    chat = call.chat()
    message = call.message(chat, "react")
    reactions = call.params.array("reaction", "reaction types") or []
    emoji = [_emoji(reaction) for reaction in reactions]
    if len(emoji) > 1:
        raise bad("REACTIONS_TOO_MANY")
    react(call.services, chat, message, call.bot.id, emoji)
    return True


def _emoji(reaction: object) -> str:
    emoji = reaction.get("emoji", "") if isinstance(reaction, dict) else ""
    emoji = str(emoji).replace("\ufe0f", "")
    if emoji not in EMOJI:
        raise bad("REACTION_INVALID")
    return emoji


def _forum(call: Call) -> Chat:
    chat = call.chat()
    if not chat.forum:
        raise bad("the chat is not a forum")
    member = chat.members.get(call.bot.id, Member("left"))
    if not member.is_admin or not member.rights.get("can_manage_topics", True):
        raise bad("not enough rights to create a topic")
    return chat


def _topic(call: Call) -> tuple[Chat, Json]:
    chat = _forum(call)
    topic = chat.topics.get(call.params.integer("message_thread_id"))
    if topic is None:
        raise bad("message thread not found")
    return chat, topic


def _set_closed(call: Call, closed: bool) -> bool:
    chat, topic = _topic(call)
    if topic["closed"] == closed:
        raise bad("TOPIC_NOT_MODIFIED")
    topic["closed"] = closed
    _say(call, chat, topic, {"forum_topic_closed" if closed else "forum_topic_reopened": {}})
    return True


def _say(call: Call, chat: Chat, topic: Json, content: Json) -> None:
    thread = topic["message_thread_id"]
    call.services.posting.post(chat, call.bot.id, content, by_bot=True, thread=thread)
    call.world.save_chat(chat)


def _thread_of(call: Call, chat: Chat, ident: int) -> int:
    message = call.world.message(chat, ident)
    return int(message.body.get("message_thread_id", 0)) if message else 0
