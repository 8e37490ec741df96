"""Pinned messages."""

from sandbox.botapi.call import Call
from sandbox.botapi.registry import method
from sandbox.errors import bad
from sandbox.model import Chat, Message
from sandbox.views import message_json

_NO_RIGHTS = "not enough rights to manage pinned messages in the chat"


@method("pinChatMessage")
async def pin_chat_message(call: Call) -> bool:
    """Pin a message and say so in the chat."""
    chat = _pinnable(call)
    message = call.message(chat, "pin")
    if message.id in chat.pinned:
        return True
    chat.pinned.append(message.id)
    call.world.save_chat(chat)
    pinned = {k: v for k, v in message.body.items() if k != "reply_to_message"}
    call.services.posting.post(chat, call.bot.id, {"pinned_message": pinned}, by_bot=True)
    _show(call, chat)
    return True


@method("unpinChatMessage")
async def unpin_chat_message(call: Call) -> bool:
    """Unpin a message, or the newest pinned one."""
    chat = _pinnable(call)
    ident = call.params.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if ident not in chat.pinned:
        raise bad("message to unpin not found")
    chat.pinned.remove(ident)
    call.world.save_chat(chat)
    _show(call, chat)
    return True


@method("unpinAllChatMessages")
async def unpin_all_chat_messages(call: Call) -> bool:
    """Unpin everything."""
    chat = _pinnable(call)
    chat.pinned.clear()
    call.world.save_chat(chat)
    _show(call, chat)
    return True


def newest_pinned(call: Call, chat: Chat) -> Message | None:
    """Return the message at the top of the chat."""
    return call.world.message(chat, chat.pinned[-1]) if chat.pinned else None


def _pinnable(call: Call) -> Chat:
    chat = call.chat()
    if not chat.is_private:
        call.need_right(chat, "can_pin_messages", _NO_RIGHTS)
    return chat


def _show(call: Call, chat: Chat) -> None:
    pinned = newest_pinned(call, chat)
    call.services.posting.emit("pin", chat, lambda: {"pinned": message_json(pinned) if pinned is not None else None})
