"""Our own membership of chats: blocked and let in by people, joined and left groups."""

from sqlalchemy import select

from models.matter import Matter
from models.person import Group, Person
from services.cards import refresh
from services.chats import shut_out
from services.commands import offer_commands
from services.work import Work


def note_shut_out(chat_id: int, work: Work) -> None:
    """Write no more to a chat that removed us, and show those who wait for its answer that it did."""
    for matter_id in sorted(shut_out(work.session, chat_id, None, work.now)):
        refresh(work, work.session.get_one(Matter, matter_id))


def note_let_in(telegram_id: int, work: Work) -> None:
    """Write again to a person who had blocked us."""
    person = work.session.scalar(select(Person).where(Person.telegram_id == telegram_id))
    if person is not None:
        person.blocked_at = None
        offer_commands(work, person)


def note_joined(chat_id: int, title: str, work: Work) -> None:
    """Remember a group we are a member of; what it was bound to before holds again."""
    group = work.session.get(Group, chat_id)
    if group is None:
        work.session.add(Group(chat_id=chat_id, title=title))
    else:
        group.title, group.left_at = title, None
