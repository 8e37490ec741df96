"""Put messages into chats, change them, take them out: the same for people and for bots."""

from typing import Any

from sandbox.clock import Clock
from sandbox.delivery.dispatch import Dispatch
from sandbox.events import Events
from sandbox.jsontypes import Json
from sandbox.model import Chat, Message
from sandbox.views import message_json, private_of
from sandbox.world import World

CLIENT_KEYBOARDS = ("keyboard", "remove_keyboard", "force_reply")


class Posting:
    """Everything that changes a chat goes through here, so that bots and pages hear of it."""

    def __init__(self, world: World, clock: Clock, dispatch: Dispatch, events: Events) -> None:
        self._world = world
        self._clock = clock
        self._dispatch = dispatch
        self._events = events

    def post(
        self,
        chat: Chat,
        sender: int,
        content: Json,
        *,
        by_bot: bool = False,
        markup: Json | None = None,
        reply_to: Message | None = None,
        thread: int = 0,
    ) -> Message:
        """Add a message to a chat, tell the bots that may see it, and the pages."""
        world = self._world
        body: Json = {"message_id": world.next_message_id(chat), **world.sender_json(chat, sender)}
        body["chat"] = world.chat_json(chat)
        body["date"] = int(self._clock.now())
        if thread:
            body["message_thread_id"] = thread
            body["is_topic_message"] = True
        if reply_to is not None:
            body["reply_to_message"] = {k: v for k, v in reply_to.body.items() if k != "reply_to_message"}
        body.update(content)
        keyboard = None
        if markup and "inline_keyboard" in markup:
            body["reply_markup"] = markup
        elif markup:
            keyboard = markup
        message = Message(body, sender, by_bot, keyboard)
        if by_bot and not chat.is_private:
            chat.last_bot = sender
        world.put_message(chat, message)
        self._dispatch.announce(chat, message)
        self.emit("message", chat, lambda: {"message": message_json(message)})
        if keyboard is not None:
            self._set_keyboard(chat, message, keyboard)
        return message

    def edit(self, chat: Chat, message: Message, body: Json, *, announce: bool = False) -> None:
        """Replace a message's body; `announce` tells the bots too."""
        message.body = body
        self._world.save_message(chat, message)
        if announce:
            self._dispatch.announce(chat, message, edited=True)
        self.emit("edit", chat, lambda: {"message": message_json(message)})

    def delete(self, chat: Chat, messages: list[Message]) -> None:
        """Take messages out of a chat; nobody but the page's history keeps them."""
        for message in messages:
            message.deleted = True
            if message.id in chat.pinned:
                chat.pinned.remove(message.id)
                self._world.save_chat(chat)
            self._world.save_message(chat, message)
        idents = [message.id for message in messages]
        self.emit("delete", chat, lambda: {"message_ids": idents})

    def set_keyboard(self, chat: Chat, person_id: int, keyboard: Json | None) -> None:
        """Show a reply keyboard to a person, or none."""
        if keyboard is None:
            chat.keyboards.pop(person_id, None)
        else:
            chat.keyboards[person_id] = keyboard
        self._world.save_chat(chat)
        self.emit("keyboard", chat, lambda: {"viewer": person_id, "reply_keyboard": keyboard})

    def emit(self, kind: str, chat: Chat, payload: Any) -> None:
        """Tell the pages about something in a chat."""
        self._events.emit(
            kind,
            lambda: {
                "chat": chat.id,
                "private_of": private_of(chat),
                "bot": chat.bot_id or None,
                **payload(),
            },
        )

    def _set_keyboard(self, chat: Chat, message: Message, keyboard: Json) -> None:
        for person_id in self._addressees(chat, message, bool(keyboard.get("selective"))):
            shown = None if "remove_keyboard" in keyboard else {**keyboard, "message_id": message.id}
            self.set_keyboard(chat, person_id, shown)

    def _addressees(self, chat: Chat, message: Message, selective: bool) -> list[int]:
        people = [ident for ident in chat.present() if ident in self._world.people]
        if not selective or chat.is_private:
            return people
        replied = message.body.get("reply_to_message", {}).get("from", {}).get("id")
        mentioned = {
            self._world.find_by_username(name.strip("，。！？,.!?:："))
            for name in str(message.body.get("text", "")).split()
            if name.startswith("@")
        }
        users = {e["user"]["id"] for e in message.body.get("entities", ()) if e["type"] == "text_mention"}
        return [ident for ident in people if ident == replied or ident in mentioned or ident in users]
