"""Presses of inline buttons, /start, blocking, votes and reactions."""

import asyncio
from urllib.parse import parse_qs, urlsplit
from zlib import crc32

from sandbox.errors import PeopleError
from sandbox.jsontypes import Json
from sandbox.model import Chat, Message, Person
from sandbox.people.messages import check_may_speak, say
from sandbox.people.request import Ask

PATIENCE = 10.0


async def press_button(ask: Ask) -> Json:
    """Press an inline button and wait for the bot's answer."""
    person = ask.person()
    chat = ask.chat(person)
    message = ask.world.message(chat, ask.integer("message_id"))
    if message is None:
        raise PeopleError("This message is not there any more.", 404)
    button = _button(ask, message)
    if "callback_data" in button:
        return await _call_back(ask, person, chat, message, button["callback_data"])
    if "url" in button:
        return {"answer": None, **_link(ask, button["url"])}
    if "copy_text" in button:
        return {"answer": None, "copy_text": button["copy_text"]["text"]}
    raise PeopleError("The sandbox cannot press this kind of button.")


async def start(ask: Ask) -> Json:
    """Open the chat with a bot by its start button or a link."""
    person = ask.person()
    bot_id = ask.bot_id(ask.body.get("bot"))
    chat = ask.world.open_private_chat(person.id, bot_id)
    if bot_id in person.blocked:
        set_blocked(ask, person, bot_id, False)
    payload = ask.text("payload")
    message = say(ask, person, chat, f"/start {payload}".strip())
    return {"messages": [message.body]}


async def block(ask: Ask) -> Json:
    """Block a bot, or let it in again."""
    person = ask.person()
    set_blocked(ask, person, ask.bot_id(ask.body.get("bot")), bool(ask.body.get("blocked", True)))
    return person.as_json()


def set_blocked(ask: Ask, person: Person, bot_id: int, blocked: bool) -> None:
    """Change whether a person hears a bot, and tell the bot."""
    if (bot_id in person.blocked) == blocked:
        return
    if blocked:
        person.blocked.append(bot_id)
    else:
        person.blocked.remove(bot_id)
    ask.world.save_person(person)
    chat = ask.world.open_private_chat(person.id, bot_id)
    bot = ask.world.bots[bot_id]
    statuses = ("member", "kicked") if blocked else ("kicked", "member")
    old, new = ({"user": bot.as_user(), "status": status, **_until(status)} for status in statuses)
    update = {
        "chat": person.as_chat(),
        "from": person.as_user(),
        "date": int(ask.services.clock.now()),
        "old_chat_member": old,
        "new_chat_member": new,
    }
    ask.services.dispatch.put(bot, chat.key, "my_chat_member", update)
    ask.services.events.emit("person", lambda: {"person": person.as_json()})


def _until(status: str) -> Json:
    return {"until_date": 0} if status == "kicked" else {}


def _button(ask: Ask, message: Message) -> Json:
    data, label = ask.body.get("data"), ask.body.get("label")
    if data is None and label is None:
        raise PeopleError("Say which button: give its data or its label.")
    if data is not None and ask.body.get("forge"):
        return {"callback_data": str(data)}
    rows = message.body.get("reply_markup", {}).get("inline_keyboard", [])
    for button in (button for row in rows for button in row):
        if (data is not None and button.get("callback_data") == data) or (data is None and button["text"] == label):
            return dict(button)
    raise PeopleError(f"This message has no button {label if data is None else data!r}.", 404)


async def _call_back(ask: Ask, person: Person, chat: Chat, message: Message, data: str) -> Json:
    bot = ask.world.bots.get(message.sender)
    if bot is None:
        raise PeopleError("Nobody would hear this button.")
    if chat.is_private:
        check_may_speak(ask, person, chat)
    press = ask.services.callbacks.add(bot.id, person.id)
    query = {
        "id": press.id,
        "from": person.as_user(),
        "message": message.body,
        "chat_instance": str(crc32(chat.key.encode()) * 1_000_003),
        "data": data,
    }
    # messages queue by chat but presses by person, as on Telegram
    ask.services.dispatch.put(bot, f"press:{person.id}", "callback_query", query)
    try:
        answer = await asyncio.wait_for(asyncio.shield(press.answer), PATIENCE)
    except TimeoutError:
        return {"answer": None}
    payload = {"message_id": message.id, "person": person.id, "answer": answer}
    ask.services.posting.emit("callback", chat, lambda: payload)
    return {"answer": answer}


def _link(ask: Ask, url: str) -> Json:
    parts = urlsplit(url)
    if (parts.hostname or "").lower() not in ("t.me", "telegram.me", "telegram.dog"):
        return {"url": url}
    bot_id = ask.world.find_by_username(parts.path.strip("/"))
    if bot_id not in ask.world.bots:
        return {"url": url}
    payload = parse_qs(parts.query).get("start", [""])[0]
    return {"url": url, "start": {"bot": bot_id, "payload": payload}}
