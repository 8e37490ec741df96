"""One long run: the fake server's crowd writes as fast as the bot answers, and every few seconds somebody looks."""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path

import orjson

from tests.bench.peers import POSTGRES, SQLITE, Peer, database_of
from tests.bench.processes import MEGABYTE, BenchFailed, Control, Process
from tests.bench.runs import server_command
from tests.soak.samples import Sample

LOOK_SECONDS = 15.0
SILENT_SECONDS = 120.0
"""As long may no update be answered before the run has failed."""
COUNTS = "counts.json"
Tell = Callable[[Sample], None]


@dataclass(frozen=True)
class Soak:
    """How long at most, with how many chats, on which database; ``postgres`` is the address of a server, if on that."""

    updates: int
    chats: int
    home: Path
    postgres: str = ""
    minutes: float = inf

    @property
    def peer(self) -> Peer:
        """Return our bot on that database."""
        return replace(POSTGRES if self.postgres else SQLITE, talk="lasting")


def soak(plan: Soak, tell: Tell) -> list[Sample]:
    """Run it; returns what was seen on the way.

    Raises:
        BenchFailed: a process ended, or no update was answered for long.
    """
    plan.home.mkdir(parents=True, exist_ok=True)
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="soak-", dir=plan.home)))
        database = opened.enter_context(database_of(plan.peer, folder, plan.postgres))
        server = opened.enter_context(Process("server", server_command(plan.peer, 1), folder))
        address = server.ready_line()
        _, env = plan.peer.start(address, folder, database)
        counts = {"SOAK_COUNTS": str(folder / COUNTS)}
        command = [sys.executable, "-m", "tests.soak.bot", "run"]
        bot = opened.enter_context(Process("bot", command, folder, {**env, **counts}))
        bot.ready_line()
        samples = []
        for sample in _watch(plan, bot, Control(address), folder):
            tell(sample)
            samples.append(sample)
        return samples


def _watch(plan: Soak, bot: Process, control: Control, folder: Path) -> Iterator[Sample]:
    """Yield a sample every few seconds until all updates are answered, or the minutes are over."""
    control.load(plan.chats, 0.0)
    began = heard = time.monotonic()
    answered = 0
    while answered < plan.updates and time.monotonic() - began < 60 * plan.minutes:
        time.sleep(min(LOOK_SECONDS, plan.updates / 2000))
        bot.check()
        fresh = int(control.tally()["answered"])
        answered, heard = answered + fresh, time.monotonic() if fresh else heard
        if time.monotonic() - heard > SILENT_SECONDS:
            raise BenchFailed(f"nothing answered for {SILENT_SECONDS:.0f} s; the end of the bot's log:\n{bot.tail()}")
        if (folder / COUNTS).exists():
            yield _look(answered, time.monotonic() - began, bot, folder)


def _look(answered: int, seconds: float, bot: Process, folder: Path) -> Sample:
    counts = orjson.loads((folder / COUNTS).read_bytes())
    size = sum(path.stat().st_size for path in folder.glob("bench.db*"))
    return Sample(answered, seconds, bot.megabytes(), counts["blocks"], counts["objects"], counts["types"],
                  size / MEGABYTE, counts["sqlite"] / MEGABYTE, counts["holes"] / MEGABYTE)

