"""Writing down what became of letters: many at once, in the transaction that takes the next."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any, cast

import structlog
from sqlalchemy import Table, bindparam, case, insert, select, update
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError, PendingRollbackError

from bot.sending.counters import Ended
from bot.sending.leases import LONGEST_WAIT, Leased, drop_outdated
from bot.sending.outcomes import Fate, Outcome, after_unknown
from models.mail import Card, Lane, Letter, LetterState
from models.prepared import Prepared
from models.session import JobSession
from services.chats import move_chat, shut_out
from services.outbox import note_message

MAX_BACKOFF = 60.0
MAX_UNKNOWN = 12
"""Tries of an edit that Telegram's server keeps failing at, before it is set aside for a person to see."""
ERROR_LENGTH = 500
log = structlog.get_logger(__name__)

_letters, _cards = cast(Table, Letter.__table__), cast(Table, Card.__table__)
_state = _letters.c.state.type
_new_state = case(  # who took it since may have sent it too, or be about to
    (_letters.c.attempts > bindparam("tries", type_=_letters.c.attempts.type), bindparam("if_taken", type_=_state)),
    else_=bindparam("new_state", type_=_state))
_sent = Prepared(  # a late second copy makes a maybe-duplicate of what is sent, never the other way round
    update(_letters)
    .where(_letters.c.id == bindparam("the_id"))
    .where(_letters.c.state != LetterState.MAYBE_DUPLICATE, _letters.c.state != bindparam("new_state", type_=_state))
    .values(state=_new_state, message_id=bindparam("made"), sent_at=bindparam("at"),
            lease_until=None, leased_by=None, error=None)
)
_shown = Prepared(
    update(_cards).where(_cards.c.id == bindparam("the_card"))
    .values(message_id=bindparam("made"), medium=bindparam("is_a"))
)


@dataclass(frozen=True)
class Result:
    """A letter's outcome; ``medium`` is what the new message is, ``wait`` the seconds until another try."""

    letter: Leased
    outcome: Outcome
    medium: str = "text"
    wait: float = 0.0


@dataclass
class Tally:
    """What recording changed: how many letters ended how, and matters to show anew."""

    ended: Ended = field(default_factory=Counter)
    matters: set[int] = field(default_factory=set)

    def count(self, state: str, lane: int) -> None:
        """Count a letter that ended."""
        self.ended[state, Lane(lane)] += 1


def backoff(attempts: int) -> float:
    """Return the seconds before the next try after this many: 1, 2, 4 ... 60."""
    return min(MAX_BACKOFF, 2.0 ** min(attempts, 10))


def record(session: JobSession, results: Sequence[Result], now: datetime, business_now: datetime) -> Tally:
    """Write results down; ``now`` is real time."""
    tally = Tally()
    sent = [result for result in results if result.outcome.fate == Fate.SENT]
    others = [result for result in results if result.outcome.fate != Fate.SENT]
    if sent and not _try(session, partial(_record_sent, session, sent, now, tally)):
        for result in sent:
            _try(session, partial(_record_one, session, result, now, tally), result)
    for result in others:
        _try(session, partial(_record_other, session, result, now, business_now, tally), result)
    drop_outdated(session, [result.letter.id for result in others])
    return tally


def _try(session: JobSession, write: Callable[[], None], result: Result | None = None) -> bool:
    """Write in a savepoint: one result that cannot be written must not keep all others from it.

    Its letter stays leased, so that it ends as unknown when the lease does.
    """
    try:
        with session.begin_nested():
            write()
    except (OperationalError, InterfaceError, InternalError, PendingRollbackError):
        raise  # the connection is gone, or the transaction: nothing can be written
    except Exception:
        log.exception("result_not_written", letter=result.letter.id if result else None)
        return False
    return True


# -- success ---------------------------------------------------------------------


def _record_sent(session: JobSession, sent: Sequence[Result], now: datetime, tally: Tally) -> None:
    states = [_sent_state(result.letter, doubtful=result.letter.doubtful) for result in sent]
    _sent.run_each(session, [
        {"the_id": result.letter.id, "new_state": state, "made": _first(result), "at": now,
         "tries": result.letter.attempts + 1, "if_taken": _sent_state(result.letter, doubtful=True)}
        for result, state in zip(sent, states, strict=True)])
    _map_cards(session, [result for result in sent if _is_card(result)], now)
    for result, state in zip(sent, states, strict=True):
        tally.count(state, result.letter.lane)


def _is_card(result: Result) -> bool:
    return bool(result.outcome.message_ids and result.letter.is_new_message and result.letter.card_id is not None)


