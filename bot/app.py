"""The composition root: reads as a table of contents of the running program."""

import asyncio
import signal
from collections.abc import Callable
from contextlib import AsyncExitStack

from bot.collector import settle_allocator, settle_house
from bot.engine import Engine, Ground
from bot.nursery import Nursery
from bot.storage.databases import Database, make_engine, open_database
from bot.storage.house import build_house
from bot.storage.migrate import migrate
from bot.storage.organisation import import_if_empty
from bot.storage.store import Store
from bot.timing.clock import BusinessClock
from bot.wire.introduction import introduce, make_bot
from bot.wire.transport import AiohttpRequest
from config.organisation import load_organisation
from config.settings import Settings


async def serve(settings: Settings, announce: Callable[[str], None]) -> None:
    """Take updates, answer them, send what is owed and do what is due until SIGTERM or SIGINT."""
    settle_allocator()
    stop = _stop_signal()
    async with AsyncExitStack() as closing:
        clock = BusinessClock()
        store = Store(await asyncio.to_thread(open_migrated, settings), clock)
        closing.callback(store.close)
        settings.media.mkdir(parents=True, exist_ok=True, mode=0o700)
        nursery = Nursery()
        closing.push_async_callback(nursery.close)
        request = AiohttpRequest(proxy=settings.proxy)
        closing.push_async_callback(request.shutdown)
        bot = make_bot(settings, request)
        if not await introduce(bot, store, stop):
            return
        house = build_house(settings, store.database.engine, bot.id, bot.username)
        engine = Engine(Ground(settings, bot, request, house, store, clock, nursery))
        address = await engine.open(closing, stop)
        settle_house()
        announce(address)
        await stop.wait()
        engine.health.ready = False


def open_migrated(settings: Settings) -> Database:
    """Open the database with today's schema and an organisation in it.

    Raises:
        NewerDatabase: a newer Huying made it.
        OrganisationError: the organisation file contradicts itself.
    """
    engine = make_engine(settings.direct_url)
    migrate(engine)
    import_if_empty(engine, lambda: load_organisation(settings.organisation))
    engine.dispose()
    return open_database(settings.database_url, pooled=settings.is_pooled)


def _stop_signal() -> asyncio.Event:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    return stop
