"""Reactions to messages."""

from sandbox.jsontypes import Json
from sandbox.model import Chat, Message
from sandbox.services import Services

EMOJI = frozenset(
    [
        "❤",
        "👍",
        "👎",
        "🔥",
        "🥰",
        "👏",
        "😁",
        "🤔",
        "🤯",
        "😱",
        "🤬",
        "😢",
        "🎉",
        "🤩",
        "🤮",
        "💩",
        "🙏",
        "👌",
        "🕊",
        "🤡",
        "🥱",
        "🥴",
        "😍",
        "🐳",
        "❤\u200d🔥",
        "🌚",
        "🌭",
        "💯",
        "🤣",
        "⚡",
        "🍌",
        "🏆",
        "💔",
        "🤨",
        "😐",
        "🍓",
        "🍾",
        "💋",
        "🖕",
        "😈",
        "😴",
        "😭",
        "🤓",
        "👻",
        "👨\u200d💻",
        "👀",
        "🎃",
        "🙈",
        "😇",
        "😨",
        "🤝",
        "✍",
        "🤗",
        "🫡",
        "🎅",
        "🎄",
        "☃",
        "💅",
        "🤪",
        "🗿",
        "🆒",
        "💘",
        "🙉",
        "🦄",
        "😘",
        "💊",
        "🙊",
        "😎",
        "👾",
        "🤷\u200d♂",
        "🤷",
        "🤷\u200d♀",
        "😡",
    ]
)


def react(services: Services, chat: Chat, message: Message, who: int, emoji: list[str]) -> None:
    """Set somebody's reactions to a message, none takes them back."""
    old = message.reactions.get(who, [])
    if old == emoji:
        return
    if emoji:
        message.reactions[who] = emoji
    else:
        message.reactions.pop(who, None)
    services.world.save_message(chat, message)
    reactions = {str(ident): list(chosen) for ident, chosen in message.reactions.items()}
    payload = {"message_id": message.id, "reactions": reactions}
    services.posting.emit("reaction", chat, lambda: payload)
    if who in services.world.people:
        _tell(services, chat, message, who, old, emoji)


def _tell(services: Services, chat: Chat, message: Message, who: int, old: list[str], new: list[str]) -> None:
    world = services.world
    update: Json = {
        "chat": world.chat_json(chat),
        "message_id": message.id,
        "user": world.user_json(who),
        "date": int(services.clock.now()),
        "old_reaction": [{"type": "emoji", "emoji": emoji} for emoji in old],
        "new_reaction": [{"type": "emoji", "emoji": emoji} for emoji in new],
    }
    for bot_id in [ident for ident in chat.members if ident in world.bots]:
        if chat.is_private or chat.members[bot_id].is_admin:
            services.dispatch.put(world.bots[bot_id], chat.key, "message_reaction", update)
