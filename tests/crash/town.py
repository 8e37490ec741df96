"""A town whose bot is one real process or several, each started again when it dies, as a service manager would."""

import asyncio
import json
import os
import resource
import signal
import socket
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import psycopg
from alembic import command
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.nursery import Nursery
from bot.storage.databases import make_engine
from bot.storage.lead import Role as Lead
from bot.storage.migrate import config_for
from bot.storage.organisation import import_if_empty
from bot.timing.clock import BusinessClock
from config.organisation import load_organisation
from models import Base
from models.mail import Setting
from models.organisation import Seat
from models.organisation_plan import Role
from models.person import Person
from tests.crash.people import FIRST_STAFF, People
from tests.crash.server import Server
from tests.crash.telegram import HOST, SECRET, TOKEN, Telegram
from tests.crash.waiting import until
from tests.crash.wall import Wall
from tests.nest import Hatched, Nest

START_AGAIN_SECONDS = 0.05
START_SECONDS, FOR_EVER = 60.0, 1e6


@dataclass
class Replica:
    """A place where a process of the bot runs, one after the other."""

    order: Path
    clock: Path
    env: dict[str, str]
    child: Hatched | None = None
    is_ready: bool = False
    starts: int = 0

    @property
    def pid(self) -> int:
        """The process that runs now."""
        assert self.child is not None
        return self.child.pid

    @property
    def lives(self) -> bool:
        """Tell whether its process is ready and has not ended."""
        return self.is_ready and not self.has_ended

    @property
    def has_ended(self) -> bool:
        """Tell whether no process runs."""
        return self.child is None or self.child.poll() is not None

    def die_at(self, point: str, after: int = 1, by: signal.Signals = signal.SIGKILL) -> None:
        """Order the process to die, or to stand still, when it reaches a point for the n-th time."""
        self.order.write_text(json.dumps({"point": point, "after": after, "signal": by}))

    @property
    def stands_still(self) -> bool:
        """Tell whether a signal has stopped it."""
        return "(stopped)" in Path(f"/proc/{self.pid}/status").read_text()


@dataclass
class Plan:
    """What a town is made of."""

    folder: Path
    database: str
    replicas: int = 1
    webhook: bool = False
    walled: bool = False
    short: bool = True
    reports: int = 2
    """How many people file a report in each cell, beside those who ask for help."""


@dataclass
class Town:
    """Telegram, its people, the database and the bot."""

    plan: Plan
    telegram: Telegram
    people: People
    engine: Engine
    nursery: Nursery
    nest: Nest
    replicas: list[Replica] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    """Defects that were told already."""
    clock: Path = Path()
    server: Server | None = None
    disk: Path | None = None
    """The small disk of the database, where it has one."""
    walls: list[Wall] = field(default_factory=list)
    """What stands between each replica and the database, where something does."""

    @property
    def pids(self) -> list[int]:
        """Return the processes that run now."""
        return [replica.pid for replica in self.replicas]

    def leaders(self) -> dict[str, int]:
        """Return which process leads in what."""
        with Session(self.engine) as session:
            rows = session.execute(select(Setting.key, Setting.value).where(Setting.key.in_(list(Lead)))).all()
        return {key: int(value["worker"].partition("-")[0]) for key, value in rows}

    def restart_server(self, away: float) -> None:
        """Restart the database's server, which stays away for some seconds."""
        assert self.server is not None
        self.server.restart(away)

    @property
    def is_sqlite(self) -> bool:
        """Tell which kind of database it has."""
        return self.plan.database.startswith("sqlite")

    async def start(self, replica: Replica) -> None:
        """Start a replica's process."""
        log = self.plan.folder / f"{replica.order.stem}.log"
        replica.starts, replica.is_ready = replica.starts + 1, False
        replica.child = self.nest.hatch(["tests.crash.bot", "run"], {**os.environ, **replica.env}, log)
        with replica.child.stdout as told:
            line = await asyncio.wait_for(asyncio.to_thread(told.readline), START_SECONDS)
        replica.is_ready = line.startswith("ready ")

    async def keep_alive(self, replica: Replica) -> None:
        """Start the replica again whenever its process ends."""
        while True:
            await until(lambda: replica.has_ended, FOR_EVER)
            await asyncio.sleep(START_AGAIN_SECONDS)
            await self.start(replica)

    async def died(self, replica: Replica, starts: int, seconds: float = 20.0) -> bool:
        """Wait until a replica has died and lives again; False when it never got to its point.

        Raises:
            TimeoutError: it died and did not start again.
        """
        try:
            await until(lambda: replica.starts > starts, seconds)
        except TimeoutError:
            replica.order.unlink(missing_ok=True)
            return False
        await until(lambda: replica.lives, START_SECONDS)
        return True

    def set_clock(self, off: float) -> None:
        """Let every process believe that the wall clock is off by so many seconds."""
        self.clock.write_text(str(off))

    @contextmanager
    def file_limit(self, spare: int) -> Iterator[None]:
        """Leave the database's files room for a few more bytes only, as a full disk would."""
        path = Path(self.plan.database.removeprefix("sqlite:///"))
        size = max(each.stat().st_size for each in (path, path.with_name(f"{path.name}-wal")) if each.exists())
        pid = self.replicas[0].pid
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size + spare, resource.RLIM_INFINITY))
        try:
            yield
        finally:
            with suppress(ProcessLookupError):
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    @contextmanager
    def file_lock(self) -> Iterator[None]:
        """Hold the file's write lock as another program would."""
        connection = sqlite3.connect(self.plan.database.removeprefix("sqlite:///"), isolation_level=None, timeout=20)
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            connection.execute("ROLLBACK")
            connection.close()

    async def cut_connections(self) -> None:
        """Let PostgreSQL end every connection of this database."""
        async with await psycopg.AsyncConnection.connect(self.plan.database, autocommit=True) as connection:
            await connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                                     "WHERE datname = current_database() AND pid <> pg_backend_pid()")


