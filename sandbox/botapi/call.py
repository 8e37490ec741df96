"""One call of one bot, with the questions that every method asks."""

from sandbox.botapi.params import Params
from sandbox.errors import ApiError, bad, forbidden
from sandbox.jsontypes import Json
from sandbox.model import CHANNEL, Bot, Chat, Member, Message
from sandbox.services import Services

_MIGRATED = "group chat was upgraded to a supergroup chat"
_KINDS = {"group": "group", "supergroup": "supergroup", "channel": "channel"}


class Call:
    """A method call: who calls, with what, and the world it happens in."""

    def __init__(self, services: Services, bot: Bot, params: Params) -> None:
        self.services = services
        self.world = services.world
        self.bot = bot
        self.params = params

    def chat(self, name: str = "chat_id") -> Chat:
        """Find the chat that a parameter names and check that the bot may act in it.

        Raises:
            ApiError: there is no such chat, or the bot is shut out of it, in Telegram's words.
        """
        ident = self.chat_id(name)
        if ident > 0:
            return self._private_chat(ident)
        chat = self.world.group(ident)
        if chat is None or self.bot.id not in chat.members:
            raise bad("chat not found")
        if chat.migrated_to:
            raise ApiError(400, f"Bad Request: {_MIGRATED}", {"migrate_to_chat_id": chat.migrated_to})
        self._check_presence(chat)
        return chat

    def chat_id(self, name: str = "chat_id") -> int:
        """Read a chat's number, given as itself or as a @username."""
        value = self.params.values.get(name)
        if value is None or value == "":
            raise bad(f"{name} is empty")
        if isinstance(value, str) and value.startswith("@"):
            ident = self.world.find_by_username(value)
            # a bot may name groups and channels by username, but never people
            if ident >= 0:
                raise bad("chat not found")
            return ident
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad("chat not found") from None

    def message(self, chat: Chat, purpose: str) -> Message:
        """Find the message that `message_id` names; `purpose` is Telegram's word in the error."""
        ident = self.params.integer("message_id")
        if ident <= 0:
            raise bad("message identifier is not specified")
        message = self.world.message(chat, ident)
        if message is None:
            raise bad(f"message to {purpose} not found")
        return message

    def user_id(self) -> int:
        """Read `user_id` of somebody who exists."""
        ident = self.params.integer("user_id")
        if not ident:
            raise bad("invalid user_id specified")
        if ident not in self.world.people and ident not in self.world.bots:
            raise bad("user not found")
        return ident

    def need_right(self, chat: Chat, right: str, otherwise: str) -> None:
        """Check that the bot is an administrator with a right."""
        member = chat.members.get(self.bot.id, Member("left"))
        if not member.is_admin or not member.rights.get(right, True):
            raise bad(otherwise)

    def result(self, message: Message) -> Json:
        """Return a message as the bot sees it."""
        return message.body

    def _private_chat(self, person_id: int) -> Chat:
        person = self.world.people.get(person_id)
        if person is None:
            if person_id in self.world.bots:
                raise forbidden("bot can't send messages to bots")
            raise bad("chat not found")
        chat = self.world.private_chat(person_id, self.bot.id)
        if chat is None or not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        if self.bot.id in person.blocked:
            raise forbidden("bot was blocked by the user")
        return chat

    def _check_presence(self, chat: Chat) -> None:
        member = chat.members[self.bot.id]
        if member.status == "kicked":
            raise forbidden(f"bot was kicked from the {_KINDS[chat.type]} chat")
        if not member.is_present:
            raise forbidden(f"bot is not a member of the {_KINDS[chat.type]} chat")
        if chat.type == CHANNEL and not member.is_admin:
            raise bad("need administrator rights in the channel chat")
