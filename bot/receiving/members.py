"""Our own membership: who blocked us or let us in, which groups we joined or left."""

from telegram import ChatMemberUpdated
from telegram.constants import ChatMemberStatus, ChatType

from services.membership import note_joined, note_let_in, note_shut_out
from services.work import Work

OUT = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


def note_member(change: ChatMemberUpdated, work: Work) -> None:
    """Take note of what somebody did to our membership of a chat."""
    chat = change.chat
    if change.new_chat_member.status in OUT:
        note_shut_out(chat.id, work)
    elif chat.type == ChatType.PRIVATE:
        note_let_in(chat.id, work)
    else:
        note_joined(chat.id, chat.title or "", work)
