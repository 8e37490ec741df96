"""The demo from first process to last: start, fill, show, end."""

from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from datetime import timedelta

from aiohttp import ClientSession
from sqlalchemy.orm import Session

from bot.demo.home import Home
from bot.demo.morning import wake_up
from bot.demo.processes import Child, ended_by_signals, first_to_end, free_port, start
from bot.demo.seed import seed
from bot.demo.town import BOT_NAME, BOT_TOKEN, BOT_USERNAME
from bot.nursery import Nursery
from bot.sandbox_client import Sandbox
from bot.storage.databases import make_engine
from bot.timing.clock import BusinessClock, stored_offset
from services.organisation import open_invitations

HOST = "127.0.0.1"


class Stage:
    """One showing of one town.

    Args:
        home: the town.
        lock: the open file that keeps it ours.
    """

    def __init__(self, home: Home, lock: int) -> None:
        self.home = home
        self._keep = (lock,)
        self._nursery = Nursery()

    async def run(self, port: int, announce: Callable[[str], None]) -> str | None:
        """Run until Ctrl-C (None) or until one of the two processes ends by itself (its name)."""
        with ended_by_signals():
            async with AsyncExitStack() as stack:
                stack.push_async_callback(self._nursery.close)
                telegram = await self._start_telegram(free_port(HOST, port))
                stack.push_async_callback(telegram.stop)
                sandbox = Sandbox(telegram.address, await stack.enter_async_context(ClientSession()))
                await sandbox.post("/bots", token=BOT_TOKEN, username=BOT_USERNAME, first_name=BOT_NAME)
                bot = await self._start_bot(telegram.address)
                stack.push_async_callback(bot.stop)
                await self._fill_once(sandbox)
                self.home.show_at(telegram.address)
                announce(telegram.address)
                ended = await first_to_end([telegram, bot], self._nursery)
                return "local Telegram" if ended is telegram else "bot"
        return None

    async def _start_telegram(self, port: int) -> Child:
        home = self.home
        home.write_calendar(BusinessClock().real_now().date())
        arguments = ["sandbox", "--host", HOST, "--port", str(port), "--state", str(home.telegram),
                     "--calendar", str(home.calendar)]
        return await start(arguments, home.log("telegram"), {}, self._nursery, self._keep)

    async def _start_bot(self, telegram: str) -> Child:
        env = {
            "HUYING_BOT_TOKEN": BOT_TOKEN, "HUYING_BOT_API_URL": telegram, "HUYING_CLOCK_URL": telegram,
            "HUYING_DATABASE_URL": self.home.database_url, "HUYING_MEDIA": str(self.home.media),
            "HUYING_HTTP_PORT": "0", "HUYING_HTTP_HOST": HOST, "HUYING_MODE": "polling",
        }
        return await start(["bot", "run"], self.home.log("bot"), env, self._nursery, self._keep)

    async def _fill_once(self, sandbox: Sandbox) -> None:
        if self.home.is_seeded:
            return
        with _reading(self.home) as session:
            tokens = {seat.key: seat.token or "" for seat in open_invitations(session)}
        await wake_up(sandbox, lambda: _walked(self.home))
        await seed(sandbox, tokens)
        self.home.mark_seeded()


def _walked(home: Home) -> timedelta:
    with _reading(home) as session:
        return stored_offset(session)


@contextmanager
def _reading(home: Home) -> Iterator[Session]:
    engine = make_engine(home.database_url)
    with Session(engine) as session:
        yield session
    engine.dispose()
