"""`python -m tests.capacity.weigh`: what matters, notices and updates cost on PostgreSQL, counted and weighed.

Each measurement prints lines for tests/capacity/measured.toml. Counts and bytes do not suffer from other work on the
machine; seconds of processor do, a little; nothing here is a time by the wall except ``head``, which says so.
"""

import asyncio
import random
import tempfile
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from typing import Any

import click
import psutil  # type: ignore[import-untyped]
import psycopg
from aiohttp import ClientSession, TCPConnector

import services.audit
from bot.nursery import Nursery
from bot.replay.letters import assign
from bot.replay.stage import Order, Replay
from bot.sandbox_client import Sandbox
from bot.storage.databases import open_database
from models.session import JobSession
from services.audit import About, Noted, Secret, note, seal
from tests.bench.figures import percentile
from tests.bench.peers import POSTGRES
from tests.bench.processes import ROOT
from tests.bench.runs import Plan, run_once
from tests.bench.table import plain
from tests.bench.talkers import PLACES, content
from tests.broadcast.proof import Order as Notice
from tests.broadcast.proof import Run
from tests.broadcast.town import Crowd, arrive, open_morning, settle
from tests.databases import settle_organisation
from tests.harness import default_plan
from tests.postgres import fresh_database, running_server
from tests.scale.__main__ import NOW

Weight = tuple[int, int]
"""Rows, and bytes with indexes."""
Weights = dict[str, Weight]
HOME = ROOT / "var" / "capacity"
SETTLE_SECONDS, IDLE_SECONDS = 5.0, 15.0


def weigh(address: str) -> Weights:
    """Pack every table and return its weight."""
    with psycopg.connect(address, autocommit=True) as connection:
        names = [row[0] for row in connection.execute(
            "SELECT relname FROM pg_stat_user_tables ORDER BY relname").fetchall()]
        return {name: _weight(connection, name) for name in names}


def _weight(connection: psycopg.Connection[Any], name: str) -> Weight:
    table = psycopg.sql.Identifier(name)
    connection.execute(psycopg.sql.SQL("VACUUM FULL {}").format(table))
    rows = connection.execute(psycopg.sql.SQL("SELECT count(*) FROM {}").format(table)).fetchone()
    size = connection.execute("SELECT pg_total_relation_size(%s)", [f'"{name}"']).fetchone()
    return (rows or (0,))[0], (size or (0,))[0]


def growth(before: Weights, after: Weights, by: int) -> list[list[str]]:
    """Return the growing tables: rows and bytes for each of ``by`` things, and bytes a row."""
    rows = []
    for name, (count, size) in after.items():
        more, heavier = count - before.get(name, (0, 0))[0], size - before.get(name, (0, 0))[1]
        if more > 0:
            rows.append([name, f"{more / by:.3f}", f"{heavier / by:.0f}", f"{heavier / more:.0f}"])
    return sorted(rows, key=lambda row: -float(row[2]))


class OnPostgres(Replay):
    """Residents and deputies on PostgreSQL; weighs when all have arrived and before the first letter."""

    def __init__(self, order: Order, database: str) -> None:
        super().__init__(order, lambda line: click.echo(line, err=True))
        self.database = database
        self.before: Weights = {}

    def _database(self) -> str:
        return self.database

    async def _file(self) -> None:
        self.before = await asyncio.to_thread(weigh, self.database)
        await super()._file()


def postmaster(address: str) -> psutil.Process:
    """Return the server's first process."""
    with psycopg.connect(address) as connection:
        return psutil.Process(connection.info.backend_pid).parent()


def processor_of(server: psutil.Process) -> float:
    """Return the seconds of processor of a server, its ended processes too."""
    own = server.cpu_times()
    living = [each.cpu_times() for each in server.children(recursive=True)]
    return float(sum(own) - getattr(own, "iowait", 0.0) + sum(times.user + times.system for times in living))


LETTERS = """
SELECT o.lane, o.method, o.state, count(*) FROM outbox o GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""


@click.group()
def main() -> None:
    """Measure one thing."""


@contextmanager
def database(run: str) -> Iterator[tuple[str, str]]:
    """Yield a durable server and an empty database on it."""
    HOME.mkdir(parents=True, exist_ok=True)
    with running_server(run, durable=True) as server, fresh_database(server) as address:
        yield server, address


@main.command()
@click.option("--matters", default=300, show_default=True)
@click.option("--residents", default=100, show_default=True)
@click.option("--speed", default=600.0, show_default=True)
def matters(matters: int, residents: int, speed: float) -> None:
    """Rows, bytes, updates and letters of a matter that is filed, claimed, answered, closed and confirmed."""
    draw = random.Random(5)
    letters = assign([content(draw) for _ in range(matters)], residents, list(PLACES), seed=5)
    with database("weigh") as (_, address), tempfile.TemporaryDirectory(dir=HOME) as home:
        play = OnPostgres(Order(letters, residents, speed, Path(home), 5, limits="off"), address)
        book, stored, seconds = asyncio.run(play.run())
        click.echo(f"matters {stored.matters}, confirmed {book.count('confirmed_at')}, {seconds:.0f} s")
        click.echo(plain([["table", "rows/matter", "bytes/matter", "bytes/row"],
                          *growth(play.before, weigh(address), stored.matters)]))
        with psycopg.connect(address) as connection:
            for lane, method, state, count in connection.execute(LETTERS).fetchall():
                click.echo(f"lane {lane} {method} {state}: {count / stored.matters:.2f}")


class NoticeOnPostgres(Run):
    """One notice on PostgreSQL; counts the processor it takes."""

    spent: float = 0.0
    began: float = 0.0
    idle: tuple[float, float] = (0.0, 0.0)
    """Seconds of processor a second of the bot and of its database while nobody does anything."""

    def meter(self) -> psutil.Process:
        """Return the bot's process."""
        return psutil.Process(self.bot.process.pid)

    def cpu(self) -> float:
        """Return the bot's seconds of processor."""
        times = self.meter().cpu_times()
        return float(times.user + times.system)

    async def stop_bot(self) -> None:
        if self.bot.process.returncode is None:
            self.spent = self.cpu() - self.began
        await super().stop_bot()


