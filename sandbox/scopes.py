"""Command lists by scope and language, and which one a person sees."""

from sandbox.errors import bad
from sandbox.jsontypes import Json
from sandbox.model import Bot, Chat
from sandbox.world import World

_PLAIN = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")


def scope_key(world: World, bot: Bot, scope: Json | None, language: str) -> str:
    """Return the name under which a list of commands is kept: scope, chat and user, language."""
    kind = (scope or {}).get("type", "default")
    if kind in _PLAIN:
        return f"{kind}::{language}"
    if kind not in ("chat", "chat_administrators", "chat_member"):
        raise bad("can't parse BotCommandScope: Unsupported type specified")
    value = (scope or {}).get("chat_id")
    chat = world.find_by_username(value) if isinstance(value, str) and value.startswith("@") else value
    try:
        ident = int(chat or 0)
        user = int((scope or {}).get("user_id") or 0)
    except (TypeError, ValueError):
        raise bad("chat not found") from None
    if world.private_chat(ident, bot.id) is None and world.group(ident) is None:
        raise bad("chat not found")
    if kind == "chat_member" and not user:
        raise bad("invalid user_id specified")
    return f"{kind}:{ident}/{user}:{language}" if kind == "chat_member" else f"{kind}:{ident}:{language}"


def commands_for(world: World, chat: Chat, viewer: int) -> list[Json]:
    """Return the commands that a person is offered in a chat, each with its bot."""
    person = world.people.get(viewer)
    language = (person.language_code if person else "").split("-")[0]
    bots = [ident for ident in chat.members if ident in world.bots and chat.members[ident].is_present]
    found: list[Json] = []
    for bot_id in bots:
        commands = _first(world.bots[bot_id], _scopes(chat, viewer), language)
        found += [{**command, "bot": world.bots[bot_id].username} for command in commands]
    return found


def _first(bot: Bot, scopes: list[str], language: str) -> list[Json]:
    for scope in scopes:
        for key in (f"{scope}:{language}", f"{scope}:"):
            if key in bot.commands:
                return bot.commands[key]
    return []


def _scopes(chat: Chat, viewer: int) -> list[str]:
    if chat.is_private:
        return [f"chat:{chat.id}", "all_private_chats:", "default:"]
    member = chat.members.get(viewer)
    scopes = [f"chat_member:{chat.id}/{viewer}"]
    if member and member.is_admin:
        scopes += [f"chat_administrators:{chat.id}", f"chat:{chat.id}", "all_chat_administrators:"]
    else:
        scopes.append(f"chat:{chat.id}")
    return [*scopes, "all_group_chats:", "default:"]
