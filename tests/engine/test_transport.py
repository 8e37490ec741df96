"""The transport tells "never left" from "perhaps arrived", and keeps connections and the token."""

import asyncio
import socket
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.wire.calls import Answer, Call, Wire
from bot.wire.transport import AiohttpRequest, ConnectFailed, ConnectTimedOut, NotSent, check_proxy
from tests.engine.telegram_stub import TOKEN, Heard, TelegramStub, ok, refusal
from tests.engine.town import serve, until

HELLO = Call("sendMessage", {"chat_id": 1001, "text": "您好"})


@asynccontextmanager
async def wired(**options: Any) -> AsyncIterator[tuple[TelegramStub, Wire]]:
    """A stub of Telegram and a wire to it."""
    async with serve(TelegramStub()) as telegram, AiohttpRequest(**options) as request:
        yield telegram, Wire(request, TOKEN, telegram.base_url)


async def failure_of(call: Awaitable[Any]) -> Exception:
    """Return what a call raised."""
    try:
        await call
    except Exception as error:
        return error
    raise AssertionError("it did not fail")


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_a_raw_call_brings_back_the_bare_answer() -> None:
    async with wired() as (telegram, wire):
        answer = await wire.call(HELLO)

    assert answer == Answer(200, {"ok": True, "result": {"message_id": 101, "chat": {"id": 1001}}})
    assert telegram.heard == [Heard("sendMessage", {"chat_id": 1001, "text": "您好"})]


async def test_files_are_uploaded_beside_their_parameters(tmp_path: Path) -> None:
    photo = tmp_path / "路灯.jpg"
    photo.write_bytes(b"\xff\xd8 a photo")
    media = [{"type": "photo", "media": "attach://file0"}]

    async with wired() as (telegram, wire):
        await wire.call(Call("sendMediaGroup", {"chat_id": 1001, "media": media}, {"file0": photo}))

    uploaded = {"file0": b"\xff\xd8 a photo"}
    assert telegram.heard == [Heard("sendMediaGroup", {"chat_id": 1001, "media": media}, uploaded)]


async def test_connections_are_kept_between_calls() -> None:
    peers = set()

    async def note(request: web.Request) -> web.Response:
        assert request.transport is not None
        peers.add(request.transport.get_extra_info("peername"))
        return web.json_response({"ok": True, "result": {"message_id": 1}})

    async with served(note) as url, AiohttpRequest() as request:
        for _ in range(5):
            await Wire(request, TOKEN, f"{url}/bot").call(HELLO)

    assert len(peers) == 1


async def test_a_refusal_comes_back_as_it_was_said() -> None:
    said = refusal(403, "Forbidden: bot was blocked by the user")

    async with wired() as (telegram, wire):
        telegram.script = [said]
        answer = await wire.call(HELLO)

    assert answer == Answer(*said)


async def test_garbage_is_an_answer_without_a_body() -> None:
    async with wired() as (telegram, wire):
        telegram.script = [(200, b"<html>"), (502, b"[1]")]

        answers = [await wire.call(HELLO), await wire.call(HELLO)]

    assert answers == [Answer(200, None), Answer(502, None)]


async def test_a_refused_connection_never_sent_anything() -> None:
    async with AiohttpRequest() as request:
        error = await failure_of(Wire(request, TOKEN, f"http://127.0.0.1:{free_port()}/bot").call(HELLO))

    assert isinstance(error, ConnectFailed)


async def test_an_unknown_host_never_got_anything() -> None:
    async with AiohttpRequest() as request:
        error = await failure_of(Wire(request, TOKEN, "http://telegram.invalid/bot").call(HELLO))

    assert isinstance(error, ConnectFailed)


async def test_no_free_connection_in_time_never_sent_anything() -> None:
    async with wired(connections=1, connect_timeout=0.05, read_timeout=30.0) as (telegram, wire):
        telegram.gate = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(wire.call(HELLO))
            await until(lambda: bool(telegram.heard))
            error = await failure_of(wire.call(HELLO))
            telegram.gate.set()

    assert isinstance(error, ConnectTimedOut)
    assert len(telegram.heard) == 1


async def test_silence_after_sending_is_unknown() -> None:
    async with wired(read_timeout=0.05) as (telegram, wire):
        telegram.gate = asyncio.Event()
        error = await failure_of(wire.call(HELLO))
        telegram.gate.set()

    assert (isinstance(error, TimedOut), isinstance(error, NotSent)) == (True, False)


async def test_a_connection_cut_after_sending_is_unknown() -> None:
    async with wired() as (telegram, wire):
        telegram.script = [lambda _: "cut"]

        error = await failure_of(wire.call(HELLO))

    assert (isinstance(error, NetworkError), isinstance(error, NotSent)) == (True, False)


@pytest.mark.parametrize("base", ["http://127.0.0.1:{port}/bot", "http://bad host/bot", "http://no.invalid/bot"])
async def test_no_error_shows_the_token(base: str) -> None:
    async with AiohttpRequest() as request:
        error = await failure_of(_wire_anyway(request, base.format(port=free_port())))

    told = "".join(traceback.format_exception(error)) + repr((error, error.__context__, error.__cause__))
    assert TOKEN not in told


async def _wire_anyway(request: AiohttpRequest, base: str) -> Answer:
    return await Wire(request, TOKEN, base).call(HELLO)


def test_a_wire_shows_its_host_and_not_its_token() -> None:
    assert repr(Wire(AiohttpRequest(), TOKEN, "http://127.0.0.1:8081/bot")) == "Wire(127.0.0.1:8081)"


# -- PTB on the same transport ---------------------------------------------------


