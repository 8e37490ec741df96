"""The ways in: nothing is confirmed before it is committed, nothing is taken from strangers."""

import asyncio
import inspect
from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import func, select
from telegram.error import NetworkError, TimedOut

from bot.nursery import Nursery
from bot.receiving.inbox import Inbox, Parcel, Raw
from bot.receiving.intake import open_webhook
from bot.receiving.polling import IDLE_SECONDS, PAUSES, Polling
from bot.receiving.webhook import BODY_LIMIT, HEADER, Webhook
from bot.storage.store import DatabaseDown
from bot.wire.calls import Answer
from config.settings import load
from models.mail import InboxUpdate
from tests.engine.small import counted
from tests.harness import Town

SECRET = "only-telegram-knows"
FROM_TELEGRAM = {HEADER: SECRET, "Content-Type": "application/json"}
Client = TestClient[web.Request, web.Application]


class DownInbox(Inbox):
    """An inbox whose database is away."""

    async def accept(self, updates: Any) -> list[Parcel]:
        raise DatabaseDown


def command(number: int) -> Raw:
    entity = {"type": "bot_command", "offset": 0, "length": 6}
    chat = {"id": 5, "type": "private", "first_name": "李梅"}
    message = {"message_id": number, "date": 1, "chat": chat, "text": "/count", "entities": [entity],
               "from": {"id": 5, "is_bot": False, "first_name": "李梅"}}
    return {"update_id": number, "message": message}


async def stored(town: Town) -> int:
    return await town.read(lambda session: session.scalar(select(func.count(InboxUpdate.id)))) or 0


@pytest.fixture
def webhook(town: Town) -> Webhook:
    return Webhook(town.inbox, town.lanes, SECRET)


@pytest.fixture
async def client(webhook: Webhook) -> AsyncIterator[Client]:
    app = web.Application(client_max_size=BODY_LIMIT)
    webhook.add_to(app, "/telegram")
    async with TestClient(TestServer(app)) as client:
        yield client


# -- webhook --------------------------------------------------------------------------------


async def test_a_posted_update_is_committed_when_200_is_said_and_then_answered(town: Town, client: Client) -> None:
    answer = await client.post("/telegram", json=command(1), headers={HEADER: SECRET})
    committed = await stored(town)
    await town.settle()

    assert (answer.status, committed) == (200, 1)
    assert [counted(sent) for sent in town.sent_to(5)] == [1]


async def test_telegrams_repetition_is_taken_and_handled_once(town: Town, client: Client) -> None:
    answers = [await client.post("/telegram", json=command(1), headers={HEADER: SECRET}) for _ in range(3)]
    await town.settle()

    assert [answer.status for answer in answers] == [200] * 3
    assert len(town.sent_to(5)) == 1


@pytest.mark.parametrize("headers", [{}, {HEADER: ""}, {HEADER: "wrong"}, {HEADER: SECRET + "x"}])
async def test_a_stranger_is_refused_and_leaves_nothing(town: Town, client: Client, headers: dict[str, str]) -> None:
    answer = await client.post("/telegram", json=command(1), headers=headers)

    assert answer.status == 403
    assert await stored(town) == 0


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"{}", b'{"update_id": "1"}', b'{"update_id": true}', b"\xff\xfe",
                                  b'{"update_id": 9223372036854775808}', b'{"update_id": -1}'])
async def test_what_is_no_update_is_refused(town: Town, client: Client, body: bytes) -> None:
    answer = await client.post("/telegram", data=body, headers=FROM_TELEGRAM)

    assert answer.status == 400
    assert await stored(town) == 0


