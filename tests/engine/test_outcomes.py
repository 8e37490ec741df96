"""What Telegram answers is read as what to do next; "perhaps" is never mistaken for "it did not arrive"."""

from typing import Any

import pytest
from telegram.error import NetworkError, TimedOut

from bot.sending.outcomes import Fate, Outcome, after_unknown, read_answer, read_error
from bot.wire.calls import Answer
from bot.wire.transport import ConnectFailed, ConnectTimedOut
from models.mail import Lane, LetterState


def refused(status: int, words: str, **parameters: Any) -> Answer:
    """Telegram said no."""
    return Answer(status, {"ok": False, "error_code": status, "description": words, "parameters": parameters})


def test_a_success_names_the_message_it_made() -> None:
    outcome = read_answer("send", Answer(200, {"ok": True, "result": {"message_id": 7, "chat": {}}}))

    assert outcome == Outcome(Fate.SENT, (7,))


def test_an_album_names_all_its_messages() -> None:
    answer = Answer(200, {"ok": True, "result": [{"message_id": 7}, {"message_id": 8}]})

    assert read_answer("send", answer).message_ids == (7, 8)


def test_a_deletion_succeeds_without_a_message() -> None:
    assert read_answer("delete", Answer(200, {"ok": True, "result": True})) == Outcome(Fate.SENT)


@pytest.mark.parametrize(("method", "status", "words", "fate"), [
    ("edit", 400, "Bad Request: message is not modified: new content is the same", Fate.SENT),
    ("edit", 400, "Bad Request: message to edit not found", Fate.FRESH),
    ("edit", 400, "Bad Request: message can't be edited", Fate.FRESH),
    ("edit", 400, "Bad Request: MESSAGE_ID_INVALID", Fate.FRESH),
    ("delete", 400, "Bad Request: message to delete not found", Fate.SENT),
    ("delete", 400, "Bad Request: message can't be deleted for everyone", Fate.DEAD),
    ("send", 400, "Bad Request: can't parse entities: Unsupported start tag", Fate.PLAIN),
    ("send", 400, "Bad Request: message thread not found", Fate.GENERAL),
    ("send", 400, "Bad Request: TOPIC_CLOSED", Fate.GENERAL),
    ("send", 400, "Bad Request: chat not found", Fate.DEAD),
    ("send", 413, "Request Entity Too Large", Fate.DEAD),
    ("send", 403, "Forbidden: bot was blocked by the user", Fate.FORBIDDEN),
    ("send", 403, "Forbidden: bot was kicked from the group chat", Fate.FORBIDDEN),
    ("send", 500, "Internal Server Error", Fate.UNKNOWN),
    ("send", 502, "Bad Gateway", Fate.UNKNOWN),
    ("send", 401, "Unauthorized", Fate.RETRY),
    ("send", 404, "Not Found", Fate.RETRY),
])
def test_every_refusal_has_its_fate(method: str, status: int, words: str, fate: Fate) -> None:
    assert read_answer(method, refused(status, words)).fate == fate


@pytest.mark.parametrize("body", [
    {}, {"ok": True}, {"ok": True, "result": "yes"}, {"ok": True, "result": [{"message": {}}]}, {"ok": "no"},
    {"ok": False, "description": 7, "parameters": [1]},
])
def test_an_answer_that_is_not_telegrams_says_nothing_about_a_message(body: dict[str, Any]) -> None:
    assert read_answer("send", Answer(200, body)).fate == Fate.UNKNOWN


def test_a_refusal_that_a_proxy_calls_a_success_is_read_by_its_own_code() -> None:
    body = {"ok": False, "error_code": 429, "description": "Too Many Requests", "parameters": {"retry_after": "x"}}

    assert read_answer("send", Answer(200, body)).retry_after == 1


def test_a_429_says_how_long() -> None:
    outcome = read_answer("send", refused(429, "Too Many Requests: retry after 12", retry_after=12))

    assert (outcome.fate, outcome.retry_after) == (Fate.TOO_FAST, 12.0)


def test_a_429_without_a_time_waits_a_second() -> None:
    assert read_answer("send", refused(429, "Too Many Requests")).retry_after == 1.0


def test_a_migrated_group_names_its_new_id() -> None:
    words = "Bad Request: group chat was upgraded to a supergroup chat"
    answer = refused(400, words, migrate_to_chat_id=-1005)

    outcome = read_answer("send", answer)

    assert (outcome.fate, outcome.new_chat_id) == (Fate.MIGRATED, -1005)


def test_a_garbled_success_may_have_arrived() -> None:
    assert read_answer("send", Answer(200, None)).fate == Fate.UNKNOWN


@pytest.mark.parametrize(("error", "fate"), [
    (ConnectFailed("no"), Fate.RETRY),
    (ConnectTimedOut("no"), Fate.RETRY),
    (TimedOut("no answer"), Fate.UNKNOWN),
    (NetworkError("broken"), Fate.UNKNOWN),
])
def test_a_failed_call_is_not_sent_only_when_no_connection_came_about(error: Exception, fate: Fate) -> None:
    assert read_error(error).fate == fate


def test_no_error_keeps_a_token() -> None:
    outcome = read_error(NetworkError("POST /bot123456:AAaaBBbbCCccDDddEEeeFFffGGggHHhhIIi/sendMessage"))

    assert outcome.error == "POST /bot<token>/sendMessage"


@pytest.mark.parametrize(("method", "lane", "doubtful", "state"), [
    ("edit", Lane.BROADCAST, False, LetterState.WAITING),
    ("delete", Lane.NOTICE, True, LetterState.WAITING),
    ("send", Lane.INTERACTIVE, False, LetterState.WAITING),
    ("send", Lane.NOTICE, False, LetterState.WAITING),
    ("send", Lane.INTERACTIVE, True, LetterState.UNKNOWN),
    ("send", Lane.BROADCAST, False, LetterState.UNKNOWN),
    ("send", Lane.PAID, False, LetterState.UNKNOWN),
])
def test_an_unknown_send_goes_once_more_but_never_a_broadcast(
    method: str, lane: Lane, doubtful: bool, state: LetterState
) -> None:
    assert after_unknown(method, lane, doubtful) == state
