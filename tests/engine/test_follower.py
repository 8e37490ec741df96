"""Following another clock: a day moved is a day lived, and time never goes back."""

import time
from collections.abc import AsyncIterator
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.storage.databases import open_database
from bot.storage.store import Store
from bot.timing.clock import BusinessClock, stored_offset
from bot.timing.follower import STEP, Follower
from models import Base


class ClockServer:
    """The clock's side of the sandbox."""

    def __init__(self) -> None:
        self.target = 0.0
        self.reports: list[float] = []

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/clock", self._tell)
        app.router.add_put("/clock/position", self._hear)
        return app

    async def _tell(self, _request: web.Request) -> web.Response:
        return web.json_response({"target_offset": self.target})

    async def _hear(self, request: web.Request) -> web.Response:
        self.reports.append((await request.json())["offset"])
        return web.json_response({"target_offset": self.target})


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    database = open_database(f"sqlite:///{tmp_path / 'town.db'}", durable=False)
    Base.metadata.create_all(database.engine)
    store = Store(database, BusinessClock())
    yield store
    store.close()


@pytest.fixture
def sandbox() -> ClockServer:
    return ClockServer()


@pytest.fixture
async def address(sandbox: ClockServer) -> AsyncIterator[str]:
    async with TestServer(sandbox.app()) as server:
        yield str(server.make_url("/"))


async def test_a_jump_is_walked_in_steps_with_everything_done_at_each(
    store: Store, sandbox: ClockServer, address: str
) -> None:
    clock, moments = BusinessClock(), list[datetime]()
    lived: list[str] = []
    told: list[float] = []

    async def tick() -> None:
        moments.append(clock.now())
        told.append(sandbox.reports[-1] - clock.offset.total_seconds())
        lived.append("tick")

    async def drain() -> None:
        lived.append("drain")

    start = clock.now()
    sandbox.target = 3 * STEP.total_seconds()
    follower = Follower(address, clock, store, tick, drain)
    await follower.start()
    await follower.follow()
    await follower.close()

    assert [moment.minute % 15 for moment in moments[:3]] == [0, 0, 0]
    assert moments[-1] - start >= 3 * STEP
    assert lived == ["tick", "drain"] * len(moments)
    assert set(told) == {0.0}
    assert sandbox.reports[-1] == sandbox.target


async def test_time_does_not_go_back_after_a_restart_nor_when_told_to(
    store: Store, sandbox: ClockServer, address: str
) -> None:
    first = Follower(address, BusinessClock(), store)
    sandbox.target = 86400.0
    await first.start()
    await first.follow()
    await first.close()

    sandbox.target = 0.0
    clock = BusinessClock()
    second = Follower(address, clock, store)
    await second.start()
    await second.follow()
    await second.close()

    assert clock.offset == timedelta(days=1)
    assert await store.read(stored_offset) == timedelta(days=1)


async def test_a_clock_that_cannot_be_reached_changes_nothing(store: Store) -> None:
    clock = BusinessClock()
    follower = Follower("http://127.0.0.1:9", clock, store)
    await follower.start()

    await follower.follow()
    await follower.close()

    assert clock.offset == timedelta(0)


def test_business_time_is_real_time_until_it_is_moved() -> None:
    clock = BusinessClock()

    before, real, after = clock.now(), clock.real_now(), clock.now()

    assert before <= real <= after
    assert isinstance(before, datetime)
    assert before.utcoffset() == timedelta(0)


def test_waits_go_on_when_the_wall_clock_is_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    off, clock, hour = [timedelta(0)], BusinessClock(), timedelta(hours=1)

    class Wall(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Wall":
            return cls.fromtimestamp(time.time() + off[0].total_seconds(), tz)  # noqa: TID251 it is the wall's clock

    monkeypatch.setattr("bot.timing.clock.datetime", Wall)
    start, business = clock.real_now(), clock.now()
    off[0] = hour
    forward = clock.real_now()
    off[0] = -hour
    back = clock.real_now()

    assert hour <= forward - start < hour + timedelta(seconds=5)
    assert forward <= back < forward + timedelta(seconds=5)
    assert clock.now() < business


def test_a_clock_cannot_be_moved_back() -> None:
    clock = BusinessClock(timedelta(hours=2))

    clock.move_to(timedelta(hours=1))

    assert clock.offset == timedelta(hours=2)
