"""Push updates to a bot's web address: each chat in order, failures tried again."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import orjson

from sandbox.clock import real_now
from sandbox.delivery.queue import UpdateQueue
from sandbox.jsontypes import Json
from sandbox.nursery import Nursery

log = logging.getLogger(__name__)
LONGEST_WAIT = 120.0
PATIENCE = 60.0
Reply = Callable[[Json], Awaitable[None]]


class Webhook:
    """Delivers one bot's updates to one address until it is stopped."""

    def __init__(self, queue: UpdateQueue, nursery: Nursery, session: aiohttp.ClientSession, reply: Reply) -> None:
        self._queue = queue
        self._nursery = nursery
        self._session = session
        self._reply = reply
        self._settings: Json = dict(queue.bot.webhook or {})
        self._lanes: dict[str, deque[int]] = {}
        self._tasks: set[asyncio.Task[Any]] = set()
        self._room = asyncio.Semaphore(int(self._settings.get("max_connections", 40)))
        self.last_error: tuple[int, str] | None = None
        for number, (lane, _) in queue.pending.items():
            self.put(lane, number)

    def put(self, lane: str, number: int) -> None:
        """Queue an update behind the others of its lane."""
        waiting = self._lanes.get(lane)
        if waiting is not None:
            waiting.append(number)
            return
        self._lanes[lane] = deque([number])
        task = self._nursery.start(self._empty(lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """Stop delivering; what is pending stays pending."""
        # a webhook may answer with a method that ends this very webhook
        tasks = self._tasks - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _empty(self, lane: str) -> None:
        waiting = self._lanes[lane]
        while waiting:
            if entry := self._queue.pending.get(waiting[0]):
                await self._deliver(entry[1])
            self._queue.confirm([waiting.popleft()])
        del self._lanes[lane]

    async def _deliver(self, update: Json) -> None:
        body = orjson.dumps(update)
        failures = 0
        while update["update_id"] in self._queue.pending:
            async with self._room:
                wait = await self._post(body)
            if wait is None:
                return
            failures += 1
            # the first retry comes at once, then 2, 4, 8 ... seconds apart
            pause = 0.0 if failures == 1 else min(2.0 ** (failures - 1), LONGEST_WAIT)
            await asyncio.sleep(max(pause, min(wait, LONGEST_WAIT)))

    async def _post(self, body: bytes) -> float | None:
        """Return None when the bot took the update, else how long it asked to wait."""
        headers = {"Content-Type": "application/json"}
        if secret := self._settings.get("secret_token"):
            headers["X-Telegram-Bot-Api-Secret-Token"] = secret
        try:
            timeout = aiohttp.ClientTimeout(total=PATIENCE)
            async with self._session.post(
                self._settings["url"], data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                answer = await response.read()
                if 200 <= response.status < 300:
                    await self._take_reply(answer)
                    return None
                self._failed(f"Wrong response from the webhook: {response.status} {response.reason}")
                return _retry_after(response.headers.get("Retry-After", ""))
        except aiohttp.ClientConnectorError:
            self._failed("Connection refused")
        except TimeoutError:
            self._failed("Read timeout expired")
        except (aiohttp.ClientError, ValueError) as error:
            self._failed(f"Connection failed: {type(error).__name__}")
        return 0.0

    async def _take_reply(self, answer: bytes) -> None:
        if not answer.lstrip().startswith(b"{"):
            return
        try:
            call = orjson.loads(answer)
        except orjson.JSONDecodeError:
            return
        if "method" in call:
            await self._reply(call)

    def _failed(self, message: str) -> None:
        self.last_error = (int(real_now()), message)
        log.debug("webhook of %s: %s", self._queue.bot.username, message)


def _retry_after(value: str) -> float:
    return float(value) if value.isdigit() else 0.0
