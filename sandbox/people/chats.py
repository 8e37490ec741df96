"""Groups and channels: made, joined, left, turned into supergroups, divided into topics."""

from sandbox.errors import PeopleError
from sandbox.jsontypes import Json
from sandbox.membership import change_member, migrate
from sandbox.model import CHANNEL, GROUP, SUPERGROUP, Chat, Member
from sandbox.people.request import Ask
from sandbox.topics import create_topic
from sandbox.views import chat_view

_STATUSES = ("member", "administrator", "creator", "restricted", "left", "kicked")


async def create_chat(ask: Ask) -> Json:
    """Make a group or channel; the same number again only adds who is missing."""
    ident = ask.integer("id") if ask.body.get("id") is not None else 0
    chat = ask.world.group(ident) if ident else None
    if chat is None:
        chat = _new_chat(ask, ident)
    elif ask.text("title") and not chat.migrated_to:
        chat.title = ask.text("title")
        ask.world.save_chat(chat)
    wanted = dict.fromkeys(_idents(ask, "members"), "member")
    wanted |= dict.fromkeys(_idents(ask, "admins"), "administrator")
    by = _founder(ask, chat, list(wanted))
    for who, status in wanted.items():
        member = chat.members.get(who)
        if member is None or not member.is_present or (status == "administrator" and not member.is_admin):
            change_member(ask.services, chat, who, status, by)
    return chat_view(ask.world, chat)


def _new_chat(ask: Ask, ident: int) -> Chat:
    kind = ask.text("type") or SUPERGROUP
    if kind not in (GROUP, SUPERGROUP, CHANNEL):
        raise PeopleError("type must be group, supergroup or channel.")
    if not ask.text("title"):
        raise PeopleError("title is missing.")
    if ident > 0:
        raise PeopleError("A group's or channel's id is a negative number.")
    forum = bool(ask.body.get("forum"))
    if forum and kind != SUPERGROUP:
        raise PeopleError("Only a supergroup can be a forum.")
    ident = ident or ask.world.new_chat_id(kind)
    chat = Chat(str(ident), ident, kind, ask.text("title")[:128], ask.text("username").lstrip("@"), forum=forum)
    return ask.world.add_chat(chat)


def _idents(ask: Ask, name: str) -> list[int]:
    value = ask.body.get(name) or []
    if not isinstance(value, list):
        raise PeopleError(f"{name} must be a list of numbers.")
    for ident in value:
        if not isinstance(ident, int) or (ident not in ask.world.people and ident not in ask.world.bots):
            raise PeopleError(f"There is nobody with the number {ident}.", 404)
    return value


def _founder(ask: Ask, chat: Chat, wanted: list[int]) -> int:
    """Return who makes the changes; of a new chat the first person becomes its creator."""
    for ident, member in chat.members.items():
        if member.status == "creator":
            return ident
    people = [ident for ident in wanted if ident in ask.world.people]
    if not people:
        return 0
    admins = [ident for ident in _idents(ask, "admins") if ident in ask.world.people]
    founder = (admins or people)[0]
    ask.world.set_member(chat, founder, Member("creator"))
    return founder


async def set_member(ask: Ask) -> Json:
    """Let somebody in or out, or make them an administrator."""
    chat = ask.group()
    who = ask.body.get("person") or ask.body.get("bot")
    if isinstance(who, str) and not who.isdigit():
        who = ask.world.find_by_username(who)
    who = int(who or 0)
    if who not in ask.world.people and who not in ask.world.bots:
        raise PeopleError("Say who: person or bot, the number of somebody who exists.", 404)
    status = ask.text("status") or "member"
    if status not in _STATUSES:
        raise PeopleError(f"status must be one of {', '.join(_STATUSES)}.")
    rights = ask.body.get("rights") or {}
    by = int(ask.body.get("by") or 0) or _somebody(ask, chat, who)
    change_member(ask.services, chat, who, status, by, rights)
    return chat_view(ask.world, chat)


def _somebody(ask: Ask, chat: Chat, who: int) -> int:
    if who in ask.world.people:
        return who
    people = [ident for ident in chat.present() if ident in ask.world.people]
    admins = [ident for ident in people if chat.members[ident].is_admin]
    return (admins or people or [0])[0]


async def migrate_chat(ask: Ask) -> Json:
    """Turn a group into a supergroup with a new number."""
    chat = ask.group()
    if chat.type != GROUP:
        raise PeopleError("Only a group becomes a supergroup.")
    if chat.migrated_to:
        raise PeopleError("This group has become a supergroup already.", 409)
    return chat_view(ask.world, migrate(ask.services, chat))


async def add_topic(ask: Ask) -> Json:
    """Add a topic to a forum."""
    chat = ask.group()
    if not chat.forum:
        raise PeopleError("Only a forum has topics.")
    if not ask.text("name"):
        raise PeopleError("name is missing.")
    by = int(ask.body.get("by") or 0) or _somebody(ask, chat, 0)
    return create_topic(ask.services, chat, by, ask.text("name"))
