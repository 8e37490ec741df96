"""A small town for tests: raw updates through the real engine, over a fake wire."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session
from telegram import Bot

from bot.nursery import Nursery
from bot.receiving.brake import Brake
from bot.receiving.dispatch import Dispatcher
from bot.receiving.edge import Edge, make_application
from bot.receiving.inbox import Inbox
from bot.receiving.lanes import Lanes
from bot.receiving.polling import Polling
from bot.receiving.router import Router
from bot.sending.pacing import Pacer
from bot.sending.postman import Postman
from bot.sending.sender import OutboxSender
from bot.storage.desk import Desk
from bot.storage.store import Store
from bot.timing.ticker import Ticker
from handlers.routes import Routes
from models.mail import Due, DueState, InboxUpdate, Letter, LetterState
from models.matter import Matter
from models.organisation_plan import OrganisationPlan
from models.policy import Policy
from services.cards import refresh
from services.work import Work
from tests.databases import open_town, settle_organisation
from tests.deeds import Deeds
from tests.houses import default_plan, default_policy, make_house
from tests.telegram import BOT_ID, TOKEN, FakeRequest, FakeTelegram, Sent, Toast
from tests.updates import ANONYMOUS_ADMIN, Group, Who
from texts.catalog import Catalog

T = TypeVar("T")
ZONE = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2026, 11, 18, 10, 0, tzinfo=ZONE)
"""A Wednesday in working hours, far from holidays."""
STEP = timedelta(minutes=15)
PATIENCE = 60.0
"""Real seconds after which waiting is called a failure."""


class TownClock:
    """Business time stands still until it is moved; real time is real."""

    def __init__(self, start: datetime) -> None:
        self.moment = start.astimezone(UTC)

    def now(self) -> datetime:
        """Return the town's time."""
        return self.moment

    def real_now(self) -> datetime:
        """Return real time."""
        return datetime.now(UTC)  # noqa: TID251 the town owns its clock

    def monotonic(self) -> float:
        """Return real seconds."""
        return asyncio.get_running_loop().time()