@pytest.mark.parametrize("is_chunked", [False, True])
async def test_a_body_without_end_is_refused(town: Town, client: Client, is_chunked: bool) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(3):
            yield b" " * (BODY_LIMIT // 2)

    data: Any = chunks() if is_chunked else BytesIO(b" " * (BODY_LIMIT + 1))
    answer = await client.post("/telegram", data=data, headers=FROM_TELEGRAM)

    assert answer.status == 413
    assert await stored(town) == 0


async def first_line_for(client: Client, rest_of_head: bytes) -> bytes:
    """Return the answer's first line to a post whose body never comes whole."""
    reader, writer = await asyncio.open_connection(client.host, client.port)
    writer.write(b"POST /telegram HTTP/1.1\r\nHost: x\r\n" + rest_of_head)
    line = await asyncio.wait_for(reader.readline(), 5)
    writer.close()
    return line


async def test_a_stranger_is_refused_before_the_body_is_read(client: Client) -> None:
    head = f"{HEADER}: wrong\r\nContent-Length: 900000\r\n\r\n".encode()

    assert (await first_line_for(client, head + b"{")).startswith(b"HTTP/1.1 403")


async def test_a_secret_of_strange_bytes_is_refused_like_any_other(client: Client) -> None:
    head = f"Content-Length: 0\r\n{HEADER}: ".encode() + b"\xff\xfe\r\n\r\n"

    assert (await first_line_for(client, head)).startswith(b"HTTP/1.1 403")


async def test_only_json_is_taken(town: Town, client: Client) -> None:
    headers = FROM_TELEGRAM | {"Content-Type": "text/plain"}

    answer = await client.post("/telegram", data=b'{"update_id": 1}', headers=headers)

    assert answer.status == 415
    assert await stored(town) == 0


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"])
async def test_only_posts_are_taken(town: Town, client: Client, method: str) -> None:
    answer = await client.request(method, "/telegram", headers=FROM_TELEGRAM)

    assert answer.status == 405
    assert await stored(town) == 0


def test_secrets_are_compared_in_constant_time() -> None:
    source = inspect.getsource(Webhook)

    assert "compare_digest(" in source
    assert "== self._secret" not in source


async def test_a_typed_escape_is_no_nul_and_stops_nobody(town: Town) -> None:
    """Four backslash letters that look like JSON's NUL once broke the whole batch, again and again."""
    raw = command(1)
    raw["message"]["text"] = "/count \\u0000 and \0 NUL"
    raw["message"]["from"]["first_name"] = "\\u0000\0"

    [parcel] = await town.inbox.accept([raw])

    assert parcel.raw["message"]["text"] == "/count \\u0000 and  NUL"
    assert parcel.raw["message"]["from"]["first_name"] == "\\u0000"


async def test_while_the_database_is_away_telegram_is_asked_to_come_back(town: Town) -> None:
    app = web.Application()
    Webhook(DownInbox(town.store, 7), town.lanes, SECRET).add_to(app, "/telegram")
    async with TestClient(TestServer(app)) as client:
        answer = await client.post("/telegram", json=command(1), headers={HEADER: SECRET})

    assert (answer.status, answer.headers["Retry-After"]) == (503, "5")


async def test_a_closing_program_takes_nothing_more(town: Town, client: Client, webhook: Webhook) -> None:
    webhook.close()

    answer = await client.post("/telegram", json=command(1), headers={HEADER: SECRET})

    assert answer.status == 503
    assert await stored(town) == 0


def test_a_webhook_without_a_secret_is_refused(town: Town) -> None:
    with pytest.raises(ValueError, match="secret"):
        Webhook(town.inbox, town.lanes, "")


class Deaf:
    """A Bot whose Telegram is away the first times."""

    def __init__(self, failures: int) -> None:
        self.failures = failures
        self.told: list[str] = []

    async def set_webhook(self, url: str, **_: Any) -> None:
        self.told.append(url)
        if len(self.told) <= self.failures:
            raise NetworkError("away")


async def test_a_webhook_is_set_as_soon_as_telegram_hears_us(
        webhook: Webhook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.receiving.intake.PAUSES", (0.0,))
    bot, nursery = Deaf(failures=3), Nursery()
    settings = load(bot_token="7:x", mode="webhook", webhook_url="https://a.example/t", webhook_secret=SECRET)

    close = await open_webhook(bot, webhook, settings, nursery)  # type: ignore[arg-type]
    await nursery.idle()
    await close()

    assert bot.told == ["https://a.example/t"] * 4


# -- polling --------------------------------------------------------------------------------


async def test_an_offset_confirms_only_what_is_committed(town: Town) -> None:
    away = Polling(town.telegram, DownInbox(town.store, 7), town.lanes, town.clock)
    town.telegram.queue(**{key: value for key, value in command(1).items() if key != "update_id"})

    pauses = [await away.once(), await away.once()]
    await town.settle()

    assert pauses == list(PAUSES[:2])
    assert [counted(sent) for sent in town.sent_to(5)] == [1]


class Recorder:
    """A Telegram that gives prepared answers and keeps what was asked."""

    def __init__(self, *answers: Answer | Exception) -> None:
        self.answers = list(answers)
        self.offsets: list[int | None] = []

    async def call(self, call: Any) -> Answer:
        if call.method == "deleteWebhook":
            return Answer(200, {"ok": True, "result": True})
        self.offsets.append(call.params.get("offset"))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def updates(*numbers: int) -> Answer:
    return Answer(200, {"ok": True, "result": [command(number) for number in numbers]})


async def test_the_next_fetch_confirms_the_last(town: Town) -> None:
    telegram = Recorder(updates(4, 5), updates(), updates(9), updates())
    polling = Polling(telegram, town.inbox, town.lanes, town.clock)

    for _ in range(4):
        await polling.once()

    assert telegram.offsets == [None, 6, 6, 10]


async def test_trouble_with_telegram_is_waited_out_ever_longer(town: Town) -> None:
    conflict = Answer(409, {"ok": False, "description": "Conflict: terminated by other getUpdates request"})
    telegram = Recorder(NetworkError("x"), TimedOut("x"), conflict, Answer(502, None), updates(1), NetworkError("x"))
    polling = Polling(telegram, town.inbox, town.lanes, town.clock)

    pauses = [await polling.once() for _ in range(6)]

    assert pauses == [*PAUSES[:4], 0.0, PAUSES[0]]


@pytest.mark.parametrize("result", [None, "yes", {"update_id": 1}, [7], [{"message": {}}], [{"update_id": "1"}],
                                    [command(1), {"update_id": True}]])
async def test_half_an_answer_stores_and_confirms_nothing_and_ends_nothing(town: Town, result: Any) -> None:
    telegram = Recorder(Answer(200, {"ok": True, "result": result}), updates(1), updates())
    polling = Polling(telegram, town.inbox, town.lanes, town.clock)

    pauses = [await polling.once() for _ in range(3)]

    assert pauses == [PAUSES[0], 0.0, 0.0]
    assert telegram.offsets == [None, None, 2]


async def test_an_error_nobody_thought_of_does_not_end_the_intake(town: Town) -> None:
    telegram = Recorder(ZeroDivisionError(), updates(1))
    polling = Polling(telegram, town.inbox, town.lanes, town.clock)

    pauses = [await polling.once(), await polling.once()]

    assert pauses == [PAUSES[0], 0.0]
    assert await stored(town) == 1


async def test_after_six_idle_days_the_offset_is_forgotten(town: Town) -> None:
    telegram = Recorder(updates(4), updates(), updates())
    clock = town.clock
    polling = Polling(telegram, town.inbox, town.lanes, clock)
    await polling.once()

    start = clock.monotonic()
    clock.monotonic = lambda: start + IDLE_SECONDS + 1  # type: ignore[method-assign]
    await polling.once()
    await polling.once()

    assert telegram.offsets == [None, 5, None]
