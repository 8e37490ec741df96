"""What people say: words, pictures, places, contacts, and corrections of what they said."""

import secrets

from sandbox.errors import ApiError, PeopleError
from sandbox.jsontypes import Json
from sandbox.model import CHANNEL, Chat, Member, Message, Person
from sandbox.people.content import file_contents, simple_content
from sandbox.people.request import Ask
from sandbox.text.formatted import format_text
from sandbox.text.utf16 import length
from sandbox.views import message_json

MAX_TEXT, MAX_CAPTION = 4096, 1024


async def post_message(ask: Ask) -> Json:
    """Say something in a chat."""
    person = ask.person()
    chat = ask.chat(person)
    if ask.body.get("edit"):
        return {"messages": [message_json(_edit(ask, person, chat))]}
    contents = await _contents(ask, person)
    messages = [_post(ask, person, chat, content) for content in contents]
    return {"messages": [message_json(message) for message in messages]}


async def post_location(ask: Ask) -> Json:
    """Send a pin."""
    person = ask.person()
    chat = ask.chat(person)
    location = {
        "latitude": ask.number(ask.body, "latitude", 90),
        "longitude": ask.number(ask.body, "longitude", 180),
    }
    return {"messages": [message_json(_post(ask, person, chat, {"location": location}))]}


def say(ask: Ask, person: Person, chat: Chat, text: str) -> Message:
    """Say words in a chat."""
    return _post(ask, person, chat, _text_content(text))


async def _contents(ask: Ask, person: Person) -> list[Json]:
    caption = _caption_content(ask.text("caption") or (ask.text("text") if ask.files else ""))
    if ask.files:
        try:
            contents = await file_contents(ask)
        except ApiError as error:
            raise PeopleError(f"Telegram would not take this file: {error.description}.") from None
        contents[0] |= caption
        if len(contents) > 1:
            group = str(secrets.randbelow(9 * 10**15) + 10**15)
            contents = [{**content, "media_group_id": group} for content in contents]
        return contents
    if (content := simple_content(ask, person)) is not None:
        return [content]
    return [_text_content(ask.text("text"))]


def _text_content(source: str) -> Json:
    text, entities = format_text(source)
    if not text:
        raise PeopleError("There is nothing to send: the text is empty.")
    if length(text) > MAX_TEXT:
        raise PeopleError(f"A message holds at most {MAX_TEXT} characters.")
    return {"text": text, "entities": entities} if entities else {"text": text}


def _caption_content(source: str) -> Json:
    text, entities = format_text(source)
    if length(text) > MAX_CAPTION:
        raise PeopleError(f"A caption holds at most {MAX_CAPTION} characters.")
    if not text:
        return {}
    return {"caption": text, "caption_entities": entities} if entities else {"caption": text}


def _post(ask: Ask, person: Person, chat: Chat, content: Json) -> Message:
    check_may_speak(ask, person, chat)
    reply_to, thread = _reply_target(ask, chat)
    posting = ask.services.posting
    message = posting.post(chat, person.id, content, reply_to=reply_to, thread=thread)
    keyboard = chat.keyboards.get(person.id)
    if keyboard and ("force_reply" in keyboard or (ask.body.get("via_keyboard") and keyboard.get("one_time_keyboard"))):
        posting.set_keyboard(chat, person.id, None)
    return message


def check_may_speak(ask: Ask, person: Person, chat: Chat) -> None:
    """Refuse who has blocked the bot or may not write here; begin a private chat."""
    if chat.is_private:
        if chat.bot_id in person.blocked:
            raise PeopleError("You have blocked this bot: unblock it first.", 409)
        if not chat.started:
            chat.started = True
            ask.world.save_chat(chat)
        return
    member = chat.members.get(person.id, Member("left"))
    if chat.type == CHANNEL and not member.is_admin:
        raise PeopleError("Only administrators write in a channel.", 403)
    allowed = member.rights if member.status == "restricted" else chat.permissions
    if not member.is_admin and not allowed.get("can_send_messages", True):
        raise PeopleError(f"{person.first_name} may not write in this chat.", 403)


def _reply_target(ask: Ask, chat: Chat) -> tuple[Message | None, int]:
    thread = ask.integer("thread") if ask.body.get("thread") else 0
    if thread and thread not in chat.topics:
        raise PeopleError("There is no such topic in this chat.", 404)
    if not ask.body.get("reply_to"):
        return None, thread
    target = ask.world.message(chat, ask.integer("reply_to"))
    if target is None:
        raise PeopleError("The message to reply to is not there.", 404)
    return target, thread or int(target.body.get("message_thread_id", 0))


def _edit(ask: Ask, person: Person, chat: Chat) -> Message:
    message = ask.world.message(chat, ask.integer("edit"))
    if message is None or message.sender != person.id:
        raise PeopleError("Only own messages can be edited.", 403)
    body = {k: v for k, v in message.body.items() if k not in _WORDS}
    if "text" in message.body:
        body |= _text_content(ask.text("text"))
    else:
        body |= _caption_content(ask.text("caption") or ask.text("text"))
    body["edit_date"] = int(ask.services.clock.now())
    ask.services.posting.edit(chat, message, body, announce=True)
    return message


_WORDS = ("text", "entities", "caption", "caption_entities")
