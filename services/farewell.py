"""The last word to somebody erased: their chat is known until it is said, and no longer."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from models.mail import Card, Due, Letter
from services.due import due, plan
from services.erasure import UNDER_WAY, delete_chat
from services.work import Work

LOOK_AGAIN = timedelta(minutes=1)
GIVE_UP = timedelta(days=1)
KIND = "farewell"


def plan_farewell(work: Work, card: Card) -> None:
    """Forget a card's chat once everything waiting for it was said."""
    _plan(work, {"card": card.id, "until": (work.now + GIVE_UP).timestamp(), "round": 0})


@due(KIND)
def forget_chat(work: Work, item: Due) -> None:
    """Delete the last card of a chat and its letters, once they were sent or a day has passed."""
    card = work.session.get(Card, item.data["card"])
    if card is None:
        return
    waits = select(Letter.id).where(Letter.card_id == card.id, Letter.state.in_(UNDER_WAY)).limit(1)
    if work.session.scalar(waits) is not None and work.now.timestamp() < item.data["until"]:
        _again(work, item)
    else:
        delete_chat(work, card.chat_id)


def _again(work: Work, item: Due) -> None:
    _plan(work, item.data | {"round": item.data["round"] + 1})


def _plan(work: Work, data: dict[str, Any]) -> None:
    # a card's number may be given again: the moment tells them apart
    ref = f"{KIND}:{data['card']}"
    plan(work, KIND, ref, work.now + LOOK_AGAIN, f"{ref}:{data['until']}:{data['round']}", **data)