@asynccontextmanager
async def ptb(telegram: TelegramStub) -> AsyncIterator[Bot]:
    """PTB's bot on our transport."""
    async with AiohttpRequest() as request:
        yield Bot(TOKEN, base_url=telegram.base_url, request=request, get_updates_request=AiohttpRequest())


async def test_ptb_speaks_through_it() -> None:
    me = {"id": 123456, "is_bot": True, "first_name": "呼应", "username": "huying_bot"}

    async with serve(TelegramStub(script=[ok(me), ok(True)])) as telegram, ptb(telegram) as bot:
        who = await bot.get_me()
        await bot.answer_callback_query("7", "好的", show_alert=True)

    assert who.username == "huying_bot"
    assert telegram.methods() == ["getMe", "answerCallbackQuery"]


async def test_ptb_uploads_through_it() -> None:
    message = {"message_id": 5, "date": 1, "chat": {"id": 1001, "type": "private"}}

    async with serve(TelegramStub(script=[ok(message)])) as telegram, ptb(telegram) as bot:
        await bot.send_document(1001, b"a list", filename="list.txt", caption="名单")

    assert (telegram.heard[0].files, telegram.heard[0].params["caption"]) == ({"document": b"a list"}, "名单")


@pytest.mark.filterwarnings("ignore:.*retry_after.*")
@pytest.mark.parametrize(("said", "kind"), [
    (refusal(403, "Forbidden: bot was blocked by the user"), Forbidden),
    (refusal(400, "Bad Request: chat not found"), BadRequest),
    (refusal(429, "Too Many Requests", retry_after=3), RetryAfter),
    ((502, b"<html>"), NetworkError),
])
async def test_ptb_raises_its_own_errors(said: Any, kind: type[Exception]) -> None:
    async with serve(TelegramStub(script=[said])) as telegram, ptb(telegram) as bot:
        error = await failure_of(bot.send_message(1001, "x"))

    assert type(error) is kind


async def test_a_closed_transport_opens_again() -> None:
    async with serve(TelegramStub()) as telegram:
        request = AiohttpRequest()
        await request.initialize()
        await request.shutdown()
        await request.initialize()
        answer = await Wire(request, TOKEN, telegram.base_url).call(HELLO)
        await request.shutdown()

    assert answer.status == 200


# -- proxies -----------------------------------------------------------------------


async def test_an_http_proxy_carries_the_call() -> None:
    asked: list[str] = []

    async def forward(request: web.Request) -> web.Response:
        asked.append(request.raw_path)
        return web.json_response({"ok": True, "result": {"message_id": 1}})

    async with served(forward) as proxy, AiohttpRequest(proxy=proxy) as request:
        await Wire(request, TOKEN, "http://telegram.invalid/bot").call(HELLO)

    assert asked == [f"http://telegram.invalid/bot{TOKEN}/sendMessage"]


async def test_a_socks_proxy_carries_the_call() -> None:
    async with serve(TelegramStub()) as telegram, socks_proxy() as far, AiohttpRequest(proxy=far) as request:
        await Wire(request, TOKEN, telegram.base_url).call(HELLO)

    assert telegram.methods() == ["sendMessage"]


@pytest.mark.parametrize("scheme", ["http", "socks5"])
async def test_a_proxy_that_is_not_there_means_not_sent(scheme: str) -> None:
    async with AiohttpRequest(proxy=f"{scheme}://127.0.0.1:{free_port()}") as request:
        error = await failure_of(Wire(request, TOKEN, "http://telegram.invalid/bot").call(HELLO))

    assert isinstance(error, NotSent)


async def test_a_proxy_that_refuses_means_not_sent() -> None:
    async def refuse(request: web.Request) -> web.Response:
        return web.Response(status=407)

    async with served(refuse) as proxy, AiohttpRequest(proxy=proxy) as request:
        error = await failure_of(Wire(request, TOKEN, "https://telegram.invalid/bot").call(HELLO))

    assert isinstance(error, NotSent)


@pytest.mark.parametrize("proxy", ["ftp://user:secret@host:1", "localhost:3128", "http://"])
def test_a_proxy_that_cannot_work_is_refused_without_telling_its_password(proxy: str) -> None:
    with pytest.raises(ValueError, match="HUYING_PROXY must look like") as refused:
        check_proxy(proxy)

    assert "secret" not in str(refused.value)


# -- small servers -------------------------------------------------------------------


@asynccontextmanager
async def served(handler: Callable[[Any], Awaitable[web.StreamResponse]]) -> AsyncIterator[str]:
    """Run one handler for every address and method."""
    server = web.Server(handler)
    runner = web.ServerRunner(server, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield "http://{}:{}".format(*runner.addresses[0][:2])
    finally:
        await runner.cleanup()


@asynccontextmanager
async def socks_proxy() -> AsyncIterator[str]:
    """A SOCKS 5 proxy without passwords, for IPv4 addresses."""
    server = await asyncio.start_server(_serve_socks, "127.0.0.1", 0)
    async with server:
        yield f"socks5://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def _serve_socks(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readexactly((await reader.readexactly(2))[1])
    writer.write(b"\x05\x00")
    _, _, _, kind = await reader.readexactly(4)
    assert kind == 1
    host = socket.inet_ntoa(await reader.readexactly(4))
    port = int.from_bytes(await reader.readexactly(2), "big")
    far_reader, far_writer = await asyncio.open_connection(host, port)
    writer.write(b"\x05\x00\x00\x01" + bytes(6))
    await asyncio.gather(_pour(reader, far_writer), _pour(far_reader, writer))


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while chunk := await reader.read(65536):
        writer.write(chunk)
    writer.close()
