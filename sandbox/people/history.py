"""One chat as a person sees it."""

from sandbox.errors import PeopleError
from sandbox.jsontypes import Json
from sandbox.model import Chat, Message
from sandbox.people.request import Ask
from sandbox.scopes import commands_for
from sandbox.views import chat_view, message_json

MOST = 200


async def get_chat(ask: Ask) -> Json:
    """Return a page of messages and what stands around them."""
    chat = _find(ask)
    viewer = _number(ask, "viewer") or (chat.person_id if chat.is_private else 0)
    history = ask.world.histories[chat.key]
    limit = min(max(_number(ask, "limit") or 50, 1), MOST)
    page = history.page(_number(ask, "before") or None, limit)
    pinned = ask.world.message(chat, chat.pinned[-1]) if chat.pinned else None
    return {
        "chat": chat_view(ask.world, chat),
        "messages": [{**message_json(message), "seen_by": _seen_by(ask, chat, message)} for message in page],
        "reply_keyboard": chat.keyboards.get(viewer),
        "pinned": message_json(pinned) if pinned else None,
        "commands": commands_for(ask.world, chat, viewer),
        "polls": _polls(ask, page),
    }


def _find(ask: Ask) -> Chat:
    if ask.ident < 0:
        return ask.group()
    person, query = ask.ident, ask.request.query
    bot: str | int | None = query.get("bot")
    if person in ask.world.bots:
        # the other way round works too: the chat with this bot, as its viewer sees it
        person, bot = _number(ask, "viewer"), person
    ask.world.person(person)
    chat = ask.world.private_chat(person, ask.bot_id(bot))
    if chat is None:
        chat = ask.world.open_private_chat(person, ask.bot_id(bot))
    return chat


def _number(ask: Ask, name: str) -> int:
    value = ask.request.query.get(name, "")
    if not value:
        return 0
    try:
        return int(value)
    except ValueError:
        raise PeopleError(f"{name} must be a whole number.") from None


def _seen_by(ask: Ask, chat: Chat, message: Message) -> list[int]:
    """Return which bots have taken the message; a bot in a private chat shows as two ticks."""
    if message.by_bot or not chat.is_private:
        return []
    queue = ask.services.dispatch.queue(ask.world.bots[chat.bot_id])
    oldest = next(iter(queue.pending.values()), None)
    if oldest is None:
        return [chat.bot_id]
    waiting = any(
        update.get("message", {}).get("message_id") == message.id and update["message"]["chat"]["id"] == chat.id
        for _, update in list(queue.pending.values())[:200]
    )
    return [] if waiting else [chat.bot_id]


def _polls(ask: Ask, page: list[Message]) -> Json:
    idents = [message.body["poll"]["id"] for message in page if "poll" in message.body]
    return {ident: ask.world.polls[ident]["votes"] for ident in idents if ident in ask.world.polls}
