"""The replay from first process to the closing count."""

import asyncio
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from aiohttp import ClientSession, TCPConnector
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.demo.processes import Child, start
from bot.demo.seed import YES
from bot.demo.stage import HOST
from bot.demo.town import BOT_ID, BOT_TOKEN, BOT_USERNAME
from bot.nursery import Nursery
from bot.replay.deputies import Deputy
from bot.replay.ledger import Ledger, Stored
from bot.replay.letters import Written
from bot.replay.phones import Switchboard, label_like
from bot.replay.residents import Resident
from bot.sandbox_client import Sandbox
from bot.storage.databases import make_engine
from models.lifecycle import Status
from models.mail import InboxUpdate, Letter, LetterState, UpdateState
from models.matter import Matter
from models.organisation_plan import Role
from services.organisation import open_invitations

FIRST_RESIDENT, FIRST_DEPUTY = 200_000, 900_000
PATIENCE_SECONDS = 120.0
IDLE_SECONDS = 30.0
LONGEST_REST = 14 * 3600.0
"""Business seconds of a night in which new cards wait."""
AT_ONCE = 64
SENDS = ("sendMessage", "sendPhoto", "sendMediaGroup", "sendVideo", "sendVoice", "sendDocument")


@dataclass(frozen=True)
class Order:
    """What to play: letters, how fast business runs, where to keep the town, when to kill the bot."""

    letters: list[Written]
    residents: int
    speed: float
    home: Path
    seed: int
    kill_at: float | None = None
    limits: str = "telegram"