@asynccontextmanager
async def living(plan: Plan, draw: Random, nest: Nest) -> AsyncIterator[Town]:
    """Found a town, start its bot, end everything with the context."""
    plan.folder.mkdir(parents=True, exist_ok=True)
    await asyncio.to_thread(settle, plan.database)
    telegram, nursery = Telegram(), Nursery()
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(telegram.serving())
        engine = make_engine(plan.database)
        stack.callback(engine.dispose)
        town = Town(plan, telegram, People(telegram, draw), engine, nursery, nest, clock=plan.folder / "clock")
        stack.push_async_callback(_end, town)
        if plan.walled:
            town.walls = [Wall(plan.folder / f"wall-{number}", plan.database) for number in range(plan.replicas)]
            for wall in town.walls:
                await wall.stand()
                stack.push_async_callback(wall.close)
        town.replicas = [_replica(town, number) for number in range(plan.replicas)]
        if plan.webhook:
            telegram.targets = [each.env["HUYING_WEBHOOK_URL"] for each in town.replicas]
        await asyncio.gather(*(town.start(replica) for replica in town.replicas))
        for replica in town.replicas:
            nursery.start(town.keep_alive(replica))
        yield town


async def _end(town: Town) -> None:
    await town.nursery.close()
    for replica in town.replicas:
        if replica.child is not None:
            replica.child.kill()
            replica.child.wait()


def _replica(town: Town, number: int) -> Replica:
    plan, port = town.plan, _free_port()
    database = town.walls[number].address if town.walls else plan.database
    order = plan.folder / f"replica-{number}.order"
    env: dict[str, Any] = {
        "HUYING_BOT_TOKEN": TOKEN, "HUYING_BOT_API_URL": town.telegram.address, "HUYING_HTTP_PORT": str(port),
        "HUYING_CLOCK_URL": town.telegram.address, "HUYING_DATABASE_URL": database,
        "HUYING_MEDIA": str(plan.folder / "media"), "HUYING_LOG_LEVEL": "WARNING",
        "CRASH_ORDER": str(order), "CRASH_CLOCK": str(town.clock), "CRASH_TERMS": "short" if plan.short else "",
        # who is killed keeps no measurements, and is measured at half the speed
        "COVERAGE_PROCESS_START": "", "COVERAGE_PROCESS_CONFIG": "",
    }
    if plan.webhook:
        env |= {"HUYING_MODE": "webhook", "HUYING_WEBHOOK_SECRET": SECRET,
                "HUYING_WEBHOOK_URL": f"http://{HOST}:{port}/telegram"}
    return Replica(order, town.clock, env)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def settle(database: str) -> None:
    """Write the district into an empty database, a person on every deputy's seat."""
    engine = make_engine(database)
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        command.stamp(config_for(connection), "head")
    import_if_empty(engine, load_organisation)
    with Session(engine) as session, session.begin():
        now = BusinessClock().now()
        for number, seat in enumerate(session.scalars(select(Seat).where(Seat.role == Role.DEPUTY)).all()):
            person = Person(telegram_id=FIRST_STAFF + number, name=seat.name, created_at=now)
            session.add(person)
            session.flush()
            seat.person_id, seat.bound_at, seat.token = person.id, now, None
    engine.dispose()
