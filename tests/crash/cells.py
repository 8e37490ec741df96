"""The cells: what goes wrong, where, and under which load."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from functools import partial
from random import Random

from tests.crash.check import open_work, quiet
from tests.crash.disk import filled
from tests.crash.standstill import cut_off, load, stand_still
from tests.crash.telegram import Fault
from tests.crash.town import Town
from tests.crash.waiting import until

HOUR, DAY = 3600.0, 86400.0
LEAD_SECONDS = 3.0
"""As tests.crash.bot shortens it."""
Run = Callable[[Town, Random], Awaitable[None]]


@dataclass(frozen=True)
class Cell:
    """One kind of trouble.

    ``where`` names the towns it fits: "sqlite", "postgres" (two polling replicas), "webhook" (two, PostgreSQL),
    "walled" (two polling, each behind a wall from PostgreSQL), and "small sqlite" and "small postgres", whose databases
    have a small disk of their own.
    """

    name: str
    run: Run
    where: tuple[str, ...] = ("sqlite", "postgres")
    short: tuple[str, ...] | None = None
    """The towns of the short form; all it fits by default."""


# -- kill -9 at a point ------------------------------------------------------------------


def kill_at(point: str, most: int = 6) -> Run:
    """Kill whichever replica first reaches a point for the n-th time."""

    async def run(town: Town, draw: Random) -> None:
        after = draw.randint(1, most) if town.plan.reports else 1
        before = [replica.starts for replica in town.replicas]
        for replica in town.replicas:
            replica.die_at(point, after)
        load(town, draw)
        await _first_death(town, before, point)

    return run


async def kill_in_the_ticker(point: str, town: Town, draw: Random) -> None:
    """Kill while reminders are due: reports are filed, then a day and more passes."""
    town.people.report(max(1, town.plan.reports))
    await until(town.people.submitted.total, 20)
    await quiet(town, 20)
    before = [replica.starts for replica in town.replicas]
    for replica in town.replicas:
        replica.die_at(point, draw.randint(1, 3) if town.plan.reports else 1)
    town.telegram.ahead += DAY
    await _first_death(town, before, point)


def ticker(point: str) -> Run:
    """Kill at a point of due work."""
    return lambda town, draw: kill_in_the_ticker(point, town, draw)


def flooded(run: Run) -> Run:
    """Let Telegram answer 429 to whatever is sent meanwhile, to several chats at once."""

    async def both(town: Town, draw: Random) -> None:
        flood = Fault("send", status=429, body=FLOOD, count=draw.randint(3, 6))
        town.telegram.faults.append(flood)
        try:
            await run(town, draw)
            await until(lambda: flood.hits >= flood.count, 20)
        finally:
            town.telegram.faults.clear()

    return both


async def _first_death(town: Town, before: list[int], point: str) -> None:
    """Wait for the first to die and to live again.

    Raises:
        TimeoutError: none came to the point.
    """
    deaths = [town.nursery.start(town.died(replica, starts))
              for replica, starts in zip(town.replicas, before, strict=True)]
    try:
        for death in asyncio.as_completed(deaths):
            if await death:
                return
        raise TimeoutError(f"nobody came to {point!r}")
    finally:
        for replica in town.replicas:
            replica.order.unlink(missing_ok=True)
        for death in deaths:
            death.cancel()


# -- the database ------------------------------------------------------------------------


async def restart_postgres(town: Town, draw: Random) -> None:
    """Stop the server under load and start it again."""
    load(town, draw)
    await asyncio.sleep(draw.uniform(0.05, 0.4))
    await asyncio.to_thread(town.restart_server, draw.uniform(0.1, 1.0))


async def away_for_long(town: Town, draw: Random) -> None:
    """Let the server be away for longer than a lead lasts, while letters are under way."""
    town.telegram.faults.append(Fault("send", body="hang", done=True, count=3))
    load(town, draw)
    await asyncio.sleep(draw.uniform(0.3, 0.6))
    await asyncio.to_thread(town.restart_server, 2 * LEAD_SECONDS)
    town.telegram.faults.clear()


async def cut_connections(town: Town, draw: Random) -> None:
    """End all connections some times under load."""
    for _ in range(4):
        load(town, draw) if not _ else None
        await asyncio.sleep(draw.uniform(0.05, 0.3))
        await town.cut_connections()


async def full_disk(town: Town, draw: Random) -> None:
    """Let the files grow no further for a while."""
    with town.file_limit(draw.choice((0, 4096, 20_000))):
        load(town, draw)
        await asyncio.sleep(draw.uniform(0.8, 2.0))


async def no_space_left(town: Town, draw: Random) -> None:
    """Leave the database's disk no byte for a while."""
    assert town.disk is not None
    with filled(town.disk):
        for _ in range(6):  # rows find room in pages that are there already
            load(town, draw)
            await asyncio.sleep(draw.uniform(0.3, 0.6))
        assert await asyncio.to_thread(open_work, town), "nobody felt that the disk is full"


