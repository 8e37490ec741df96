"""What the world is made of: people, bots, chats, members and messages."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.jsontypes import Json

PRIVATE, GROUP, SUPERGROUP, CHANNEL = "private", "group", "supergroup", "channel"
PRESENT = frozenset({"creator", "administrator", "member", "restricted"})
ADMINS = frozenset({"creator", "administrator"})
COLOURS = ("#e17076", "#eda86c", "#a695e7", "#7bc862", "#6ec9cb", "#65aadd", "#ee7aae")


@dataclass(slots=True)
class Person:
    """Someone with a phone."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "zh-hans"
    role: str = ""
    blocked: list[int] = field(default_factory=list)

    def as_user(self) -> Json:
        """Describe the person as the Bot API's User."""
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if value := getattr(self, name):
                user[name] = value
        return user

    def as_chat(self) -> Json:
        """Describe the private chat with the person as the Bot API's Chat."""
        chat = self.as_user()
        del chat["is_bot"]
        chat.pop("language_code", None)
        chat["type"] = PRIVATE
        return chat

    def as_json(self) -> Json:
        """Describe the person to the page."""
        return {
            "id": self.id,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
            "role": self.role,
            "blocked": self.blocked,
            "colour": COLOURS[self.id % len(COLOURS)],
        }


@dataclass(slots=True)
class Bot:
    """A registered bot: its token, profile, and what it last asked about updates."""

    id: int
    token: str
    username: str
    first_name: str
    privacy: bool = True
    next_message_id: int = 1
    next_update_id: int = 1
    allowed_updates: list[str] = field(default_factory=list)
    commands: dict[str, list[Json]] = field(default_factory=dict)
    profile: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[str, Json] = field(default_factory=dict)
    default_rights: dict[str, Json] = field(default_factory=dict)
    webhook: Json | None = None

    def as_user(self) -> Json:
        """Describe the bot as the Bot API's User."""
        return {"id": self.id, "is_bot": True, "first_name": self.first_name, "username": self.username}


@dataclass(slots=True)
class Member:
    """Somebody's standing in a chat; who has left or was removed stays on record."""

    status: str = "member"
    title: str = ""
    rights: Json = field(default_factory=dict)
    until_date: int = 0

    @property
    def is_present(self) -> bool:
        """Tell whether the member takes part in the chat now."""
        return self.status in PRESENT and (self.status != "restricted" or self.rights.get("is_member", True))

    @property
    def is_admin(self) -> bool:
        """Tell whether the member may administer the chat."""
        return self.status in ADMINS


@dataclass(slots=True)
class Chat:
    """A conversation; `id` is what bots call it, `key` is unique in this world.

    Private chats of one person with two bots share the id, as on Telegram, but never the key.
    """

    key: str
    id: int
    type: str
    title: str = ""
    username: str = ""
    description: str = ""
    person_id: int = 0
    bot_id: int = 0
    forum: bool = False
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Json] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    keyboards: dict[int, Json] = field(default_factory=dict)
    permissions: Json = field(default_factory=dict)
    invite_links: list[Json] = field(default_factory=list)
    next_message_id: int = 1
    migrated_to: int = 0
    migrated_from: int = 0
    last_bot: int = 0
    started: bool = False

    @property
    def is_private(self) -> bool:
        """Tell whether this is a conversation of one person with one bot."""
        return self.type == PRIVATE

    def as_chat(self) -> Json:
        """Describe a group or channel as the Bot API's Chat."""
        chat: Json = {"id": self.id, "title": self.title, "type": self.type}
        if self.username:
            chat["username"] = self.username
        if self.forum:
            chat["is_forum"] = True
        if self.type == GROUP:
            chat["all_members_are_administrators"] = False
        return chat

    def present(self) -> list[int]:
        """Return the ids of those who take part now."""
        return [ident for ident, member in self.members.items() if member.is_present]


@dataclass(slots=True)
class Message:
    """A message: the body is shown to bots as it is and is replaced, never changed in place."""

    body: Json
    sender: int
    by_bot: bool = False
    keyboard: Json | None = None
    deleted: bool = False
    edited: bool = False
    reactions: dict[int, list[Any]] = field(default_factory=dict)

    @property
    def id(self) -> int:
        """Return the number of the message in its chat."""
        return int(self.body["message_id"])
