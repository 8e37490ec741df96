"""One update, one job: who acts, which handler, what it does, and "done", all of it or nothing."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.receiving.inbox import Failure, Parcel, mark_done, note_failure
from bot.receiving.opening import open_update
from bot.receiving.people import enter
from handlers.incoming import Incoming
from handlers.talk import Talk, Toast
from models.matter import Matter
from models.refusals import Refusal
from services.cards import VIEWS
from services.work import Work
from texts.catalog import DEFAULT
from texts.engine import Apology, SlowDown, SpeakAsYourself, StaleButton
from texts.message import Text
from texts.press import StalePress
from texts.refusal import text_of
from texts.screen import Screen

Act = Callable[[], None]
Pick = Callable[[Talk], Act | None]
"""Finds what a handler shall do about a talk; None when nobody answers it."""


class Behind(Exception):
    """This update is not for us now: settled already, or its lane is busy or further behind."""


class Nobody(Exception):
    """A hidden sender tried what only a person may do."""


@dataclass(frozen=True)
class Refused:
    """Why nothing was done: a Refusal, StalePress or Nobody.

    ``is_late``: the press was answered already, so that words must come as a message.
    """

    why: Exception
    is_late: bool = False


@dataclass(frozen=True)
class Answered:
    """What the person shall see over the chat after a press, and in which language."""

    toast: Toast
    language: str


def answer(work: Work, parcel: Parcel, incoming: Incoming, pick: Pick) -> Answered:
    """Handle an update and mark it done.

    Raises:
        Behind: it is not for us; nothing was changed.
        Nobody: a hidden sender needs to show themselves; nothing was changed.
    """
    talk = _talk(work, parcel, incoming)
    try:
        act = pick(talk)
        if act is not None:
            act()
    except LookupError as error:
        if work.actor is None:
            raise Nobody from error
        raise
    return _answered(talk)


def tell(work: Work, parcel: Parcel, incoming: Incoming, refused: Refused) -> Answered:
    """Tell why nothing was done and mark the update done; runs after the handler's own work was undone."""
    talk = _talk(work, parcel, incoming)
    if isinstance(refused.why, StalePress):
        _freshen(talk)
    _say(talk, _words(refused.why), is_late=refused.is_late)
    return _answered(talk)


def give_up(work: Work, parcel: Parcel, incoming: Incoming | None, failure: Failure) -> float | None:
    """Count a failed try; at the last one set the update aside and tell the person, kindly and once.

    Returns:
        Seconds until the next try, None when there is none.
    """
    pause = note_failure(work.session, parcel, work.outbox.real_now, failure)
    if pause is None and incoming is not None and (incoming.is_private or incoming.press is not None):
        enter(work, incoming)
        _say(Talk(work, incoming), Apology(), is_late=True)
    return pause


def explain_brake(work: Work, incoming: Incoming, limit: int) -> None:
    """Tell why messages are read more slowly."""
    enter(work, incoming)
    Talk(work, incoming).reply(Screen(SlowDown(limit)))


def settle(work: Work, parcel: Parcel) -> None:
    """Mark an update done that nobody answers.

    Raises:
        Behind: it is not for us.
    """
    if not mark_done(work.session, parcel, work.outbox.real_now):
        raise Behind


def _talk(work: Work, parcel: Parcel, incoming: Incoming) -> Talk:
    spoken_of = incoming.message_id if incoming.press is not None else incoming.reply_to
    if not open_update(work.session, parcel, incoming, spoken_of, work.outbox.real_now):
        raise Behind
    enter(work, incoming)
    talk = Talk(work, incoming)
    talk.card = talk.find_card(spoken_of)
    return talk


def _answered(talk: Talk) -> Answered:
    actor = talk.work.actor
    return Answered(talk.toast, actor.language if actor else DEFAULT)


def _words(why: Exception) -> Text:
    if isinstance(why, Refusal):
        return text_of(why)
    return StaleButton() if isinstance(why, StalePress) else SpeakAsYourself()


def _say(talk: Talk, text: Text, *, is_late: bool) -> None:
    if talk.incoming.press is None or (is_late and talk.incoming.is_private):
        talk.reply(Screen(text))
    else:
        talk.say(text, alert=True)


def _freshen(talk: Talk) -> None:
    """Show the pressed card as it is now, even when it looks unchanged to us."""
    card, session = talk.card, talk.work.session
    matter = session.get(Matter, card.matter_id) if card is not None and card.matter_id is not None else None
    if card is None or matter is None or card.view not in VIEWS:
        return
    card.shown = None
    talk.work.outbox.edit(card, VIEWS[card.view](talk.work, matter, card), language=talk.here.language)
