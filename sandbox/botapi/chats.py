"""What a bot may ask and change about a chat as a whole."""

import secrets

from sandbox.botapi.call import Call
from sandbox.botapi.pins import newest_pinned
from sandbox.botapi.registry import method
from sandbox.errors import bad
from sandbox.jsontypes import Json
from sandbox.membership import SEND_RIGHTS, change_member, member_json
from sandbox.model import Chat

_REACTIONS = 11


@method("getChat")
async def get_chat(call: Call) -> Json:
    """Return everything about a chat."""
    chat = call.chat()
    info: Json = {
        **call.world.chat_json(chat),
        "accent_color_id": chat.id % 7,
        "max_reaction_count": _REACTIONS,
    }
    info["accepted_gift_types"] = dict.fromkeys(_GIFTS, False)
    if chat.description:
        info["description"] = chat.description
    if not chat.is_private:
        info["permissions"] = {name: chat.permissions.get(name, True) for name in SEND_RIGHTS}
    if chat.invite_links:
        info["invite_link"] = chat.invite_links[0]["invite_link"]
    pinned = newest_pinned(call, chat)
    return info if pinned is None else {**info, "pinned_message": pinned.body}


_GIFTS = (
    "unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels",
)  # fmt: skip


@method("getChatMember")
async def get_chat_member(call: Call) -> Json:
    """Return somebody's standing in a chat."""
    chat = call.chat()
    return member_json(call.services, chat, call.user_id())


@method("getChatAdministrators")
async def get_chat_administrators(call: Call) -> list[Json]:
    """Return the administrators, without other bots."""
    chat = call.chat()
    if chat.is_private:
        raise bad("there are no administrators in the private chat")
    others = call.world.bots.keys() - {call.bot.id}
    admins = [ident for ident, member in chat.members.items() if member.is_admin and ident not in others]
    return [member_json(call.services, chat, ident) for ident in admins]


@method("getChatMemberCount")
async def get_chat_member_count(call: Call) -> int:
    """Count who takes part."""
    return len(call.chat().present())


@method("leaveChat")
async def leave_chat(call: Call) -> bool:
    """Leave a group."""
    chat = group_of(call)
    change_member(call.services, chat, call.bot.id, "left", call.bot.id)
    return True


@method("setChatPermissions")
async def set_chat_permissions(call: Call) -> bool:
    """Say what members may do."""
    chat = group_of(call)
    call.need_right(chat, "can_restrict_members", "not enough rights to change chat permissions")
    chat.permissions = call.params.object("permissions", "permissions") or {}
    call.world.save_chat(chat)
    return True


@method("setChatTitle")
async def set_chat_title(call: Call) -> bool:
    """Rename a chat."""
    chat, title = group_of(call), call.params.text("title").strip()
    call.need_right(chat, "can_change_info", "not enough rights to change chat title")
    if not title:
        raise bad("CHAT_TITLE_EMPTY")
    chat.title = title[:128]
    call.world.save_chat(chat)
    call.services.posting.post(chat, call.bot.id, {"new_chat_title": chat.title}, by_bot=True)
    return True


@method("setChatDescription")
async def set_chat_description(call: Call) -> bool:
    """Describe a chat."""
    chat, description = group_of(call), call.params.text("description")
    call.need_right(chat, "can_change_info", "not enough rights to set chat description")
    if len(description) > 255:
        raise bad("chat description is too long")
    if description == chat.description:
        raise bad("chat description is not modified")
    chat.description = description
    call.world.save_chat(chat)
    return True


@method("exportChatInviteLink")
async def export_chat_invite_link(call: Call) -> str:
    """Make the chat's main invitation."""
    return str(_new_link(call, primary=True)["invite_link"])


@method("createChatInviteLink")
async def create_chat_invite_link(call: Call) -> Json:
    """Make another invitation."""
    return _new_link(call, primary=False)


@method("revokeChatInviteLink")
async def revoke_chat_invite_link(call: Call) -> Json:
    """End an invitation."""
    chat = group_of(call)
    for link in chat.invite_links:
        if link["invite_link"] == call.params.text("invite_link"):
            link["is_revoked"] = True
            call.world.save_chat(chat)
            return link
    raise bad("INVITE_HASH_EXPIRED")


def _new_link(call: Call, primary: bool) -> Json:
    chat = group_of(call)
    call.need_right(chat, "can_invite_users", "not enough rights to manage chat invite link")
    link: Json = {
        "invite_link": f"https://t.me/+{secrets.token_urlsafe(12)}",
        "creator": call.bot.as_user(),
        "creates_join_request": call.params.flag("creates_join_request"),
        "is_primary": primary,
        "is_revoked": False,
    }
    if call.params.has("name"):
        link["name"] = call.params.text("name")[:32]
    chat.invite_links.insert(0 if primary else len(chat.invite_links), link)
    call.world.save_chat(chat)
    return link


def group_of(call: Call) -> Chat:
    """Find the chat and refuse a private one."""
    chat = call.chat()
    if chat.is_private:
        raise bad("method is available only for supergroups and channels")
    return chat