def _record_one(session: JobSession, result: Result, now: datetime, tally: Tally) -> None:
    """Record one result, taking its message's number from whatever card had it.

    A chat counts its messages anew (it was migrated, or Telegram's stand-in was reset): newer wins.
    """
    if result.letter.is_new_message and result.outcome.message_ids:
        forget = update(Card).where(Card.chat_id == result.letter.chat_id, Card.message_id == _first(result))
        session.execute(forget.values(message_id=None))
    _record_sent(session, [result], now, tally)


def _sent_state(letter: Leased, *, doubtful: bool) -> LetterState:
    return LetterState.MAYBE_DUPLICATE if doubtful and letter.is_new_message else LetterState.SENT


def _first(result: Result) -> int | None:
    return result.outcome.message_ids[0] if result.outcome.message_ids else result.letter.message_id


def _map_cards(session: JobSession, results: Sequence[Result], now: datetime) -> None:
    _shown.run_each(session, [
        {"the_card": result.letter.card_id, "made": _first(result), "is_a": result.medium} for result in results])
    for result in results:
        note_message(session, cast(int, result.letter.card_id), _first(result), result.medium)
        before = result.letter.message_id
        others = [*result.outcome.message_ids[1:], *([before] if before else [])]
        if others:
            _remember(session, result, others, now)


def _remember(session: JobSession, result: Result, message_ids: Sequence[int], now: datetime) -> None:
    """Map further messages of a card (album parts, one replaced by a fresh one) to its matter too."""
    card = session.get(Card, result.letter.card_id)
    if card is None:  # erased with its reader while the letter was under way
        return
    query = select(Card.message_id).where(Card.chat_id == card.chat_id, Card.message_id.in_(message_ids))
    known = set(session.scalars(query))
    same = {"chat_id": card.chat_id, "thread_id": card.thread_id, "matter_id": card.matter_id,
            "view": card.view, "person_id": card.person_id, "living": False, "medium": result.medium,
            "created_at": now}
    new = [same | {"message_id": message} for message in message_ids if message not in known]
    if new:
        session.execute(insert(Card), new)


# -- everything else ---------------------------------------------------------------


def _record_other(session: JobSession, result: Result, now: datetime, business_now: datetime,
                  tally: Tally) -> None:
    letter, outcome = result.letter, result.outcome
    values = _values(result, now)
    if outcome.fate == Fate.FORBIDDEN:
        tally.matters |= shut_out(session, letter.chat_id, letter.card_id, business_now)
    if outcome.fate == Fate.MIGRATED and outcome.new_chat_id is not None:
        move_chat(session, letter.chat_id, outcome.new_chat_id)
    error = (outcome.error or letter.error if outcome.fate == Fate.TOO_FAST else outcome.error) or ""
    session.execute(
        update(Letter)
        .where(Letter.id == letter.id, Letter.state == LetterState.LEASED,
               Letter.attempts == letter.attempts + 1)  # else somebody has taken it since
        .values(lease_until=None, leased_by=None, error=error[:ERROR_LENGTH] or None, **values)
        .execution_options(synchronize_session=False)
    )
    if values["state"] != LetterState.WAITING:
        tally.count(values["state"], letter.lane)


def _values(result: Result, now: datetime) -> dict[str, Any]:
    """Return how the letter goes on, by its fate."""
    letter = result.letter
    seconds = min(result.wait, LONGEST_WAIT.total_seconds())
    soon = {"state": LetterState.WAITING, "ready_at": now + timedelta(seconds=seconds)}
    match result.outcome.fate:
        case Fate.FORBIDDEN:
            return {"state": LetterState.CANCELLED}
        case Fate.DEAD:
            return {"state": LetterState.DEAD}
        case Fate.FRESH:
            return soon | {"method": "send"}
        case Fate.TOO_FAST | Fate.MIGRATED | Fate.UNPAID:
            return soon | {"attempts": letter.attempts}
        case Fate.UNKNOWN:
            return _unknown_values(letter, soon)
    return soon


def _unknown_values(letter: Leased, soon: dict[str, Any]) -> dict[str, Any]:
    method = "send" if letter.is_new_message else letter.method
    state = after_unknown(method, letter.lane, letter.doubtful)
    if state == LetterState.UNKNOWN:
        return {"state": state}
    if method != "send" and letter.attempts + 1 >= MAX_UNKNOWN:
        return {"state": LetterState.DEAD}
    return soon | {"doubtful": method == "send"}
