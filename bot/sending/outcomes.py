"""What became of a call: the one place that reads Telegram's answers to what we send."""

from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import Any

from bot.wire.calls import Answer
from bot.wire.redact import redact
from bot.wire.transport import NotSent
from models.mail import Lane, LetterState


class Fate(StrEnum):
    """What to do about a letter after one call."""

    SENT = "sent"
    RETRY = "retry"
    """It never arrived: send it again later."""
    UNKNOWN = "unknown"
    """It may have arrived."""
    TOO_FAST = "too_fast"
    FORBIDDEN = "forbidden"
    MIGRATED = "migrated"
    FRESH = "fresh"
    """The message to change is gone: send a new one in its place."""
    PLAIN = "plain"
    """Telegram cannot parse our markup: send the bare words at once."""
    GENERAL = "general"
    """The topic is gone or closed: send it to General at once."""
    UNPAID = "unpaid"
    """Telegram takes no payment for it: send it free of charge."""
    DEAD = "dead"


@dataclass(frozen=True)
class Outcome:
    """A fate and what came with it; ``message_ids`` are the messages made (several for an album)."""

    fate: Fate
    message_ids: tuple[int, ...] = ()
    retry_after: float = 0.0
    new_chat_id: int | None = None
    error: str | None = None


NOT_MODIFIED = "message is not modified"
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid",
        "there is no caption in the message", "there is no text in the message")
DELETED = ("message to delete not found", "message identifier is not specified")
UNPARSED = ("can't parse entities", "can't parse message text", "can't parse caption")
NO_TOPIC = ("message thread not found", "topic_closed", "topic_deleted", "topic_id_invalid", "topic closed")
NO_PAYMENT = ("balance_too_low", "not enough stars", "paid_broadcast", "paid broadcast")
REFUSED = f"{HTTPStatus.TOO_MANY_REQUESTS.value}: "
"""How the error of a letter begins whose chat Telegram lets wait."""
OURS = (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT)
"""The token or the address is wrong: that is the installation's fault, not the letter's, so letters wait."""


def read_answer(method: str, answer: Answer) -> Outcome:
    """Return what an answer means for a letter (``method``: send, edit or delete)."""
    body = answer.body or {}
    made = _message_ids(body.get("result"))
    if body.get("ok") is True and (made or method != "send"):
        return Outcome(Fate.SENT, made)
    status = _status(answer, body)
    if body.get("ok") is not False or not HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return Outcome(Fate.UNKNOWN, error=f"{answer.status}: {_description(body)}")
    return _read_refusal(method, status, body)


def read_error(error: Exception) -> Outcome:
    """Return what a failed call means: never sent, or perhaps."""
    words = redact(str(error) or type(error).__name__)
    return Outcome(Fate.RETRY if isinstance(error, NotSent) else Fate.UNKNOWN, error=words)


def _read_refusal(method: str, status: int, body: dict[str, Any]) -> Outcome:
    words = _description(body)
    error = f"{status}: {words}"
    if new_chat := _parameter(body, "migrate_to_chat_id"):
        return Outcome(Fate.MIGRATED, new_chat_id=new_chat, error=error)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return Outcome(Fate.TOO_FAST, retry_after=_parameter(body, "retry_after") or 1, error=error)
    if any(sign in words.lower() for sign in NO_PAYMENT):
        return Outcome(Fate.UNPAID, error=error)
    if status == HTTPStatus.FORBIDDEN:
        return Outcome(Fate.FORBIDDEN, error=error)
    if status in OURS:
        return Outcome(Fate.RETRY, error=error)
    return Outcome(_bad_request(method, words.lower()), error=error)


def _bad_request(method: str, words: str) -> Fate:
    if NOT_MODIFIED in words or (method == "delete" and any(sign in words for sign in DELETED)):
        return Fate.SENT
    if method == "edit" and any(sign in words for sign in GONE):
        return Fate.FRESH
    if any(sign in words for sign in UNPARSED):
        return Fate.PLAIN
    return Fate.GENERAL if any(sign in words for sign in NO_TOPIC) else Fate.DEAD


def after_unknown(method: str, lane: int, doubtful: bool) -> LetterState:
    """Return how a letter goes on when nobody knows whether it arrived.

    Changing or deleting twice does no harm; answers and notices go once more, marked; a broadcast does not.
    """
    if method != "send":
        return LetterState.WAITING
    may_repeat = lane in (Lane.INTERACTIVE, Lane.NOTICE) and not doubtful
    return LetterState.WAITING if may_repeat else LetterState.UNKNOWN


def _status(answer: Answer, body: dict[str, Any]) -> int:
    """Return the answer's status; a proxy on the way may have made 200 of it."""
    code = body.get("error_code")
    return code if answer.status < HTTPStatus.BAD_REQUEST and isinstance(code, int) else answer.status


def _parameter(body: dict[str, Any], name: str) -> int | None:
    parameters = body.get("parameters")
    value = parameters.get(name) if isinstance(parameters, dict) else None
    return value if isinstance(value, int) else None


def _description(body: dict[str, Any]) -> str:
    return redact(str(body.get("description") or "no readable answer"))


def _message_ids(result: Any) -> tuple[int, ...]:
    items = result if isinstance(result, list) else [result]
    found = [item.get("message_id") for item in items if isinstance(item, dict)]
    return tuple(message_id for message_id in found if isinstance(message_id, int))
