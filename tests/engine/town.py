"""A sender with a real store, a real wire and a stub of Telegram, for tests of the sending half."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from aiohttp import web
from sqlalchemy.orm import Session

from bot.sending.pacing import Pacer
from bot.sending.postman import Postman
from bot.sending.sender import OutboxSender
from bot.storage.databases import open_database
from bot.storage.lead import Role
from bot.storage.store import Store
from bot.wire.calls import Wire
from bot.wire.transport import AiohttpRequest
from models.base import Base
from models.mail import Card, Lane, Letter, Setting
from services.outbox import Address, Outbox
from tests.engine.telegram_stub import TOKEN, TelegramStub
from texts.catalog import Catalog
from texts.message import Names, Text
from texts.screen import Button, Screen

SHANGHAI = ZoneInfo("Asia/Shanghai")
ZHANG_WEI = 1001
WANG_FANG = 1002
LIU_YANG = 1003
XIXIANG_GROUP = -5001


class PlainCatalog(Catalog):
    """The real catalog, but that names are taken for HTML: tests need no wordings of their own."""

    def word(self, text: Any, language: str = "zh-Hans", *, plain: bool = False) -> str:
        """Return the words themselves."""
        return super().word(text, language, plain=True)


def words_of(zh: str, en: str | None = None) -> Text:
    """Words that need no wording in the catalog, in one or two languages."""
    return cast(Text, Names(zh, en or zh))


def say(words: str, **parts: Any) -> Screen:
    """A screen of a few words."""
    return Screen(words_of(words), **parts)


def button(label: str, url: str) -> Button:
    """A button that opens an address."""
    return Button(Names(label, label), url=url)


@dataclass
class HandClock:
    """A clock that stands still until the test moves it."""

    at: datetime = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
    seconds: float = 1000.0
    business_ahead: timedelta = field(default=timedelta(days=30))

    def now(self) -> datetime:
        """Business time."""
        return self.at + self.business_ahead

    def real_now(self) -> datetime:
        """Real time."""
        return self.at

    def monotonic(self) -> float:
        """Real seconds."""
        return self.seconds

    def pass_time(self, seconds: float) -> None:
        """Let time pass."""
        self.seconds += seconds
        self.at += timedelta(seconds=seconds)


@dataclass
class Town:
    """Everything a test of the sender touches."""

    store: Store
    clock: HandClock
    telegram: TelegramStub
    wire: Wire
    told: list[set[int]] = field(default_factory=list)
    senders: list[OutboxSender] = field(default_factory=list)

    def sender(self, **options: Any) -> OutboxSender:
        """Return a new worker, without limits unless told."""
        pacer = options.pop("pacer", None) or Pacer(is_on=False, jitter=lambda: 0.0)
        postman = Postman(self.wire, PlainCatalog(SHANGHAI))
        sender = OutboxSender(self.store, postman, pacer, self.clock, told=self._tell, **options)
        self.senders.append(sender)
        return sender

    async def send(self, chat_id: int, screen: Screen | str, **options: Any) -> int:
        """Owe a chat a message; returns its card."""
        screen = say(screen) if isinstance(screen, str) else screen
        to = Address(chat_id, options.pop("language", "zh-Hans"), options.pop("thread_id", None),
                     options.pop("person_id", None))
        reply_to = options.pop("reply_to", None)

        def put(session: Session) -> int:
            known = session.get_one(Card, reply_to) if reply_to else None
            outbox = Outbox(session, self.clock.real_now())
            return outbox.send(to, screen, reply_to=known, **options).id

        return await self.store.run(put)

    async def edit(self, card_id: int, screen: Screen | str, lane: Lane = Lane.INTERACTIVE) -> None:
        """Owe a card a new look."""
        screen = say(screen) if isinstance(screen, str) else screen
        await self.store.run(
            lambda session: Outbox(session, self.clock.real_now()).edit(
                session.get_one(Card, card_id), screen, lane=lane
            )
        )

    async def letters(self) -> list[Letter]:
        """Return the whole outbox, oldest first."""
        return await self.store.read(lambda session: session.query(Letter).order_by(Letter.id).all())

    async def states(self) -> list[str]:
        """Return what became of every letter, oldest first."""
        return [letter.state for letter in await self.letters()]

    async def card(self, card_id: int) -> Card:
        """Return a card as it is now."""
        return await self.store.read(lambda session: session.get_one(Card, card_id))

    async def do(self, job: Callable[[Session], Any]) -> Any:
        """Run a job."""
        return await self.store.run(job)

    async def age_leads(self, by: timedelta) -> None:
        """Let every lead be so much older than it is: replicas count by their server's clock, which nobody moves."""
        def age(session: Session) -> None:
            for row in session.query(Setting).where(Setting.key.in_(list(Role))):
                moments = {name: datetime.fromisoformat(row.value[name]) - by for name in ("since", "until")}
                row.value = row.value | {name: moment.isoformat() for name, moment in moments.items()}

        await self.store.run(age)

    async def _tell(self, matters: set[int]) -> None:
        self.told.append(matters)


@asynccontextmanager
async def serve(telegram: TelegramStub) -> AsyncIterator[TelegramStub]:
    """Run the stub on a free port of this machine."""
    app = web.Application(client_max_size=50 * 2**20)
    app.router.add_route("*", "/{tail:.*}", telegram.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    telegram.url = f"http://{host}:{port}"
    try:
        yield telegram
    finally:
        await runner.cleanup()


@asynccontextmanager
async def found_town(database_url: str) -> AsyncIterator[Town]:
    """Open a database and a Telegram, and close both."""
    clock = HandClock()
    database = open_database(database_url, durable=False)
    Base.metadata.create_all(database.engine)
    store = Store(database, clock)
    request = AiohttpRequest()
    try:
        async with serve(TelegramStub()) as telegram, request:
            yield Town(store, clock, telegram, Wire(request, TOKEN, telegram.base_url))
    finally:
        store.close()


def sqlite_url(folder: Path) -> str:
    """Return the address of a new database file."""
    return f"sqlite:///{folder / 'town.db'}"


async def until(done: Callable[[], bool]) -> None:
    """Wait for a condition, at most ten seconds."""
    async with asyncio.timeout(10):
        while not done():  # noqa: ASYNC110 the condition is another task's
            await asyncio.sleep(0.001)
