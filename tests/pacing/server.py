"""A Telegram that keeps its limits to the letter, posts updates to every replica in turn and notes each arrival.

Times are read anew each time: an event loop's own clock stands still while it turns.
"""

import argparse
import asyncio
import contextlib
import signal
import time
from typing import Any, NamedTuple

import orjson
import uvloop
from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector, web

from bot.nursery import Nursery
from tests.bench.fake_server import HOST, JSON, SILENT, SPOKEN, FakeTelegram, Params, read_params
from tests.pacing.limits import Limits
from tests.pacing.town import OFFICE, WORDS, Town

SECRET = "a-secret-of-the-pacing-bench"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
RETRY_SECONDS = 0.1
PLANTED_SECONDS = 5
"""How long a chat is held that Telegram refuses for reasons of its own."""


class Arrival(NamedTuple):
    """A message that arrived: the moment its request was read, to whom, and what was said to it.

    ``verdict`` is ``sent``, ``refused`` (it passed a limit), or ``planted`` (a refusal for one chat alone).
    """

    at: float
    chat: int
    verdict: str
    is_notice: bool
    is_paid: bool


class StrictTelegram(FakeTelegram):
    """Answers one bot, whose replicas share its limits."""

    def __init__(self, ahead: float, seed: int = 1) -> None:
        super().__init__("report", seed)
        self.crowd: Town = Town(time.monotonic, self._loop.call_later, self._post_all, seed)
        self.limits, self.arrivals, self._ahead = Limits(), list[Arrival](), ahead
        self._targets: list[str] = []
        self._planted: set[int] = set()
        self._plant_every, self._planted_at = 0.0, 0.0
        self._nursery, self._http = Nursery(), ClientSession(
            connector=TCPConnector(limit=0), timeout=ClientTimeout(total=10))
        self._controls |= {
            "targets": self._set_targets, "broadcast": self._begin, "limit": self._set_limit, "look": self._look,
            "plant": self._plant, "arrivals": lambda _: list(map(tuple, self.arrivals)),
            "replies": lambda _: [tuple(vars(each).values()) for each in self.crowd.replies],
        }

    async def close(self) -> None:
        """Post nothing more."""
        await self._nursery.close()
        await self._http.close()

    async def handle(self, request: web.BaseRequest) -> web.Response:
        """Answer any request, the clock's too; a message arrives at the moment this begins."""
        arrived = time.monotonic()
        if request.path.startswith("/clock"):
            return _json({"target_offset": self._ahead})
        method = request.path.rpartition("/")[2].lower()
        is_message = method.startswith(SPOKEN) and method not in SILENT
        if not is_message or request.path.startswith("/control"):
            return await super().handle(request)
        params = read_params(request.content_type, await request.read())
        if wait := self._judge(params, arrived):
            return _json({"ok": False, "error_code": 429, "description": f"Too Many Requests: retry after {wait}",
                          "parameters": {"retry_after": wait}}, status=429)
        return web.Response(body=await self._call(method, params), content_type=JSON)

    def _judge(self, params: Params, now: float) -> int:
        """Note an arrival; returns the seconds it must wait, 0 when it is taken."""
        chat, is_paid = int(params["chat_id"]), bool(params.get("allow_paid_broadcast"))
        is_notice = chat != OFFICE and WORDS in params.get("text", "")
        verdict, wait = "sent", self.limits.take(chat, now, is_paid=is_paid)
        if wait:
            verdict = "refused"
        elif is_notice and self._plant_every and now - self._planted_at >= self._plant_every and (
                chat not in self._planted):
            self._planted_at, verdict, wait = now, "planted", PLANTED_SECONDS
            self._planted.add(chat)
            self.limits.hold(chat, now, wait)
        self.arrivals.append(Arrival(now, chat, verdict, is_notice, is_paid))
        return wait

    # -- updates ---------------------------------------------------------------------

    def _post_all(self) -> None:
        while self._targets and self.crowd.queue:
            update = self.crowd.queue.popleft()
            update.handed = time.monotonic()
            self.crowd.posted[update.number] = update.number % len(self._targets)
            self._nursery.start(self._post(update.number, update.body))

    async def _post(self, number: int, body: bytes) -> None:
        """Post an update to its replica until it takes it."""
        target = self._targets[number % len(self._targets)]
        while True:
            with contextlib.suppress(ClientError, TimeoutError):
                async with self._http.post(target, data=body, headers={HEADER: SECRET, "Content-Type": JSON}) as answer:
                    if answer.status == 200:
                        return
            await asyncio.sleep(RETRY_SECONDS)

    # -- for who measures --------------------------------------------------------------

    def _set_targets(self, params: Params) -> bool:
        self._targets = params["targets"]
        return True

    def _set_limit(self, params: Params) -> float:
        self.limits.free.count = int(params["per_second"])
        return time.monotonic()

    def _plant(self, params: Params) -> bool:
        self._plant_every, self._planted_at = float(params["every"]), time.monotonic()
        return True

    def _begin(self, _params: Params) -> float:
        self.crowd.broadcast()
        return time.monotonic()

    def _look(self, _params: Params) -> Params:
        return {"is_done": self.crowd.office.is_done, "now": time.monotonic(),
                "sent": sum(each.is_notice and each.verdict == "sent" for each in self.arrivals),
                "refused": sum(each.verdict == "refused" for each in self.arrivals)}


def _json(body: Any, status: int = 200) -> web.Response:
    return web.Response(body=orjson.dumps(body), content_type=JSON, status=status)


async def _serve(ahead: float, seed: int) -> None:
    stopped = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    telegram = StrictTelegram(ahead, seed)
    runner = web.ServerRunner(web.Server(telegram.handle, access_log=None), shutdown_timeout=0.01)
    await runner.setup()
    await web.TCPSite(runner, HOST, 0).start()
    print(f"ready http://{HOST}:{runner.addresses[0][1]}", flush=True)
    await stopped.wait()
    await telegram.close()
    await runner.cleanup()


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ahead", type=float, default=0.0, help="seconds by which the business clock is ahead")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    uvloop.run(_serve(options.ahead, options.seed))


if __name__ == "__main__":
    main()
