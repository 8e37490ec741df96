"""Who belongs to a chat: joining, leaving, rights, and the move to a supergroup."""

from dataclasses import asdict

from sandbox.jsontypes import Json
from sandbox.model import CHANNEL, SUPERGROUP, Chat, Member
from sandbox.services import Services

ADMIN_RIGHTS = (
    "can_manage_chat", "can_change_info", "can_delete_messages", "can_invite_users", "can_restrict_members",
    "can_pin_messages", "can_promote_members", "can_manage_video_chats", "can_post_stories",
    "can_edit_stories", "can_delete_stories", "can_manage_topics", "can_send_welcome_messages",
)  # fmt: skip
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages")
SEND_RIGHTS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_react_to_messages", "can_edit_tag", "can_change_info",
    "can_invite_users", "can_pin_messages", "can_manage_topics",
)  # fmt: skip


def member_json(services: Services, chat: Chat, ident: int) -> Json:
    """Describe somebody's standing as the Bot API's ChatMember."""
    member = chat.members.get(ident, Member("left"))
    described: Json = {"user": services.world.user_json(ident), "status": member.status}
    if member.status == "creator":
        described["is_anonymous"] = False
    elif member.status == "administrator":
        described |= {"can_be_edited": False, "is_anonymous": False}
        names = ADMIN_RIGHTS + (CHANNEL_RIGHTS if chat.type == CHANNEL else ())
        described |= {name: bool(member.rights.get(name, name != "can_promote_members")) for name in names}
    elif member.status == "restricted":
        described |= {"is_member": member.is_present, "until_date": member.until_date}
        described |= {name: bool(member.rights.get(name, False)) for name in SEND_RIGHTS}
    elif member.status == "kicked":
        described["until_date"] = member.until_date
    if member.title and member.is_admin:
        described["custom_title"] = member.title
    return described


def change_member(
    services: Services,
    chat: Chat,
    ident: int,
    status: str,
    by: int,
    rights: Json | None = None,
    until: int = 0,
) -> None:
    """Give somebody another standing; the chat and the bots in it hear of it."""
    old = chat.members.get(ident, Member("left"))
    new = Member(status, old.title, rights or {}, until)
    if asdict(old) == asdict(new) and ident in chat.members:
        return
    before = member_json(services, chat, ident)
    services.world.set_member(chat, ident, new)
    _tell_bots(services, chat, ident, by or ident, before)
    if chat.type != CHANNEL and old.is_present != new.is_present:
        _say(services, chat, ident, by or ident, new.is_present)
    services.posting.emit("member", chat, lambda: {"member": ident, "status": status})


def _tell_bots(services: Services, chat: Chat, ident: int, by: int, before: Json) -> None:
    update = {
        "chat": chat.as_chat(),
        "from": services.world.user_json(by),
        "date": int(services.clock.now()),
        "old_chat_member": before,
        "new_chat_member": member_json(services, chat, ident),
    }
    world = services.world
    if ident in world.bots:
        services.dispatch.put(world.bots[ident], chat.key, "my_chat_member", update)
    for bot_id in [who for who in chat.members if who in world.bots and who != ident]:
        if chat.members[bot_id].is_admin:
            services.dispatch.put(world.bots[bot_id], chat.key, "chat_member", update)


def _say(services: Services, chat: Chat, ident: int, by: int, joined: bool) -> None:
    user = services.world.user_json(ident)
    if joined:
        content: Json = {"new_chat_participant": user, "new_chat_member": user, "new_chat_members": [user]}
    else:
        content = {"left_chat_participant": user, "left_chat_member": user}
    services.posting.post(chat, by, content, by_bot=by in services.world.bots)


def migrate(services: Services, group: Chat) -> Chat:
    """Make a supergroup of a group: a new number, the same people, a farewell in both."""
    world = services.world
    ident = world.new_chat_id(SUPERGROUP)
    chat = Chat(str(ident), ident, SUPERGROUP, group.title, description=group.description)
    chat.members = {who: Member(**asdict(member)) for who, member in group.members.items()}
    chat.permissions = dict(group.permissions)
    chat.migrated_from = group.id
    world.add_chat(chat)
    by = next((who for who, member in group.members.items() if member.status == "creator"), 0)
    by = by or next((who for who in group.present() if who in world.people), 0)
    services.posting.post(group, by, {"migrate_to_chat_id": ident})
    group.migrated_to = ident
    world.save_chat(group)
    services.posting.post(chat, by, {"migrate_from_chat_id": group.id})
    return chat