@main.command()
@click.option("--residents", default=600, show_default=True)
def notice(residents: int) -> None:
    """Rows, bytes and seconds of processor of one letter of a notice."""
    with database("weigh") as (_, address), tempfile.TemporaryDirectory(dir=HOME) as home:
        order = Notice(Crowd(residents, 0), Path(home))
        before, run, server, seconds = asyncio.run(_notice(order, address))
        sent = len(order.crowd.readers)
        click.echo(f"idle: bot {run.idle[0]:.3f}, database {run.idle[1]:.3f} seconds of processor a second")
        click.echo(plain([["table", "rows/letter", "bytes/letter", "bytes/row"],
                          *growth(before, weigh(address), sent)]))
        bot, server = run.spent - run.idle[0] * seconds, server - run.idle[1] * seconds
        click.echo(f"beyond that: bot {1e3 * bot / sent:.2f} ms a letter, database {1e3 * server / sent:.2f} ms, "
                   f"{sent / seconds:.1f} letters a second")


async def _notice(order: Notice, address: str) -> tuple[Weights, NoticeOnPostgres, float, float]:
    async with AsyncExitStack() as stack:
        nursery = Nursery()
        stack.push_async_callback(nursery.close)
        run = NoticeOnPostgres(order, nursery, lambda line: click.echo(line, err=True))
        run.database = address
        telegram = await run.start_telegram()
        stack.push_async_callback(telegram.stop)
        run.sandbox = Sandbox(telegram.address, await stack.enter_async_context(
            ClientSession(connector=TCPConnector(limit=0))))
        ahead = await open_morning(run.sandbox)
        await arrive(run.sandbox, order.crowd)
        await asyncio.to_thread(settle, run.database, order.crowd, ahead)
        run.bot = await run.start_bot()
        stack.push_async_callback(run.stop_bot)
        await asyncio.sleep(SETTLE_SECONDS)
        before, server = await asyncio.to_thread(weigh, address), postmaster(address)
        run.began, database = run.cpu(), processor_of(server)
        await asyncio.sleep(IDLE_SECONDS)
        run.idle = (run.cpu() - run.began) / IDLE_SECONDS, (processor_of(server) - database) / IDLE_SECONDS
        run.began, database = run.cpu(), processor_of(server)
        proof = await run.broadcast()
        return before, run, processor_of(server) - database, proof.seconds


@main.command()
@click.option("--seconds", default=15.0, show_default=True)
def updates(seconds: float) -> None:
    """Seconds of processor of an update in the bot and in the database: two runs, so that the start falls out."""
    with database("weigh") as (server, _):
        meter = postmaster(server)
        short, long = (_bench(server, meter, each) for each in (1.0, 1.0 + seconds))
    handled = long["updates"] - short["updates"]
    click.echo(f"database {1e3 * (long['database'] - short['database']) / handled:.2f} ms an update, "
               f"bot {1e3 / long['per CPU second']:.2f} ms an update, {handled:.0f} updates")


def _bench(server: str, meter: psutil.Process, seconds: float) -> Mapping[str, float]:
    began = processor_of(meter)
    figures = run_once(POSTGRES, Plan(seconds=seconds, gentle_seconds=1.0), HOME, 1, server)
    return {**figures, "updates": figures["rate"] * seconds, "database": processor_of(meter) - began}


@main.command()
@click.option("--times", default=2000, show_default=True)
@click.option("--threads", default=1, show_default=True)
def head(times: int, threads: int) -> None:
    """How long the head of the audit chain is held: the one lock that all writing transactions share.

    By the wall, from the lock to the end of the commit, on a machine with other work: an upper bound.
    """
    with database("weigh") as (_, address):
        settle_organisation(address, default_plan())
        store = open_database(address)
        held: list[float] = []
        with _noted_moment():
            _seal_often(store.engine, 1, [])
            began = time.perf_counter()
            with ThreadPoolExecutor(threads) as hands:
                list(hands.map(lambda _: _seal_often(store.engine, times // threads, held), range(threads)))
            spent = time.perf_counter() - began
        store.close()
        p50, p95 = (1e3 * percentile(held, share) for share in (0.5, 0.95))
        click.echo(f"held p50 {p50:.2f} ms, p95 {p95:.2f} ms, {len(held) / spent:.0f} sealed a second by {threads}")


@contextmanager
def _noted_moment() -> Iterator[None]:
    """Let every session know when it was given the head."""
    given = services.audit._locked_head

    def noted(session: JobSession, asked: list[About]) -> tuple[int, str, dict[About, Secret]]:
        answer = given(session, asked)
        session.info["given"] = time.perf_counter()
        return answer

    services.audit._locked_head = noted
    yield
    services.audit._locked_head = given


def _seal_often(engine: Any, times: int, held: list[float]) -> None:
    for _ in range(times):
        with JobSession(engine) as session:
            with session.begin():
                note(session, Noted(NOW, "tried", "matter:1", details={"words": "十个字左右的一句话"}))
                seal(session)
            held.append(time.perf_counter() - session.info["given"])


if __name__ == "__main__":
    main()
