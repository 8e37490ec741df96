"""How messages and chats look to the page: the Bot API's shape and a little more."""

from sandbox.jsontypes import Json
from sandbox.model import Chat, Message
from sandbox.text.render import render_html
from sandbox.world import World


def private_of(chat: Chat) -> int | None:
    """Return whose private chat this is, or None for groups and channels."""
    return chat.person_id or None


def message_json(message: Message) -> Json:
    """Return a message as the Bot API shows it, with rendered words and its fate."""
    body = message.body
    view = {**body, "html": body_html(body)}
    if message.deleted:
        view["deleted"] = True
    if message.edited or "edit_date" in body:
        view["edited"] = True
    if message.reactions:
        view["reactions"] = {str(who): emoji for who, emoji in message.reactions.items()}
    if message.keyboard and "force_reply" in message.keyboard:
        view["force_reply"] = True
    return view


def body_html(body: Json) -> str:
    """Return the words of a message as harmless HTML."""
    if "text" in body:
        return render_html(body["text"], body.get("entities", []))
    return render_html(body.get("caption", ""), body.get("caption_entities", []))


def chat_view(world: World, chat: Chat) -> Json:
    """Describe a chat to the page."""
    last = world.histories[chat.key].last()
    view: Json = {
        "id": chat.id,
        "type": chat.type,
        "title": chat.title or _private_title(world, chat),
        "forum": chat.forum,
        "members": [
            {"id": ident, "status": member.status, "is_bot": ident in world.bots}
            for ident, member in chat.members.items()
            if member.is_present
        ],
        "private_of": private_of(chat),
        "bot": chat.bot_id or None,
        "last_message": message_json(last) if last else None,
        "topics": list(chat.topics.values()),
        "migrated_to": chat.migrated_to or None,
    }
    if chat.is_private:
        person = world.people[chat.person_id]
        view["blocked"] = chat.bot_id in person.blocked
    return view


def bot_view(world: World, bot_id: int) -> Json:
    """Describe a bot to the page."""
    bot = world.bots[bot_id]
    return {
        **bot.as_user(),
        "commands": bot.commands.get("default::", []),
        "name": bot.profile.get("name:", bot.first_name),
        "description": bot.profile.get("description:", ""),
        "short_description": bot.profile.get("short_description:", ""),
        "menu_button": bot.menu_buttons.get("", {"type": "commands"}),
    }


def _private_title(world: World, chat: Chat) -> str:
    return world.bots[chat.bot_id].first_name if chat.is_private else ""
