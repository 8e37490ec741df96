"""Taking messages back: one, or up to a hundred."""

from sandbox.botapi.call import Call
from sandbox.botapi.registry import method
from sandbox.delivery.visibility import is_service
from sandbox.errors import bad
from sandbox.model import Chat, Message

LIFETIME = 48 * 3600
MOST = 100
_CREATED = ("supergroup_chat_created", "channel_chat_created", "forum_topic_created")


@method("deleteMessage")
async def delete_message(call: Call) -> bool:
    """Delete a message younger than 48 hours."""
    chat = call.chat()
    message = call.message(chat, "delete")
    if not _may_delete(call, chat, message):
        raise bad("message can't be deleted")
    call.services.posting.delete(chat, [message])
    return True


@method("deleteMessages")
async def delete_messages(call: Call) -> bool:
    """Delete up to a hundred messages; those that are not there are skipped."""
    chat = call.chat()
    idents = read_idents(call)
    messages = [message for ident in idents if (message := call.world.message(chat, ident))]
    if not all(_may_delete(call, chat, message) for message in messages):
        raise bad("message can't be deleted")
    call.services.posting.delete(chat, messages)
    return True


def read_idents(call: Call) -> list[int]:
    """Read `message_ids`: 1 to 100 numbers."""
    idents = call.params.array("message_ids", "message identifiers")
    if not idents:
        raise bad("message identifiers are not specified")
    if len(idents) > MOST:
        raise bad("too many message identifiers specified")
    try:
        return [int(ident) for ident in idents]
    except (TypeError, ValueError):
        raise bad("message identifier is not specified") from None


def _may_delete(call: Call, chat: Chat, message: Message) -> bool:
    member = chat.members[call.bot.id]
    may_others = member.is_admin and member.rights.get("can_delete_messages", True)
    if may_others and not chat.is_private:
        return True
    age = call.services.clock.now() - message.body["date"]
    if age > LIFETIME or any(name in message.body for name in _CREATED):
        return False
    if message.sender == call.bot.id:
        return True
    return chat.is_private and not is_service(message.body)
