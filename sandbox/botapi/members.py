"""What a bot that administers a chat does with its members."""

from sandbox.botapi.call import Call
from sandbox.botapi.chats import group_of
from sandbox.botapi.registry import method
from sandbox.errors import bad
from sandbox.membership import SEND_RIGHTS, change_member
from sandbox.model import PRESENT, Chat, Member


@method("banChatMember")
async def ban_chat_member(call: Call) -> bool:
    """Remove somebody and keep them out."""
    chat, who = group_of(call), call.user_id()
    _check_power(call, chat, who, "can_restrict_members")
    change_member(call.services, chat, who, "kicked", call.bot.id, until=call.params.integer("until_date"))
    return True


@method("unbanChatMember")
async def unban_chat_member(call: Call) -> bool:
    """Let somebody come back; who is a member is removed, as on Telegram, unless only_if_banned."""
    chat, who = group_of(call), call.user_id()
    _check_power(call, chat, who, "can_restrict_members")
    status = chat.members.get(who, Member("left")).status
    if status == "kicked" or (status in PRESENT and not call.params.flag("only_if_banned")):
        change_member(call.services, chat, who, "left", call.bot.id)
    return True


@method("restrictChatMember")
async def restrict_chat_member(call: Call) -> bool:
    """Take rights from somebody, or give them back."""
    chat, who = group_of(call), call.user_id()
    _check_power(call, chat, who, "can_restrict_members")
    rights = call.params.object("permissions", "permissions") or {}
    status = "member" if all(rights.get(name, False) for name in SEND_RIGHTS[:10]) else "restricted"
    until = call.params.integer("until_date")
    change_member(call.services, chat, who, status, call.bot.id, rights if status == "restricted" else {}, until)
    return True


@method("promoteChatMember")
async def promote_chat_member(call: Call) -> bool:
    """Make somebody an administrator, or no longer."""
    chat, who = group_of(call), call.user_id()
    _check_power(call, chat, who, "can_promote_members")
    rights = {name: call.params.flag(name) for name in call.params.values if name.startswith("can_")}
    status = "administrator" if any(rights.values()) else "member"
    change_member(call.services, chat, who, status, call.bot.id, rights if any(rights.values()) else {})
    return True


@method("setChatAdministratorCustomTitle")
async def set_chat_administrator_custom_title(call: Call) -> bool:
    """Give an administrator a title of at most 16 characters."""
    chat, who = group_of(call), call.user_id()
    title = call.params.text("custom_title")
    if len(title) > 16:
        raise bad("ADMIN_RANK_INVALID")
    member = chat.members.get(who)
    if member is None or not member.is_admin:
        raise bad("user is not an administrator")
    member.title = title
    call.world.save_chat(chat)
    return True


def _check_power(call: Call, chat: Chat, who: int, right: str) -> None:
    call.need_right(chat, right, "not enough rights to restrict/unrestrict chat member")
    standing = chat.members.get(who, Member("left"))
    if standing.status == "creator":
        raise bad("can't remove chat owner")
    if who == call.bot.id:
        raise bad("can't restrict self")