@dataclass
class Town(Deeds):
    """People, groups and the bot; every method returns when the bot has nothing more to do.

    Args:
        folder: where the database lives.
        routes: the features under test.
        plan: the organisation; Bao'an by default.
        policy: the rules; those that ship by default.
        now: business time at the start; it stands still until `advance`.
        database: an address of a settled database; a fresh SQLite file by default.
        brake: messages a minute; by default no test is slowed down.
        is_strict: an error in a handler or in due work fails the test; it is never retried slowly.
        press_patience: real seconds after which a press is answered blank; a busy machine must not reach them.
    """

    folder: Path
    routes: Iterable[Routes] = ()
    plan: OrganisationPlan | None = None
    policy: Policy | None = None
    now: datetime = MORNING
    database: str | None = None
    brake: int = 100_000
    is_strict: bool = True
    press_patience: float = PATIENCE

    def __post_init__(self) -> None:
        self.plan = self.plan or default_plan()
        self.policy = self.policy or default_policy()
        self.telegram = FakeTelegram()
        self.clock = TownClock(self.now)
        self.catalog = Catalog(ZONE, self.clock.now)
        self._people: dict[int, Who] = {}

    async def __aenter__(self) -> Self:
        """Open the town."""
        assert self.plan is not None
        assert self.policy is not None
        if self.database is None:
            path = self.folder / "town.db"
            self.database = f"sqlite:///{path}"
            if not path.exists():
                settle_organisation(self.database, self.plan)
        self.nursery = Nursery()
        self.store = Store(open_town(self.database), self.clock)
        self.house = make_house(self.plan, self.policy)
        await self._build()
        return self

    async def _build(self) -> None:
        postman = Postman(self.telegram, self.catalog)  # type: ignore[arg-type]
        pacer = Pacer(is_on=False)
        self.sender = OutboxSender(self.store, postman, pacer, self.clock, told=self._show_blocked)
        self.desk = Desk(self.store, self.clock, self.house, self.sender)
        bot = Bot(TOKEN, request=FakeRequest(), get_updates_request=FakeRequest())
        self.application = make_application(bot)
        brake = Brake(self.brake, self.clock.monotonic)
        self.dispatcher = Dispatcher(self.application, self.desk, self.catalog, self.telegram, self.nursery,
                                     brake, backoff=(0, 0, 0, 0), patience=self.press_patience)
        Edge(Router(self.routes), self.dispatcher).enter(self.application)
        self.inbox = Inbox(self.store, BOT_ID)
        self.lanes = Lanes(self.inbox, self.dispatcher.handle, self.nursery)
        self.polling = Polling(self.telegram, self.inbox, self.lanes, self.clock)
        self.ticker = Ticker(self.desk)
        await self.application.initialize()
        await self.lanes.sweep(timedelta(0))

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None,
                        trace: TracebackType | None) -> None:
        """Close the town."""
        await self.lanes.close()
        await self.nursery.close()
        await self.application.shutdown()
        self.store.close()

    # -- time ---------------------------------------------------------------------------

    async def advance(self, by: timedelta = timedelta(0), **parts: float) -> None:
        """Let business time pass in steps, with the ticker run and everything sent at each.

        Args:
            by: how much.
            **parts: or as of `timedelta`: ``hours=2``.
        """
        await self.advance_to(self.clock.moment + by + timedelta(**parts))

    async def advance_to(self, moment: datetime) -> None:
        """Let business time pass until a moment; a naive one is local."""
        end = (moment if moment.tzinfo else moment.replace(tzinfo=ZONE)).astimezone(UTC)
        while self.clock.moment < end:
            self.clock.moment = min(end, await self.next_step())
            await self.settle()
        await self.settle()

    async def next_step(self) -> datetime:
        """Return the next step at which something is due; in a settled town those before it would change nothing."""
        due = await self.read(lambda session: session.scalar(_FIRST_DUE))
        if due is None:
            return datetime.max.replace(tzinfo=UTC)
        return self.clock.moment + max(1, -((self.clock.moment - due) // STEP)) * STEP

    async def settle(self) -> None:
        """Wait until the bot has read, done and sent everything there is at this moment."""
        async with asyncio.timeout(PATIENCE):
            while await self._fetched():
                await self.lanes.idle()
            await self.ticker.tick()
            await self.sender.drain()
            await self.nursery.idle()
        if self.is_strict:
            errors = await self.read(_errors)
            assert not errors, f"handlers or due work failed (traceback above): {errors}"

    async def _fetched(self) -> int:
        await self.polling.once()
        return self.telegram.given

    async def _show_blocked(self, matters: set[int]) -> None:
        for matter_id in sorted(matters):
            await self.desk.do(partial(_refresh, matter_id))

    # -- behind the scenes --------------------------------------------------------------

    async def read(self, look: Callable[[Session], T]) -> T:
        """Look into the database."""
        return await self.store.read(look)

    async def work(self, use: Callable[[Work], T]) -> T:
        """Run a use case as nobody, committed; call `settle` to see what it sends."""
        return await self.desk.do(use)

    async def restart(self) -> None:
        """End the process as a kill would and start a new one over the same database, its term as poller over."""
        await self.polling.leave()
        await self.nursery.close()
        await self.application.shutdown()
        self.store.close()
        assert self.database is not None
        self.nursery = Nursery()
        self.store = Store(open_town(self.database), self.clock)
        await self._build()

    def date(self) -> int:
        """Return the town's time as Telegram stamps it."""
        return int(self.clock.moment.timestamp())


def _refresh(matter_id: int, work: Work) -> None:
    refresh(work, work.session.get_one(Matter, matter_id))


_FIRST_DUE = select(func.min(Due.due_at)).where(Due.state == DueState.WAITING)
_ERRORS = union_all(select(InboxUpdate.error).where(InboxUpdate.error.is_not(None)),
                    select(Due.error).where(Due.error.is_not(None)),
                    select(Letter.error).where(Letter.state == LetterState.DEAD))


def _errors(session: Session) -> list[str]:
    return [str(error) for error in session.scalars(_ERRORS)]


__all__ = ["ANONYMOUS_ADMIN", "Group", "Sent", "Toast", "Town", "Who"]