class Replay:
    """One run: two processes, many people, one book."""

    def __init__(self, order: Order, progress: Callable[[str], None]) -> None:
        self.order, self.progress = order, progress
        self.ledger = Ledger()
        self.nursery = Nursery()
        self.began = time.monotonic()

    def clock(self) -> float:
        """Return business seconds since the replay began."""
        return (time.monotonic() - self.began) * self.order.speed

    async def run(self) -> tuple[Ledger, Stored, float]:
        """Play everything; returns the book, the database's count and the real seconds it took."""
        async with AsyncExitStack() as stack:
            stack.push_async_callback(self.nursery.close)
            self.telegram = await self._start_telegram()
            stack.push_async_callback(self.telegram.stop)
            self.bot = await self._start_bot()
            stack.push_async_callback(self._stop_bot)
            http = await stack.enter_async_context(ClientSession(connector=TCPConnector(limit=0)))
            self.sandbox = Sandbox(self.telegram.address, http)
            self.board = Switchboard(self.sandbox, BOT_ID)
            self.nursery.start(self.board.run(), "switchboard")
            for deputy in await self._deputies():
                self.nursery.start(deputy.work(), "deputy")
            await self._residents()
            self.began = time.monotonic()
            self.nursery.start(self._watch(), "watch")
            await self._file()
            await self._settle()
            seconds = time.monotonic() - self.began
            stats = await self.sandbox.get("/updates/stats")
            await self._stop_bot()
            return self.ledger, self._stored(stats), seconds

    async def _start_telegram(self) -> Child:
        arguments = ["sandbox", "--host", HOST, "--port", "0", "--limits", self.order.limits,
                     "--speed", str(self.order.speed), "--bot", f"{BOT_TOKEN}:{BOT_USERNAME}"]
        return await start(arguments, self.order.home / "telegram.log", {}, self.nursery)

    async def _start_bot(self) -> Child:
        env = {
            "HUYING_BOT_TOKEN": BOT_TOKEN, "HUYING_BOT_API_URL": self.telegram.address, "HUYING_HTTP_PORT": "0",
            "HUYING_CLOCK_URL": self.telegram.address, "HUYING_SPEED": str(self.order.speed),
            "HUYING_DATABASE_URL": self._database(), "HUYING_MEDIA": str(self.order.home / "media"),
            "HUYING_LOG_LEVEL": "WARNING",
        }
        return await start(["bot", "run"], self.order.home / "bot.log", env, self.nursery)

    def _database(self) -> str:
        return f"sqlite:///{(self.order.home / 'huying.db').resolve()}"

    async def _deputies(self) -> list[Deputy]:
        engine = make_engine(self._database())
        with Session(engine) as session:
            tokens = [seat.token for seat in open_invitations(session) if seat.role == Role.DEPUTY]
        engine.dispose()
        return list(await asyncio.gather(*(self._deputy(i, token or "") for i, token in enumerate(tokens))))

    async def _deputy(self, index: int, token: str) -> Deputy:
        person = FIRST_DEPUTY + index
        phone = self.board.phone(person)
        await self.sandbox.post("/people", id=person, first_name=f"代表{index}", language_code="zh-hans")
        await self.sandbox.start(person, BOT_ID, f"join_{token}")
        question = await phone.wait(lambda m: label_like(m, YES), PATIENCE_SECONDS)
        await phone.press(question, YES)
        draw = random.Random(f"{self.order.seed}/{index}")  # noqa: S311 a game, not a secret
        return Deputy(phone, self.ledger, self.clock, PATIENCE_SECONDS, draw)

    async def _residents(self) -> None:
        async def arrive(index: int) -> None:
            person = FIRST_RESIDENT + index
            await self.sandbox.post("/people", id=person, first_name=f"居民{index}", language_code="zh-hans")

        for first in range(0, self.order.residents, AT_ONCE):
            last = min(first + AT_ONCE, self.order.residents)
            await asyncio.gather(*(arrive(index) for index in range(first, last)))

    async def _file(self) -> None:
        """Let everybody file their letters, then wait at the phone for the questions after closing."""
        own: dict[int, list[Written]] = defaultdict(list)
        for letter in self.order.letters:
            own[letter.resident].append(letter)
        seats = asyncio.Semaphore(AT_ONCE)

        async def one(index: int) -> None:
            resident = Resident(self.board.phone(FIRST_RESIDENT + index), self.ledger, self.clock, PATIENCE_SECONDS)
            async with seats:
                await resident.file_all(own[index])
            self.nursery.start(resident.have_the_last_words(), "resident")

        await asyncio.gather(*(one(index) for index in range(self.order.residents)))

    async def _settle(self) -> None:
        """Wait until every received letter is closed and confirmed, or nothing has moved for a while."""
        last, moved = -1, time.monotonic()
        while (steps := self._steps()) < 2 * self.ledger.count("submitted_at"):
            if steps != last:
                last, moved = steps, time.monotonic()
            if time.monotonic() - moved > IDLE_SECONDS + LONGEST_REST / self.order.speed:
                return
            await asyncio.sleep(0.2)

    def _steps(self) -> int:
        return self.ledger.count("closed_at") + self.ledger.count("confirmed_at")

    async def _watch(self) -> None:
        """Tell the progress every five seconds, and kill the bot once if asked to."""
        killed, told = self.order.kill_at is None, 0.0
        while True:
            received = self.ledger.count("submitted_at")
            if not killed and received >= (self.order.kill_at or 0) * len(self.order.letters):
                killed = True
                self.bot = await self._kill_and_restart()
            if time.monotonic() - told >= 5:
                told = time.monotonic()
                self.progress(f"received {received}/{len(self.order.letters)}, {self._news()}")
            await asyncio.sleep(0.05)

    def _news(self) -> str:
        errors = (f"{what} × {count}" for what, count in self.ledger.errors.most_common())
        news = (f"closed {self.ledger.count('closed_at')}", f"confirmed {self.ledger.count('confirmed_at')}", *errors)
        return ", ".join(news)

    async def _stop_bot(self) -> None:
        await self.bot.stop()

    async def _kill_and_restart(self) -> Child:
        self.bot.process.kill()
        await self.bot.process.wait()
        self.progress("killed the bot (-9), starting it again")
        return await self._start_bot()

    def _stored(self, stats: dict[str, dict[str, int]]) -> Stored:
        engine = make_engine(self._database())
        with Session(engine) as session:
            states = Counter(dict(session.execute(select(Letter.state, func.count()).group_by(Letter.state)).all()))
            updates = dict(session.execute(select(InboxUpdate.state, func.count()).group_by(InboxUpdate.state)).all())
            matters = session.scalar(select(func.count()).where(Matter.status != Status.DRAFT)) or 0
            sends = session.scalar(select(func.count()).where(
                Letter.method == "send", Letter.state.in_((LetterState.SENT, LetterState.UNKNOWN)))) or 0
            marked = session.scalar(select(func.count()).where(
                Letter.method == "send", Letter.state == LetterState.MAYBE_DUPLICATE)) or 0
        engine.dispose()
        sent = sum(stats["by_method"].get(method, 0) for method in SENDS)
        return Stored(matters, states, updates.get(UpdateState.DEAD, 0), updates.get(UpdateState.WAITING, 0),
                      max(0, sent - sends - 2 * marked))
