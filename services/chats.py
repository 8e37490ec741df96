"""What happens to everything of a chat at once: it got a new id, or shut us out."""

from datetime import datetime

from sqlalchemy import select, text, update

from models.mail import Card, Dialog, Letter, LetterState
from models.matter import Event, Happening
from models.person import Group, Person
from models.session import JobSession
from services.audit import audit_event

Whom = dict[str, object]


def move_chat(session: JobSession, old: int, new: int) -> None:
    """Give a chat its new id everywhere (a group became a supergroup); harmless when that is done already.

    A supergroup numbers its messages anew, so the old numbers would be other messages there: cards forget
    theirs, and the next change of a living one makes a fresh message.
    """
    if old == new:
        return
    _move_group(session, old, new)
    _cancel_edits_of_old_news(session, old)
    moved = {"chat_id": new, "message_id": None, "medium": "text"}
    session.execute(update(Card).where(Card.chat_id == old).values(moved))
    session.execute(update(Letter).where(Letter.chat_id == old).values(chat_id=new))
    _move_dialogs(session, old, new)
    session.flush()


def _move_group(session: JobSession, old: int, new: int) -> None:
    before, after = session.get(Group, old), session.get(Group, new)
    if before is None:
        return
    if after is None:
        before.chat_id = new
        return
    # the new chat was met before the news of the move: the binding goes along, the rest is newer there
    if after.scope is None:
        after.scope, after.scope_code, after.notices = before.scope, before.scope_code, before.notices
        after.bound_by, after.bound_at = before.bound_by, before.bound_at
    session.delete(before)


def _cancel_edits_of_old_news(session: JobSession, chat_id: int) -> None:
    """Cancel waiting edits of messages that change no more: without their message they would be sent as new ones."""
    stale = select(Card.id).where(Card.chat_id == chat_id, Card.living.is_(False), Card.message_id.is_not(None))
    session.execute(
        update(Letter)
        .where(Letter.card_id.in_(stale), Letter.method == "edit", Letter.state == LetterState.WAITING)
        .values(state=LetterState.CANCELLED)
        .execution_options(synchronize_session=False)
    )


def _move_dialogs(session: JobSession, old: int, new: int) -> None:
    query = select(Dialog.user_id, Dialog.thread_id).where(Dialog.chat_id == new)
    known = {(row.user_id, row.thread_id) for row in session.execute(query)}
    for dialog in session.scalars(select(Dialog).where(Dialog.chat_id == old)):
        if (dialog.user_id, dialog.thread_id) in known:
            session.delete(dialog)
        else:
            dialog.chat_id = new


def shut_out(session: JobSession, chat_id: int, card_id: int | None, now: datetime) -> set[int]:
    """Mark a chat that refuses us, cancel what waits for it, tell the timelines of the matters it was about.

    Args:
        session: the transaction.
        chat_id: who refuses us.
        card_id: the card of the letter that was refused.
        now: business time.

    Returns:
        Ids of the matters whose timelines were told.
    """
    person = session.scalar(select(Person).where(Person.telegram_id == chat_id))
    group = session.get(Group, chat_id)
    if person is not None and person.blocked_at is None:
        person.blocked_at = now
    if group is not None and group.left_at is None:
        group.left_at = now
    since = person.blocked_at if person else group.left_at if group else None
    cards = _cancel_waiting(session, chat_id) | ({card_id} if card_id else set())
    query = select(Card.matter_id).where(Card.id.in_(cards), Card.matter_id.is_not(None)).distinct()
    matters = {matter for matter in session.scalars(query) if matter is not None}
    whom: Whom = {"person_id": person.id} if person else {"group": group.title if group else ""}
    return {matter for matter in matters if _tell_once(session, matter, whom, now, since or now)}


def _cancel_waiting(session: JobSession, chat_id: int) -> set[int]:
    cancelled = session.scalars(
        update(Letter)
        .where(Letter.chat_id == chat_id, text("outbox.state IN ('waiting', 'leased')"),
               Letter.state == LetterState.WAITING)
        .values(state=LetterState.CANCELLED)
        .returning(Letter.card_id)
        .execution_options(synchronize_session=False)
    )
    return {card for card in cancelled if card is not None}


def _tell_once(session: JobSession, matter: int, whom: Whom, now: datetime, since: datetime) -> bool:
    query = select(Event).where(Event.matter_id == matter, Event.what == Happening.BLOCKED, Event.at >= since)
    if any(event.data == whom for event in session.scalars(query)):
        return False
    event = Event(matter_id=matter, at=now, what=Happening.BLOCKED, data=whom)
    session.add(event)
    session.flush()
    audit_event(session, event)
    return True
