"""Drafts that nobody finishes: forgotten after the days the policy sets."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from models.lifecycle import Status
from models.mail import Card, Due
from models.matter import Attachment, Event, Matter
from models.session import UNSEEN
from models.walk_in import WalkIn
from services.cards import language_of_card, living_cards
from services.due import due, plan, plan_new, postpone
from services.media import delete_files
from services.work import Work
from texts.follow_up import DraftExpired
from texts.screen import Screen


def plan_first_expiry(work: Work, draft: Matter) -> None:
    """Forget the draft once it was left alone for the policy's days."""
    plan_new(work, "draft", f"matter:{draft.id}", _expiry(work), _key(draft), matter=draft.id)


def plan_expiry(work: Work, draft: Matter) -> None:
    """Let the draft's days start anew, because it is gone on with."""
    if not postpone(work, _key(draft), _expiry(work)):
        plan(work, "draft", f"matter:{draft.id}", _expiry(work), _key(draft), matter=draft.id)


def _expiry(work: Work) -> datetime:
    return work.now + timedelta(days=work.house.policy.limits.draft_expiry_days)


def delete_draft(work: Work, draft: Matter) -> None:
    """Delete a draft and everything that hangs on it; its messages stay and map to nothing."""
    session = work.session
    for card in session.scalars(select(Card).where(Card.matter_id == draft.id)):
        card.matter_id, card.living = None, False
    delete_files(work, session.scalars(select(Attachment).where(Attachment.matter_id == draft.id)).all())
    session.execute(delete(Event).where(Event.matter_id == draft.id), execution_options=UNSEEN)
    session.execute(delete(WalkIn).where(WalkIn.matter_id == draft.id), execution_options=UNSEEN)
    session.delete(draft)
    session.flush()


@due("draft")
def expire(work: Work, due: Due) -> None:
    """Forget a draft that was left alone, and say so where it stood."""
    draft = work.session.get(Matter, due.data["matter"])
    if draft is None or draft.status != Status.DRAFT:
        return
    days = work.house.policy.limits.draft_expiry_days
    for card in living_cards(work, draft):
        work.outbox.edit(card, Screen(DraftExpired(days)), language=language_of_card(work, card))
    delete_draft(work, draft)


def _key(draft: Matter) -> str:
    # SQLite gives the number of a deleted draft to the next one
    return f"draft:{draft.id}:{draft.created_at:%Y%m%d%H%M%S%f}:{draft.handle}"
