"""A Telegram that can be told to fail: it keeps what it really received, which is what the outbox must agree with."""

import asyncio
import contextlib
import itertools
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiohttp import ClientError, ClientSession, ClientTimeout, web

from bot.nursery import Nursery
from bot.timing.clock import BusinessClock
from tests.bench.fake_server import read_params

HOST = "127.0.0.1"
TOKEN = "7000000001:" + "t" * 35
BOT = {"id": 7000000001, "is_bot": True, "first_name": "呼应", "username": "crash_bot"}
SECRET = "a-secret-of-the-crash-matrix"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
HANG_SECONDS = 30.0
RETRY_SECONDS = 0.1
Params = dict[str, Any]


@dataclass
class Fault:
    """What happens to the next ``count`` calls of a kind: ``send`` (every message made) or ``getUpdates``.

    ``done`` tells whether the call is carried out first; ``body`` None cuts the connection, "hang" says nothing.
    """

    kind: str
    status: int = 200
    body: bytes | str | None = None
    done: bool = False
    count: int = 3
    hits: int = 0
    chats: list[int] = field(default_factory=list)
    """Whose messages met it."""


@dataclass(frozen=True)
class Delivered:
    """A message that reached a chat."""

    chat: int
    message_id: int
    text: str
    at: float


@dataclass
class Telegram:
    """Answers one bot's calls; people write through `write` and read through ``hear``."""

    hear: Callable[[int, Params], None] = lambda chat, message: None
    delivered: list[Delivered] = field(default_factory=list)
    written: dict[int, float] = field(default_factory=dict)
    """Every update people wrote, with when."""
    faults: list[Fault] = field(default_factory=list)
    ahead: float = 0.0
    """Where the business clock wants to be, in seconds; -1 would be no clock."""
    fetches: list[float] = field(default_factory=list)
    """When somebody asked for updates."""
    targets: list[str] = field(default_factory=list)
    """Webhooks; when there are any nothing is handed out to pollers."""
    repeats: int = 1
    """How often each update is posted."""

    def __post_init__(self) -> None:
        self._open: dict[int, bytes] = {}
        self._numbers = itertools.count(1)
        self._messages: Counter[int] = Counter()
        self._wake = asyncio.Event()
        self._nursery = Nursery()
        self._shown: dict[tuple[int, int], Params] = {}
        self._port = 0
        self._runner: web.ServerRunner | None = None

    # -- people -------------------------------------------------------------------------

    def number(self, chat: int) -> int:
        """Return the next message number of a chat."""
        self._messages[chat] += 1
        return self._messages[chat]

    def write(self, body: Params, to: int = 0) -> int:
        """Let an update be on its way; ``to`` chooses among webhooks."""
        number = next(self._numbers)
        self.written[number] = time.monotonic()
        self._open[number] = orjson.dumps({"update_id": number, **body})
        self._wake.set()
        if self.targets:
            for _ in range(self.repeats):
                self._nursery.start(self._post(number, to + _))
        return number

    async def _post(self, number: int, to: int) -> None:
        """Post an update until somebody takes it, as Telegram does, trying the next replica each time."""
        body, headers = self._open[number], {HEADER: SECRET, "Content-Type": "application/json"}
        async with ClientSession(timeout=ClientTimeout(total=5)) as http:
            for tries in itertools.count(to):
                with contextlib.suppress(ClientError, TimeoutError):
                    target = self.targets[tries % len(self.targets)]
                    async with http.post(target, data=body, headers=headers) as answer:
                        if answer.status == 200:
                            return
                await asyncio.sleep(RETRY_SECONDS)

    # -- the server ---------------------------------------------------------------------

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://{HOST}:{self._port}"

    @contextlib.asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        """Listen while the context lasts."""
        await self.listen()
        try:
            yield
        finally:
            await self._nursery.close()
            await self.refuse()

    async def listen(self) -> None:
        """Take connections, at the same address as before."""
        server = web.Server(self._handle, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=0.01)  # 0 would wait for ever for what hangs
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, self._port, reuse_address=True)
        await site.start()
        self._port = self._runner.addresses[0][1]

    async def refuse(self) -> None:
        """Refuse every connection."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        params = read_params(request.content_type, await request.read())
        method = request.path.rpartition("/")[2]
        if request.path.startswith("/clock"):
            return _json({"target_offset": self.ahead})
        fault = self._fault(method)
        if fault is None:
            return _json(await self._call(method, params))
        fault.chats.append(int(params.get("chat_id", 0)))
        if fault.done:
            await self._call(method, params)
        return await _fail(fault, request)

    def _fault(self, method: str) -> Fault | None:
        kind = "send" if method.startswith("send") and method != "sendChatAction" else method
        fault = next((each for each in self.faults if each.kind == kind and each.hits < each.count), None)
        if fault is not None:
            fault.hits += 1
        return fault

    async def _call(self, method: str, params: Params) -> Params:
        match method:
            case "getMe":
                return _ok(BOT | {"can_join_groups": True, "can_read_all_group_messages": False,
                                  "supports_inline_queries": False})
            case "getUpdates":
                return await self._get_updates(params)
            case "getFile":
                return {"ok": False, "error_code": 400, "description": "Bad Request: file is temporarily unavailable"}
            case "sendMediaGroup":
                return _ok([self._take(params | {"text": "album"}) for _ in params["media"]])
        if method.startswith(("send", "edit")) and "chat_id" in params and method != "sendChatAction":
            return _ok(self._take(params, is_new=method.startswith("send")))
        return _ok(True)

    def _take(self, params: Params, *, is_new: bool = True) -> Params:
        chat = int(params["chat_id"])
        message_id = self.number(chat) if is_new else int(params["message_id"])
        text = params.get("text", params.get("caption", ""))
        message = self._shown.get((chat, message_id), {}) | {
            "message_id": message_id, "from": BOT, "chat": {"id": chat, "type": "private"}, "date": date(),
            "text": text, "reply_markup": params.get("reply_markup") or {},
        }
        self._shown[chat, message_id] = message
        if is_new:
            self.delivered.append(Delivered(chat, message_id, text, time.monotonic()))
        self.hear(chat, message)
        return message

    async def _get_updates(self, params: Params) -> Params:
        self.fetches.append(time.monotonic())
        offset = int(params.get("offset", 0))
        self._open = {number: body for number, body in self._open.items() if number >= offset or self.targets}
        if not self._open or self.targets:
            self._wake.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), float(params.get("timeout", 0)))
        bodies = [] if self.targets else list(itertools.islice(self._open.values(), int(params.get("limit", 100))))
        return _ok([orjson.loads(body) for body in bodies])


async def _fail(fault: Fault, request: web.BaseRequest) -> web.StreamResponse:
    if fault.body == "hang":
        await asyncio.sleep(HANG_SECONDS)
    if fault.body is None or fault.body == "hang":
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=500)
    body = fault.body.encode() if isinstance(fault.body, str) else fault.body
    return web.Response(status=fault.status, body=body, content_type="application/json")


def date() -> int:
    """Return real time as Telegram stamps it."""
    return int(BusinessClock().real_now().timestamp())


def _ok(result: Any) -> Params:
    return {"ok": True, "result": result}


def _json(body: Params) -> web.Response:
    return web.Response(body=orjson.dumps(body), content_type="application/json")
