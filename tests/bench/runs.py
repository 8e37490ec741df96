"""One run: a fresh server, a fresh bot, first as fast as it can, then at a gentle rate."""

import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.figures import percentile
from tests.bench.peers import Peer, database_of
from tests.bench.processes import BenchFailed, Bots, Control, Process

IDLE_SECONDS = 30.0
WARM_UP_SECONDS = 120.0
SHARES = {"p50": 0.5, "p95": 0.95, "p99": 0.99}
NO_REPLIES = ("getupdates", "getme")


@dataclass(frozen=True)
class Load:
    """So many chats, each thinking so many seconds on average, for so many seconds."""

    chats: int
    pause: float
    seconds: float


@dataclass(frozen=True)
class Plan:
    """How long and how hard; seconds, chats, updates a second.

    Warming up ends when both its seconds and its updates are over: a busy machine must not be measured while
    statements are still being compiled for the first time.
    """

    warm_up: float = 2.0
    warm_up_updates: int = 1500
    seconds: float = 8.0
    chats: int = 128
    gentle_chats: int = 100
    gentle_rate: float = 20.0
    gentle_seconds: float = 15.0

    @property
    def full(self) -> Load:
        """Return the load of chats that never think."""
        return Load(self.chats, 0.0, self.seconds)

    @property
    def gentle(self) -> Load:
        """Return the load of chats that think so long that all together keep the gentle rate."""
        return Load(self.gentle_chats, self.gentle_chats / self.gentle_rate, self.gentle_seconds)


Figures = dict[str, float]


def run_once(peer: Peer, plan: Plan, home: Path, seed: int, postgres: str) -> Figures:
    """Measure one peer once, on a database of its own.

    It lies on a real disk: in memory a commit would cost nothing.
    """
    home.mkdir(parents=True, exist_ok=True)
    with (tempfile.TemporaryDirectory(prefix="bench-", dir=home) as folder,
          database_of(peer, Path(folder), postgres) as database):
        return run_on(peer, plan, Path(folder), seed, database)


def run_on(peer: Peer, plan: Plan, folder: Path, seed: int, database: str, before: int = 0) -> Figures:
    """Measure one peer on a database, for which other crowds wrote so many updates before.

    Returns its figures by name, milliseconds, seconds or megabytes as the name says.

    Raises:
        BenchFailed: a process ended, or an update got no reply.
    """
    with ExitStack() as opened:
        server = opened.enter_context(Process("server", server_command(peer, seed, before), folder))
        address = server.ready_line()
        command, env = peer.start(address, folder, database)
        bots = Bots([opened.enter_context(Process(f"bot{number}", command, folder, env))
                     for number in range(peer.processes)])
        return _measure(bots, server, Control(address), plan)


def server_command(peer: Peer, seed: int, before: int = 0) -> list[str]:
    """Return what starts the fake server whose crowd talks as the peer expects."""
    return [sys.executable, "-m", "tests.bench.fake_server", "--talk", peer.talk, "--seed", str(seed),
            "--before", str(before)]


def _measure(bots: Bots, server: Process, control: Control, plan: Plan) -> Figures:
    _wait_for_polling(bots, control)
    control.load(plan.chats, 0.0)
    _warm_up(bots, control, plan)
    full, gentle = (_phase(bots, server, control, load, plan.warm_up) for load in (plan.full, plan.gentle))
    _end(bots, control)
    kept = {f"gentle {name}": gentle[name] for name in (*SHARES, "rate")}
    return full | kept | {"peak MB": bots.peak_megabytes()}


def _wait_for_polling(bots: Bots, control: Control) -> None:
    _until(bots, lambda: "getupdates" in control.tally()["calls"], "the bot never asked for updates")


def _warm_up(bots: Bots, control: Control, plan: Plan) -> None:
    answered: int = 0

    def is_warm() -> bool:
        nonlocal answered
        answered += control.tally()["answered"]
        return bool(answered >= plan.warm_up_updates)

    _until(bots, is_warm, f"not {plan.warm_up_updates} updates answered", WARM_UP_SECONDS)


def _phase(bots: Bots, server: Process, control: Control, load: Load, warm_up: float) -> Figures:
    control.load(load.chats, load.pause)
    time.sleep(warm_up)
    control.tally()
    began, busy, served = time.monotonic(), bots.cpu_seconds(), server.cpu_seconds()
    time.sleep(load.seconds)
    tally = control.tally()
    spent, busy, served = (end() - start for end, start in (
        (time.monotonic, began), (bots.cpu_seconds, busy), (server.cpu_seconds, served)))
    bots.check()
    return _figures(tally, spent, busy, served)


def _figures(tally: dict[str, Any], spent: float, busy: float, served: float) -> Figures:
    answered, calls = tally["answered"], tally["calls"]
    if not answered:
        raise BenchFailed(f"no update was answered in {spent:.0f} s; still open:\n" + "\n".join(tally["open"][:5]))
    sent = sum(count for method, count in calls.items() if method not in NO_REPLIES)
    percentiles = {name: 1000 * percentile(tally["felt"], share) for name, share in SHARES.items()}
    return percentiles | {
        "rate": answered / spent, "reports": tally["reports"] / spent, "per CPU second": answered / busy,
        "calls per update": sent / answered, "polls per update": calls.get("getupdates", 0) / answered,
        "bot busy": busy / spent, "server busy": served / spent, "strays": tally["strays"] / answered,
    }


def _end(bots: Bots, control: Control) -> None:
    """Let the chats end, and refuse the run when one waits for a reply in vain."""
    control.load(0, 0.0)
    last: list[str] = []

    def is_quiet() -> bool:
        last[:] = control.tally()["open"]
        return not last

    try:
        _until(bots, is_quiet, "updates without a reply")
    except BenchFailed as error:
        raise BenchFailed("\n".join([str(error), *last[:5], bots.tail()])) from None


def _until(bots: Bots, is_so: Callable[[], bool], otherwise: str, seconds: float = IDLE_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        bots.check()
        if time.monotonic() > deadline:
            raise BenchFailed(f"{otherwise} after {seconds:.0f} s; the end of the bot's log:\n{bots.tail()}")
        time.sleep(0.1)
