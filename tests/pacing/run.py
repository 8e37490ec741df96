"""One broadcast by real processes on PostgreSQL through the strict Telegram: started, watched, counted."""

import re
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.request import urlopen
from zoneinfo import ZoneInfo

import orjson

from bot.timing.clock import BusinessClock
from tests.bench.fake_server import HOST
from tests.bench.peers import TOKEN
from tests.bench.processes import BenchFailed, Control, Process
from tests.broadcast.town import settle
from tests.pacing.figures import Measured
from tests.pacing.server import SECRET, Arrival
from tests.pacing.town import Everyone, Reply
from tests.postgres import fresh_database

MORNING = 10
LOOK_SECONDS = 0.5
TELL_SECONDS = 30.0
SLOWEST = 8.0
"""Messages a second below which a broadcast is given up."""
PATIENCE_SECONDS = 60.0
LEADS = re.compile(rb"^huying_leads_sender 1", re.MULTILINE)
THINK_SECONDS = 10.0


@dataclass(frozen=True)
class Order:
    """What to measure; rates are messages a second, ``paid`` 0 for none, ``strict`` 0 for Telegram's own."""

    chats: int = 10_000
    groups: int = 200
    replicas: int = 2
    updates: float = 3.0
    """Updates a second that residents write meanwhile."""
    strict: int = 0
    strict_seconds: float = 0.0
    """How long Telegram is that strict; 0 until the end."""
    paid: int = 0
    plant_every: float = 20.0
    """Seconds between two refusals of single chats by Telegram's own doing; 0 for none."""
    warm_up: float = 10.0


class StrictControl(Control):
    """Tells the strict Telegram what to do."""

    def ask(self, name: str, **params: Any) -> Any:
        """Call a control by its name."""
        return self._post(name, params)


def measure(order: Order, server: str, tell: Callable[[str], None]) -> Measured:
    """Run one broadcast to its report.

    Raises:
        BenchFailed: a process ended, or the broadcast did not.
    """
    town = Everyone(order.chats, order.groups)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pacing-")))
        database = stack.enter_context(fresh_database(server))
        ahead = until_morning()
        settle(database, town, ahead)
        telegram = stack.enter_context(Process("telegram", [
            sys.executable, "-m", "tests.pacing.server", "--ahead", str(ahead.total_seconds())], folder))
        control = StrictControl(telegram.ready_line())
        bots = stack.enter_context(_replicas(order, control, database, folder))
        _drive(order, control, bots, tell)
        arrivals, replies = control.ask("arrivals"), control.ask("replies")
        return Measured([Arrival(*each) for each in arrivals], [Reply(*each) for each in replies],
                        frozenset(town.readers), _leaders(bots))


def until_morning() -> timedelta:
    """Return how far the business clock must be ahead for it to be a morning, when nothing is held back."""
    now = BusinessClock().now().astimezone(ZoneInfo("Asia/Shanghai"))
    morning: datetime = now.replace(hour=MORNING, minute=0)
    return (morning if morning > now else morning + timedelta(days=1)) - now


@dataclass(frozen=True)
class Replica:
    """A process of the bot and where its pages are."""

    process: Process
    port: int


@contextmanager
def _replicas(order: Order, control: Control, database: str, folder: Path) -> Iterator[list[Replica]]:
    """Run the replicas; they are ready when this is entered."""
    with ExitStack() as stack:
        replicas = []
        for number in range(order.replicas):
            port = _free_port()
            env = {
                "HUYING_BOT_TOKEN": TOKEN, "HUYING_BOT_API_URL": control.address, "HUYING_HTTP_PORT": str(port),
                "HUYING_CLOCK_URL": control.address, "HUYING_DATABASE_URL": database, "HUYING_MODE": "webhook",
                "HUYING_WEBHOOK_SECRET": SECRET, "HUYING_WEBHOOK_URL": f"http://{HOST}:{port}/telegram",
                "HUYING_MEDIA": str(folder / "media"), "HUYING_LOG_LEVEL": "WARNING",
                "HUYING_PAID_BROADCAST": str(order.paid),
            }
            command = [sys.executable, "-m", "bot", "run"]
            process = stack.enter_context(Process(f"bot{number}", command, folder / f"replica{number}", env))
            replicas.append(Replica(process, port))
        for each in replicas:
            each.process.ready_line()
        yield replicas


def _drive(order: Order, control: StrictControl, bots: list[Replica], tell: Callable[[str], None]) -> None:
    control.ask("targets", targets=[f"http://{HOST}:{each.port}/telegram" for each in bots])
    residents = max(1, round(order.updates * THINK_SECONDS)) if order.updates else 0
    control.load(residents, THINK_SECONDS)
    time.sleep(order.warm_up)
    if order.strict:
        control.ask("limit", per_second=order.strict)
    control.ask("plant", every=order.plant_every)
    control.ask("broadcast")
    _watch(order, control, bots, tell)


def _watch(order: Order, control: StrictControl, bots: list[Replica], tell: Callable[[str], None]) -> None:
    began = told = time.monotonic()
    deadline = began + PATIENCE_SECONDS + (order.chats + order.groups) / SLOWEST
    relaxed = not order.strict_seconds
    while not (seen := control.ask("look"))["is_done"]:
        now = time.monotonic()
        for each in bots:
            each.process.check()
        if not relaxed and now - began >= order.strict_seconds:
            control.ask("limit", per_second=30)
            relaxed = True
        if now - told >= TELL_SECONDS:
            told = now
            tell(f"{seen['sent']} letters after {now - began:.0f} s, {seen['refused']} refused")
        if now > deadline:
            raise BenchFailed(f"only {seen['sent']} letters after {now - began:.0f} s:\n{bots[0].process.tail()}")
        time.sleep(LOOK_SECONDS)


def _leaders(bots: list[Replica]) -> frozenset[int]:
    """Return the replicas that send for all."""
    return frozenset(number for number, each in enumerate(bots) if LEADS.search(_metrics(each)))


def _metrics(replica: Replica) -> bytes:
    with urlopen(f"http://{HOST}:{replica.port}/metrics", timeout=10) as page:
        text: bytes = page.read()
    return text


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def dump(measured: Measured, path: Path) -> None:
    """Keep everything that was measured, so that it can be counted again."""
    path.write_bytes(orjson.dumps({
        "arrivals": list(map(tuple, measured.arrivals)),
        "replies": [tuple(vars(each).values()) for each in measured.replies],
        "readers": sorted(measured.readers), "leaders": sorted(measured.leaders)}))


def load(path: Path) -> Measured:
    """Read what `dump` kept."""
    kept = orjson.loads(path.read_bytes())
    return Measured([Arrival(*each) for each in kept["arrivals"]], [Reply(*each) for each in kept["replies"]],
                    frozenset(kept["readers"]), frozenset(kept["leaders"]))
