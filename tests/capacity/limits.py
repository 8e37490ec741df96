"""What breaks first: the load is raised until a limit is passed, each limit alone, all others taken away."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.sending.pacing import CEILING
from tests.bench.figures import percentile
from tests.capacity.flow import ENDLESS, Scene, play
from tests.capacity.inputs import Inputs
from tests.capacity.plan import POOL, YEARS, Need

TOO_LONG = 1.0
"""Seconds: a limit is passed when one reply of a hundred waits longer."""
UPDATES = 15_000
"""Updates a run: enough for a queue that grows to be seen to grow."""
HALVINGS = 5


@dataclass(frozen=True)
class Limit:
    """How many times the bad day's busiest hour it takes to pass a limit, and the updates a second of a bot then."""

    name: str
    what: str
    times: float
    updates: float
    remedy: str


@dataclass(frozen=True)
class Broken:
    """A queue looked at alone: the scene that leaves only its limit."""

    name: str
    what: str
    remedy: str
    full: Callable[[Need], float]
    """Returns the share of it that the bad day's hour takes up."""
    alone: Callable[[Need, Scene], Scene]


QUEUES = (
    Broken("Telegram's ceiling", "letters a second of one bot",
           "another bot for a part of the district",
           lambda need: need.letters / CEILING, lambda _, scene: replace(scene, paced=True)),
    Broken("handler processor", "one processor a replica",
           "more replicas",
           lambda need: need.bad * need.inputs["bot_ms_per_update"] / 1000 / need.replicas,
           lambda need, scene: replace(scene, processors=need.replicas)),
    Broken("database processor", "the district's part of the server",
           "a larger server, or a server for fewer districts",
           lambda need: need.bad * need.inputs["database_ms_per_update"] / 1000 / cores_of(need),
           lambda need, scene: replace(scene, cores=cores_of(need))),
    Broken("audit chain", "one transaction at a time at its head",
           "a chain for every street, or sealing apart from the update",
           lambda need: need.bad * need.inputs["sealed_share"] * need.inputs["audit_head_ms"] / 1000,
           lambda _, scene: replace(scene, sealed=True)),
)


def cores_of(need: Need) -> int:
    """Return the database processors a district has to itself at least."""
    return max(1, round(need.server_cores / need.place.districts))


def queued(need: Need, updates: int = UPDATES) -> list[Limit]:
    """Return the limits at which queues grow."""
    return [_queue(need, each, updates) for each in QUEUES]


def in_order(limits: Sequence[Limit]) -> list[Limit]:
    """Return the limits, the one that breaks first in front."""
    return sorted(limits, key=lambda limit: limit.times)


def _queue(need: Need, queue: Broken, updates: int) -> Limit:
    """Close in on the load at which replies wait too long, from what the sums say."""
    low, high = 0.5 / queue.full(need), 1.5 / queue.full(need)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if _waits_too_long(need, queue, middle, updates) else (middle, high)
    return Limit(queue.name, queue.what, high, high * need.bad, queue.remedy)


def _waits_too_long(need: Need, queue: Broken, times: float, updates: int) -> bool:
    rate = need.bad * times
    free = Scene(rate, ENDLESS, ENDLESS, seconds=updates / rate, paced=False, sealed=False)
    return p99(need.inputs, queue.alone(need, free)) > TOO_LONG


def p99(inputs: Inputs, scene: Scene) -> float:
    """Return the wait that one reply of a hundred exceeds."""
    return percentile(play(inputs, scene).waits, 0.99)


def counted(need: Need) -> list[Limit]:
    """Return what needs no simulation: connections and disk do not queue, they end."""
    inputs, years = need.inputs, YEARS[-1]
    disk = inputs["disk_gigabytes"] * 1e9 / need.total_after(years)
    connections = inputs["max_connections"] / need.connections
    return [
        Limit("connections", f"{inputs['max_connections']:.0f} of the server, {POOL} a process",
              connections, need.bad * connections, "PgBouncer in transaction mode"),
        Limit("disk", f"{inputs['disk_gigabytes']:,.0f} GB after {years} years", disk, need.bad * disk,
              "partitions by month, old ones to cheaper disks"),
    ]
