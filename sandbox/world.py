"""The world: who exists, which chats there are and what was said in them."""

import secrets
from dataclasses import asdict

from sandbox.errors import PeopleError
from sandbox.history import History
from sandbox.journal import Journal
from sandbox.jsontypes import Json
from sandbox.model import CHANNEL, GROUP, PRIVATE, Bot, Chat, Member, Message, Person

FIRST_PERSON = 5_000_000_001


class World:
    """People, bots, chats and messages, each found by number at once."""

    def __init__(self, journal: Journal) -> None:
        self.people: dict[int, Person] = {}
        self.bots: dict[int, Bot] = {}
        self.tokens: dict[str, Bot] = {}
        self.usernames: dict[str, int] = {}
        self.chats: dict[str, Chat] = {}
        self.histories: dict[str, History] = {}
        self.polls: dict[str, Json] = {}
        self.chats_of: dict[int, dict[str, None]] = {}
        self._journal = journal
        self._next_person = FIRST_PERSON

    # --- people and bots

    def add_person(self, person: Person) -> Person:
        """Let a person in."""
        self.people[person.id] = person
        self._next_person = max(self._next_person, person.id + 1)
        self.save_person(person)
        return person

    def new_person_id(self) -> int:
        """Return a number that nobody has."""
        return self._next_person

    def add_bot(self, bot: Bot) -> Bot:
        """Let a bot in."""
        self.bots[bot.id] = bot
        self.tokens[bot.token] = bot
        self.save_bot(bot)
        return bot

    def find_by_username(self, username: str) -> int:
        """Return the number behind a @username, or 0."""
        return self.usernames.get(username.lstrip("@").lower(), 0)

    def person(self, person_id: int) -> Person:
        """Return a person, or say that there is none."""
        if person := self.people.get(person_id):
            return person
        raise PeopleError(f"There is no person with the number {person_id}.", 404)

    def user_json(self, ident: int) -> Json:
        """Describe a person or bot as the Bot API's User."""
        who = self.people.get(ident) or self.bots.get(ident)
        return who.as_user() if who else {"id": ident, "is_bot": False, "first_name": "Deleted Account"}

    # --- chats

    def private_chat(self, person_id: int, bot_id: int) -> Chat | None:
        """Return the conversation of a person with a bot, if it ever began."""
        return self.chats.get(f"{person_id}:{bot_id}")

    def open_private_chat(self, person_id: int, bot_id: int) -> Chat:
        """Return the conversation of a person with a bot, beginning it if need be."""
        chat = self.private_chat(person_id, bot_id)
        if chat is None:
            chat = Chat(f"{person_id}:{bot_id}", person_id, PRIVATE, person_id=person_id, bot_id=bot_id)
            chat.members = {person_id: Member(), bot_id: Member()}
            self.add_chat(chat)
        return chat

    def group(self, chat_id: int) -> Chat | None:
        """Return a group, supergroup or channel by its number."""
        return self.chats.get(str(chat_id))

    def new_chat_id(self, kind: str) -> int:
        """Return a number that no chat has, in the shape of its kind."""
        while True:
            number = secrets.randbelow(3_000_000_000) + 1_000_000_000
            ident = -number if kind == GROUP else -1_000_000_000_000 - number
            if str(ident) not in self.chats:
                return ident

    def add_chat(self, chat: Chat) -> Chat:
        """Add a chat and its empty history."""
        self.chats[chat.key] = chat
        self.histories[chat.key] = History()
        for ident in chat.members:
            self.chats_of.setdefault(ident, {})[chat.key] = None
        self.save_chat(chat)
        return chat

    def set_member(self, chat: Chat, ident: int, member: Member) -> None:
        """Give somebody a standing in a chat."""
        chat.members[ident] = member
        self.chats_of.setdefault(ident, {})[chat.key] = None
        self.save_chat(chat)

    def chat_json(self, chat: Chat) -> Json:
        """Describe a chat as the Bot API's Chat."""
        return self.people[chat.person_id].as_chat() if chat.is_private else chat.as_chat()

    # --- messages

    def next_message_id(self, chat: Chat) -> int:
        """Take the next number: private chats share their bot's count, as an account does."""
        counter: Bot | Chat = self.bots[chat.bot_id] if chat.is_private else chat
        number = counter.next_message_id
        counter.next_message_id = number + 1
        return number

    def put_message(self, chat: Chat, message: Message) -> None:
        """Add a message, or replace the one with its number."""
        if dropped := self.histories[chat.key].put(message):
            self._journal.touch(("message", chat.key, str(dropped)), lambda: None)
        self.save_message(chat, message)

    def message(self, chat: Chat, message_id: int) -> Message | None:
        """Return a message that was not deleted."""
        message = self.histories[chat.key].get(message_id)
        return message if message is not None and not message.deleted else None

    def sender_json(self, chat: Chat, sender: int) -> Json:
        """Return the sender's fields of a message: a channel speaks for itself."""
        if chat.type == CHANNEL:
            return {"sender_chat": chat.as_chat()}
        return {"from": self.user_json(sender)}

    # --- what a restart must find

    def save_person(self, person: Person) -> None:
        """Note that a person changed."""
        if person.username:
            self.usernames[person.username.lower()] = person.id
        self._journal.touch(("person", str(person.id)), lambda: asdict(person))

    def save_bot(self, bot: Bot) -> None:
        """Note that a bot changed."""
        self.usernames[bot.username.lower()] = bot.id
        self._journal.touch(("bot", str(bot.id)), lambda: asdict(bot))

    def save_chat(self, chat: Chat) -> None:
        """Note that a chat changed."""
        if chat.username:
            self.usernames[chat.username.lower()] = chat.id
        self._journal.touch(("chat", chat.key), lambda: asdict(chat))

    def save_message(self, chat: Chat, message: Message) -> None:
        """Note that a message changed, and with it the count it was numbered by."""
        self._journal.touch(("message", chat.key, str(message.id)), lambda: _message_record(message))
        self._journal.touch(("count", chat.key), lambda: self._count(chat))

    def save_poll(self, poll_id: str) -> None:
        """Note that a poll changed."""
        self._journal.touch(("poll", poll_id), lambda: self.polls[poll_id])

    def _count(self, chat: Chat) -> int:
        return (self.bots[chat.bot_id] if chat.is_private else chat).next_message_id


def _message_record(message: Message) -> list[object]:
    return [
        message.body, message.sender, message.by_bot, message.keyboard,
        message.deleted, message.edited, message.reactions,
    ]  # fmt: skip
