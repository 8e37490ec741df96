"""The demo from first process to last: start, fill, show, end."""

from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path

from aiohttp import ClientSession
from sqlalchemy.orm import Session

from bot.databases import make_engine
from bot.demo.processes import Child, free_port, start, wait_for_end
from bot.demo.seed import seed
from bot.demo.town import BOT_TOKEN, BOT_USERNAME
from bot.nursery import Nursery
from bot.sandbox_client import Sandbox
from services.organisation import open_invitations

HOST = "127.0.0.1"
SEEDED = "seeded"


async def run_demo(home: Path, port: int, announce: Callable[[str], None]) -> str | None:
    """Run until Ctrl-C (None) or until one of the two processes ends by itself (its name)."""
    nursery = Nursery()
    async with AsyncExitStack() as stack:
        stack.push_async_callback(nursery.close)
        telegram = await _start_telegram(home, free_port(HOST, port), nursery)
        stack.push_async_callback(telegram.stop)
        bot = await _start_bot(home, telegram.address, nursery)
        stack.push_async_callback(bot.stop)
        await _fill_once(home, telegram.address)
        announce(telegram.address)
        ended = await wait_for_end([telegram, bot], nursery)
        return {None: None, telegram: "local Telegram", bot: "bot"}[ended]


async def _start_telegram(home: Path, port: int, nursery: Nursery) -> Child:
    arguments = ["sandbox", "--host", HOST, "--port", str(port), "--state", str(home / "telegram"),
                 "--bot", f"{BOT_TOKEN}:{BOT_USERNAME}"]
    return await start(arguments, home / "telegram.log", {}, nursery)


async def _start_bot(home: Path, telegram: str, nursery: Nursery) -> Child:
    env = {
        "HUYING_BOT_TOKEN": BOT_TOKEN, "HUYING_BOT_API_URL": telegram, "HUYING_CLOCK_URL": telegram,
        "HUYING_DATABASE_URL": database_url(home), "HUYING_MEDIA": str(home / "media"), "HUYING_HTTP_PORT": "0",
        "HUYING_HTTP_HOST": HOST, "HUYING_MODE": "polling",
    }
    return await start(["bot", "run"], home / "bot.log", env, nursery)


def database_url(home: Path) -> str:
    """Return where the demo's database is."""
    return f"sqlite:///{(home / 'huying.db').resolve()}"


async def _fill_once(home: Path, telegram: str) -> None:
    if is_seeded(home):
        return
    async with ClientSession() as http:
        await seed(Sandbox(telegram, http), _tokens(home))
    (home / SEEDED).touch()


def is_seeded(home: Path) -> bool:
    """Tell whether yesterday's town is there."""
    return (home / SEEDED).exists()


def _tokens(home: Path) -> dict[str, str]:
    engine = make_engine(database_url(home))
    with Session(engine) as session:
        tokens = {seat.key: seat.token or "" for seat in open_invitations(session)}
    engine.dispose()
    return tokens
