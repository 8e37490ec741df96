"""A small fast Bot API for measuring: long polling, replies, and nothing that costs time; run as a process."""

import argparse
import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl

import orjson
from aiohttp import web

from tests.bench.crowd import BOT, Crowd
from tests.bench.talkers import EchoTalker, LastingTalker, MakeTalker, ReportTalker

HOST = "127.0.0.1"
JSON = "application/json"
TALKERS: dict[str, MakeTalker] = {"echo": EchoTalker, "report": ReportTalker,
                                 "lasting": LastingTalker}
MOST = 100
SPOKEN = ("send", "edit")
SILENT = ("sendchataction",)

Params = dict[str, Any]


class FakeTelegram:
    """Answers one bot; its crowd writes the updates and hears the replies."""

    def __init__(self, talk: str, seed: int = 1, before: int = 0) -> None:
        loop = asyncio.get_running_loop()
        self._loop = loop
        self.crowd = Crowd(TALKERS[talk], loop.time, loop.call_later, self._wake, seed, before)
        self._poll: asyncio.Future[None] | None = None
        self._methods: dict[str, Callable[[Params], Awaitable[bytes]]] = {
            "getupdates": self._get_updates, "getme": self._get_me,
        }
        self._controls: dict[str, Callable[[Params], Any]] = {"load": self._set_load, "tally": self._take_tally}

    async def handle(self, request: web.BaseRequest) -> web.Response:
        """Answer any request: `/bot<token>/<method>`, or `/control/<name>` of who measures."""
        parts = request.raw_path.split("/")
        if len(parts) != 3 or not (parts[1] == "control" or parts[1].startswith("bot")):
            return web.Response(status=404)
        params = read_params(request.content_type, await request.read())
        if parts[1] == "control":
            return _control_answer(self._controls.get(parts[2]), params)
        return web.Response(body=await self._call(parts[2].lower(), params), content_type=JSON)

    # -- Bot API ------------------------------------------------------------------

    async def _call(self, method: str, params: Params) -> bytes:
        self.crowd.tally.calls[method] += 1
        known = self._methods.get(method)
        if known is not None:
            return await known(params)
        if method.startswith(SPOKEN) and method not in SILENT and "chat_id" in params:
            return _ok(self.crowd.hear(int(params["chat_id"]), params))
        return _ok(True)

    async def _get_me(self, _params: Params) -> bytes:
        return _ok(BOT | {"can_join_groups": True, "can_read_all_group_messages": False,
                          "supports_inline_queries": False})

    async def _get_updates(self, params: Params) -> bytes:
        offset, limit = int(params.get("offset", 0)), min(int(params.get("limit", MOST)), MOST)
        bodies = self.crowd.hand_out(offset, limit)
        if not bodies and (seconds := float(params.get("timeout", 0))) > 0:
            await self._wait(seconds)
            bodies = self.crowd.hand_out(offset, limit)
        return b'{"ok":true,"result":[' + b",".join(bodies) + b"]}"

    async def _wait(self, seconds: float) -> None:
        self._poll = self._loop.create_future()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._poll

    def _wake(self) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)

    # -- for who measures -----------------------------------------------------------

    def _set_load(self, params: Params) -> bool:
        self.crowd.set_load(int(params["chats"]), float(params["pause"]))
        return True

    def _take_tally(self, _params: Params) -> Params:
        return {**vars(self.crowd.take_tally()), "open": self.crowd.open_updates()}


def read_params(content_type: str, body: bytes) -> Params:
    """Return the parameters of a call: JSON, or a form whose structured values are JSON."""
    if not body:
        return {}
    if content_type == JSON:
        parsed: Params = orjson.loads(body)
        return parsed
    params: Params = dict(parse_qsl(body.decode(), keep_blank_values=True))
    if "reply_markup" in params:
        params["reply_markup"] = orjson.loads(params["reply_markup"])
    return params


def _ok(result: object) -> bytes:
    return orjson.dumps({"ok": True, "result": result})


def _control_answer(control: Callable[[Params], Any] | None, params: Params) -> web.Response:
    if control is None:
        return web.Response(status=404)
    return web.Response(body=orjson.dumps(control(params)), content_type=JSON)


@contextlib.asynccontextmanager
async def serving(talk: str, port: int = 0, seed: int = 1, before: int = 0) -> AsyncIterator[tuple[str, FakeTelegram]]:
    """Serve while the context lasts; yields the server's root address and the fake itself."""
    fake = FakeTelegram(talk, seed, before)
    # the low-level server: a router would look at every request of a bot that has one
    runner = web.ServerRunner(web.Server(fake.handle, access_log=None), shutdown_timeout=0.01)
    await runner.setup()
    site = web.TCPSite(runner, HOST, port)
    await site.start()
    try:
        yield f"http://{HOST}:{runner.addresses[0][1]}", fake
    finally:
        await runner.cleanup()


async def _serve(options: argparse.Namespace) -> None:
    stopped = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    async with serving(options.talk, options.port, options.seed, options.before) as (address, _):
        print(f"ready {address}", flush=True)
        await stopped.wait()


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--talk", choices=TALKERS, required=True, help="what the people of the chats do")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--before", type=int, default=0, help="updates that another crowd wrote to this database")
    options = parser.parse_args()
    try:
        import uvloop
    except ImportError:
        asyncio.run(_serve(options))
    else:
        uvloop.run(_serve(options))


if __name__ == "__main__":
    main()
