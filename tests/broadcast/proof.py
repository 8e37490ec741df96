"""One notice to a whole town by real processes, the bot killed in the middle: who read it how often?"""

import asyncio
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, TCPConnector
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.demo.processes import Child, start
from bot.demo.seed import button_labels
from bot.demo.stage import HOST
from bot.demo.town import BOT_ID, BOT_TOKEN, BOT_USERNAME
from bot.nursery import Nursery
from bot.sandbox_client import Sandbox
from bot.storage.databases import make_engine
from models.mail import Letter, LetterState
from tests.broadcast.town import AT_ONCE, OFFICE, Crowd, arrive, open_morning, settle

WORDS = "本周六上午 9 点，各代表联络站同时开放接访，欢迎您来。"
PATIENCE_SECONDS = 60.0
LOOK_SECONDS = 0.1
PER_SECOND = 15
"""The slowest pace at which a broadcast may go on before the proof gives up."""


@dataclass(frozen=True)
class Order:
    """What to prove: with how many, where, and at which part of the broadcast the bot is killed."""

    crowd: Crowd
    home: Path
    kill_at: float | None = None


@dataclass(frozen=True)
class Proof:
    """What came of it. ``arrived`` counts the notice in every chat; ``states`` is what the bot wrote down."""

    crowd: Crowd
    arrived: dict[int, int]
    states: dict[int, str]
    seconds: float
    stats: dict[str, Any]
    report: str
    killed: bool

    @property
    def once(self) -> int:
        """Return how many of those meant read it exactly once."""
        return sum(self.arrived[chat] == 1 for chat in self.crowd.readers)

    @property
    def unknown(self) -> list[int]:
        """Return the chats of which the bot does not know whether the notice arrived."""
        return [chat for chat, state in self.states.items() if state == LetterState.UNKNOWN]

    @property
    def twice(self) -> list[int]:
        """Return the chats that read it more than once."""
        return [chat for chat, count in self.arrived.items() if count > 1]

    @property
    def lost(self) -> list[int]:
        """Return the chats that were meant, read nothing and are not reported as unknown."""
        known = set(self.unknown)
        return [chat for chat in self.crowd.readers if self.arrived[chat] == 0 and chat not in known]

    @property
    def unasked(self) -> list[int]:
        """Return the chats that read it although they were not meant."""
        meant = set(self.crowd.readers)
        return [chat for chat, count in self.arrived.items() if count and chat not in meant]

    @property
    def misreported(self) -> list[int]:
        """Return the chats that read it, or not, against what the bot wrote down as sent."""
        return [chat for chat, state in self.states.items()
                if (state == LetterState.SENT) != (self.arrived[chat] == 1) and state != LetterState.UNKNOWN]

    @property
    def holds(self) -> bool:
        """Tell whether everyone was told once or is reported as unknown, within Telegram's limits."""
        wrong = (self.twice, self.lost, self.unasked, self.misreported, self.stats["errors_429"])
        return not any(wrong) and (self.killed or not self.unknown)


async def prove(order: Order, tell: Callable[[str], None]) -> Proof:
    """Send one notice to the whole town and count what everybody read."""
    async with AsyncExitStack() as stack:
        nursery = Nursery()
        stack.push_async_callback(nursery.close)
        run = Run(order, nursery, tell)
        telegram = await run.start_telegram()
        stack.push_async_callback(telegram.stop)
        run.sandbox = Sandbox(telegram.address, await stack.enter_async_context(
            ClientSession(connector=TCPConnector(limit=0))))
        tell(f"{order.crowd.residents} residents and {order.crowd.groups} groups arrive")
        ahead = await open_morning(run.sandbox)
        await arrive(run.sandbox, order.crowd)
        await asyncio.to_thread(settle, run.database, order.crowd, ahead)
        run.bot = await run.start_bot()
        stack.push_async_callback(run.stop_bot)
        return await run.broadcast()