async def locked_file(town: Town, draw: Random) -> None:
    """Let another program hold the write lock for seconds."""
    load(town, draw)
    await asyncio.sleep(draw.uniform(0.0, 0.2))
    with town.file_lock():
        await asyncio.sleep(draw.uniform(1.0, 2.5))


# -- the net and Telegram ------------------------------------------------------------------


def failing(*faults: Fault) -> Run:
    """Let some calls fail in a way."""

    async def run(town: Town, draw: Random) -> None:
        planned = [replace(each, count=draw.randint(1, each.count)) for each in faults]
        town.telegram.faults += planned
        load(town, draw)
        await until(lambda: all(fault.hits >= fault.count for fault in planned), 20)
        town.telegram.faults.clear()

    return run


async def refused(town: Town, draw: Random) -> None:
    """Refuse all connections for a while."""
    load(town, draw)
    await asyncio.sleep(draw.uniform(0.0, 0.3))
    await town.telegram.refuse()
    await asyncio.sleep(draw.uniform(0.3, 1.5))
    await town.telegram.listen()


async def repeated(town: Town, draw: Random) -> None:
    """Post every update three times, to both replicas, in any order."""
    town.telegram.repeats = 3
    load(town, draw)
    await asyncio.sleep(1)
    town.telegram.repeats = 1


async def album(town: Town, draw: Random) -> None:
    """Send the parts of albums to two replicas in turn."""
    for _ in range(3):
        town.people.album(draw.randint(2, 5))
    await asyncio.sleep(2)


# -- clocks --------------------------------------------------------------------------------


def wall_clock(*jumps: float) -> Run:
    """Set the wall clock of every process, under load, and back in the end."""

    async def run(town: Town, draw: Random) -> None:
        for jump in (*jumps, 0.0):
            load(town, draw)
            await asyncio.sleep(draw.uniform(0.2, 0.6))
            town.set_clock(jump)
            await asyncio.sleep(0.3)

    return run


async def set_back_and_killed(town: Town, draw: Random) -> None:
    """Kill whoever put letters off by a clock an hour ahead: for the next process that hour is still to come."""
    flood = Fault("send", status=429, body=FLOOD, count=3)
    town.set_clock(HOUR)
    load(town, draw)
    await asyncio.sleep(draw.uniform(0.2, 0.6))
    town.telegram.faults.append(flood)
    load(town, draw)
    await until(lambda: flood.hits, 20, "nobody met a 429")
    town.set_clock(0.0)
    for pid in town.pids:
        os.kill(pid, signal.SIGKILL)
    await until(lambda: flood.hits >= flood.count, 20, "not so many met a 429")
    town.telegram.faults.clear()


async def business_clock(town: Town, draw: Random) -> None:
    """Let days pass, and ask for less than that: business time never goes back."""
    load(town, draw)
    town.telegram.ahead += DAY
    await asyncio.sleep(0.5)
    town.telegram.ahead -= HOUR
    load(town, draw)
    await asyncio.sleep(0.5)
    town.telegram.ahead += HOUR