class Run:
    """The two processes and the office's hand on the phone."""

    sandbox: Sandbox
    bot: Child

    def __init__(self, order: Order, nursery: Nursery, tell: Callable[[str], None]) -> None:
        self.order, self.nursery, self.tell = order, nursery, tell
        self.database = f"sqlite:///{(order.home / 'huying.db').resolve()}"
        self.killed = False

    async def start_telegram(self) -> Child:
        """Start the local Telegram with Telegram's limits."""
        arguments = ["sandbox", "--host", HOST, "--port", "0", "--limits", "telegram",
                     "--bot", f"{BOT_TOKEN}:{BOT_USERNAME}"]
        return await start(arguments, self.order.home / "telegram.log", {}, self.nursery)

    async def start_bot(self) -> Child:
        """Start the bot."""
        env = {
            "HUYING_BOT_TOKEN": BOT_TOKEN, "HUYING_BOT_API_URL": self.sandbox.root, "HUYING_HTTP_PORT": "0",
            "HUYING_CLOCK_URL": self.sandbox.root, "HUYING_DATABASE_URL": self.database,
            "HUYING_MEDIA": str(self.order.home / "media"), "HUYING_LOG_LEVEL": "WARNING",
        }
        return await start(["bot", "run"], self.order.home / "bot.log", env, self.nursery)

    async def stop_bot(self) -> None:
        """End whichever bot is running."""
        await self.bot.stop()

    async def broadcast(self) -> Proof:
        """Write, aim and send as the office does; kill the bot on the way; count at the end."""
        await self.sandbox.say(OFFICE, BOT_ID, "/broadcast")
        await self._see("写通知")
        await self.sandbox.say(OFFICE, BOT_ID, WORDS)
        await self._press("全区居民")
        began = time.monotonic()
        await self._press("发送")
        report = await self._watch()
        seconds = time.monotonic() - began
        stats = await self.sandbox.get("/updates/stats")
        await self.stop_bot()
        arrived = await self._count()
        return Proof(self.order.crowd, arrived, self._states(), seconds, stats, report, self.killed)

    async def _watch(self) -> str:
        """Wait for the report, killing the bot once on the way and telling the progress."""
        size, told = len(self.order.crowd.readers), 0.0
        before = await self._sent()
        async with asyncio.timeout(PATIENCE_SECONDS + size / PER_SECOND):
            while not (report := await self._find("已发完", "应发")):
                done = await self._sent() - before
                if self.order.kill_at is not None and not self.killed and done >= self.order.kill_at * size:
                    await self._kill()
                if time.monotonic() - told >= 5:
                    told = time.monotonic()
                    self.tell(f"sent about {done} of {size}")
                await asyncio.sleep(LOOK_SECONDS)
        return str(report["text"])

    async def _kill(self) -> None:
        self.bot.process.kill()
        await self.bot.process.wait()
        self.killed = True
        self.tell("killed the bot (-9), starting it again")
        self.bot = await self.start_bot()

    async def _sent(self) -> int:
        return int((await self.sandbox.get("/updates/stats"))["by_method"].get("sendMessage", 0))

    async def _find(self, *words: str) -> dict[str, Any] | None:
        messages = await self.sandbox.history(OFFICE, viewer=OFFICE, bot=BOT_ID)
        return next((each for each in reversed(messages) if all(word in each.get("text", "") for word in words)), None)

    async def _see(self, words: str) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not await self._find(words):  # noqa: ASYNC110 the bot is another process
                await asyncio.sleep(LOOK_SECONDS)

    async def _press(self, label: str) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                for message in reversed(await self.sandbox.history(OFFICE, viewer=OFFICE, bot=BOT_ID)):
                    if label in button_labels(message):
                        await self.sandbox.press(OFFICE, BOT_ID, message["message_id"], label)
                        return
                await asyncio.sleep(LOOK_SECONDS)

    async def _count(self) -> dict[int, int]:
        """Read every chat of the town."""
        seats, crowd = asyncio.Semaphore(AT_ONCE), self.order.crowd

        async def one(chat: int) -> tuple[int, int]:
            async with seats:
                viewer = chat if chat > 0 else OFFICE
                messages = await self.sandbox.history(chat, viewer=viewer, **({"bot": BOT_ID} if chat > 0 else {}))
                return chat, sum(WORDS in each.get("text", "") for each in messages)

        return dict(await asyncio.gather(*(one(chat) for chat in (*crowd.people, *crowd.chats))))

    def _states(self) -> dict[int, str]:
        engine = make_engine(self.database)
        with Session(engine) as session:
            query = select(Letter.chat_id, Letter.state).where(Letter.broadcast_id.is_not(None))
            states = dict(session.execute(query).all())
        engine.dispose()
        return states