HTML = b"<html><h1>502 Bad Gateway</h1></html>"
SHAPES = (b"[]", b"{}", b'{"ok":true}', b'{"ok":true,"result":"yes"}', b'{"ok":true,"result":[{"message":{}}]}',
          b'{"ok":false,"description":7,"parameters":[1]}',
          b'{"ok":false,"error_code":429,"parameters":{"retry_after":"x"}}')
FLOOD = b'{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 1","parameters":{"retry_after":1}}'
KILLS = ("fetched", "stored", "handled", "leased", "request", "delivered", "recorded", "before commit", "committed")
EVERYWHERE = ("sqlite", "postgres", "webhook")
STANDS = ("leased", "request", "delivered", "before commit")
BOTH = ("sqlite", "postgres")
SHORT = {"stored": BOTH, "delivered": BOTH, "before commit": BOTH, "committed": BOTH, "request": (),
         "due claimed": ("postgres",)}
"""Where the short form kills, if not on SQLite alone."""


def _faults(name: str, kinds: tuple[str, ...] = ("send", "getUpdates"), **how: object) -> list[Cell]:
    return [Cell(f"{kind}: {name}", failing(Fault(kind, **how)),  # type: ignore[arg-type]
                 ("sqlite", "postgres") if kind == "send" else ("sqlite",)) for kind in kinds]


CELLS: tuple[Cell, ...] = (
    *(Cell(f"kill -9: {point}", kill_at(point), ("sqlite", "postgres") if point == "fetched" else EVERYWHERE,
           short=SHORT.get(point, ("sqlite",)))
      for point in KILLS),
    *(Cell(f"kill -9: {point}", kill_at(point, 12), ("sqlite",)) for point in ("job", "in the group")),
    *(Cell(f"kill -9: {point}", ticker(point), short=SHORT.get(point, ("sqlite",)))
      for point in ("due", "due claimed", "due done")),
    *(Cell(f"kill -9 among 429s: {point}", flooded(kill_at(point)),
           short=("postgres",) if point == "recorded" else ())
      for point in ("leased", "request", "recorded")),
    *(Cell(f"standstill: {point}", partial(stand_still, point), ("postgres",), short=()) for point in STANDS),
    Cell("cut off: who sends, from the database", cut_off, ("walled",), short=()),
    Cell("database: restarted", restart_postgres, ("postgres", "webhook")),
    Cell("database: away for longer than a lead", away_for_long, ("postgres",), short=()),
    Cell("database: connections cut", cut_connections, ("postgres", "webhook")),
    Cell("database: disk full", full_disk, ("sqlite",)),
    Cell("database: no byte left on its disk", no_space_left, ("small sqlite", "small postgres"), short=()),
    Cell("database: locked by another", locked_file, ("sqlite",)),
    Cell("network: refused", refused),
    *_faults("cut before it is done"), *_faults("cut after it is done", done=True),
    *_faults("no answer", body="hang", count=1),
    *_faults("no answer, but done", ("send",), body="hang", done=True, count=1),
    *_faults("500", status=500, body=b'{"ok":false,"error_code":500,"description":"Internal Server Error"}'),
    *_faults("502 in HTML", status=502, body=HTML), *_faults("200 in HTML", body=HTML),
    *_faults("429", status=429, body=FLOOD, count=2),
    *(Cell(f"{kind}: JSON of a wrong shape", failing(*(Fault(kind, body=shape, count=1) for shape in SHAPES)), where)
      for kind, where in (("send", ("sqlite", "postgres")), ("getUpdates", ("sqlite",)))),
    Cell("webhook: repeated and out of order", repeated, ("webhook",)),
    Cell("webhook: albums on two replicas", album, ("webhook",)),
    Cell("clock: wall clock an hour ahead and back", wall_clock(HOUR)),
    Cell("clock: wall clock an hour behind and back", wall_clock(-HOUR)),
    Cell("clock: set back while letters wait, and kill -9", set_back_and_killed),
    Cell("clock: business clock a day ahead", business_clock),
)
