"""One bot's busy hour as discrete events: people, processors, the audit chain's head, and the real pacer.

Everything waits in queues: an update for a processor of the program, then for one of the database, then, when it writes
a timeline, for the head of the audit chain; its letters for the right to be sent. The pacer is the program's own, told
the simulation's time. Where the program interleaves its own work with the database's, the order here is simpler and the
sums are the same.
"""

import heapq
import itertools
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from bot.sending.pacing import Pacer
from models.mail import Lane
from tests.capacity.inputs import Inputs

FIRST_RESIDENT, FIRST_STAFF, FIRST_READER = 10_000_000, 1, 1_000_000_000
LANES: tuple[tuple[Lane, ...], ...] = ((Lane.INTERACTIVE,), (Lane.NOTICE, Lane.BROADCAST))
PEOPLE = 10_000_000
ENDLESS = 10**9


@dataclass(frozen=True)
class Scene:
    """What happens: updates a second at a bot, with so many processors, a notice of so many letters meanwhile.

    ``processors`` and ``cores`` may be `ENDLESS`; ``paced`` and ``sealed`` False take those limits away.
    """

    updates: float
    processors: int
    cores: int
    notice: int = 0
    seconds: float = 3600.0
    paced: bool = True
    sealed: bool = True
    seed: int = 1


@dataclass
class Seen:
    """What came of it: seconds from an update to its reply's leaving, busy shares, letters that left."""

    waits: list[float] = field(default_factory=list)
    busy: dict[str, float] = field(default_factory=dict)
    letters: int = 0
    told: int = 0
    """Letters of the notice that left."""

    departures: list[float] = field(default_factory=list)

    @property
    def busiest_second(self) -> int:
        """Return the most letters in any window of a second."""
        most, first = 0, 0
        for last, at in enumerate(self.departures):
            while self.departures[first] <= at - 1.0:
                first += 1
            most = max(most, last - first + 1)
        return most


class Station:
    """Servers with one queue before them; service times are exponential."""

    def __init__(self, hour: "Hour", name: str, servers: int, mean: float) -> None:
        self.hour, self.name, self.servers, self.mean = hour, name, servers, mean
        self.queue: deque[Callable[[], None]] = deque()
        self.working = 0
        self.busy = 0.0

    def ask(self, then: Callable[[], None]) -> None:
        """Wait for a server, be served, then go on."""
        self.queue.append(then)
        self._serve()

    def _serve(self) -> None:
        while self.queue and self.working < self.servers:
            then, spent = self.queue.popleft(), self.hour.draw.expovariate(1 / self.mean)
            self.working += 1
            self.busy += spent
            self.hour.after(spent, self._finish(then))

    def _finish(self, then: Callable[[], None]) -> Callable[[], None]:
        def finished() -> None:
            self.working -= 1
            then()
            self._serve()
        return finished


@dataclass(order=True)
class Waiting:
    """A letter: its place in order, its chat, its lane, and what follows its leaving."""

    number: int
    chat: int = field(compare=False)
    lane: Lane = field(compare=False)
    left: Callable[[], None] = field(compare=False)


class Sender:
    """Letters by lane before the real pacer, which is asked as the program's sender asks it."""

    def __init__(self, hour: "Hour", scene: Scene) -> None:
        self.hour = hour
        self.pacer = Pacer(is_on=scene.paced, jitter=lambda: 0.5)
        self.lines: tuple[deque[Waiting], deque[Waiting]] = (deque(), deque())
        self.notice = scene.notice
        self.numbers = itertools.count()
        self.wakes_at = float("inf")
        self.call_seconds = hour.inputs["call_seconds"]

    def put(self, chat: int, lane: Lane, left: Callable[[], None]) -> None:
        """Owe a letter."""
        self.lines[lane != Lane.INTERACTIVE].append(Waiting(next(self.numbers), chat, lane, left))
        self.drain()

    def drain(self) -> None:
        """Send what may be sent now, conversations first, and wake when the next may."""
        waits = [self._drain_lanes(place, lanes[0]) for place, lanes in enumerate(LANES)]
        if (soonest := self.hour.now + min(waits)) < self.wakes_at:
            self.wakes_at = soonest
            self.hour.after(soonest - self.hour.now, self._wake)

    def _wake(self) -> None:
        if self.hour.now >= self.wakes_at:
            self.wakes_at = float("inf")
            self.drain()

    def _drain_lanes(self, place: int, lane: Lane) -> float:
        while letter := self._next(place):
            if (wait := self.pacer.lane_wait(lane, self.hour.now)) > 0:
                self.lines[place].appendleft(letter)
                return wait
            if wait := self.pacer.take(letter.chat, letter.lane, self.hour.now):
                self.hour.after(wait, self._again(letter))
            else:
                self._go(letter)
        return float("inf")

    def _go(self, letter: Waiting) -> None:
        started = self.hour.now
        self.hour.depart(letter)
        self.hour.after(self.call_seconds, lambda: self.pacer.land(letter.lane, started, self.hour.now))

    def _next(self, place: int) -> Waiting | None:
        """Return the next letter; a notice's letters come last and are made as they are needed."""
        if self.lines[place]:
            return self.lines[place].popleft()
        if place == 0 or not self.notice:
            return None
        self.notice -= 1
        return Waiting(next(self.numbers), FIRST_READER + self.notice, Lane.BROADCAST, self.hour.told)

    def _again(self, letter: Waiting) -> Callable[[], None]:
        def again() -> None:
            self.lines[letter.lane != Lane.INTERACTIVE].appendleft(letter)
            self.drain()
        return again


class Hour:
    """The simulation: a heap of what happens when."""

    def __init__(self, inputs: Inputs, scene: Scene) -> None:
        self.inputs, self.scene, self.draw = inputs, scene, Random(scene.seed)
        self.now = 0.0
        self.seen = Seen()
        self._heap: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = itertools.count()
        self.handlers = Station(self, "handler processor", scene.processors, inputs["bot_ms_per_update"] / 1000)
        self.database = Station(self, "database processor", scene.cores, inputs["database_ms_per_update"] / 1000)
        self.head = Station(self, "audit chain", 1 if scene.sealed else ENDLESS, inputs["audit_head_ms"] / 1000)
        self.sender = Sender(self, scene)

    def after(self, seconds: float, then: Callable[[], None]) -> None:
        """Let something happen later."""
        heapq.heappush(self._heap, (self.now + seconds, next(self._numbers), then))

    def run(self) -> Seen:
        """Let the hour pass, beginning amid people's talks."""
        self._begin()
        self._arrive()
        self.sender.drain()
        while self._heap and self._heap[0][0] < self.scene.seconds:
            self.now, _, then = heapq.heappop(self._heap)
            then()
        self._sum_up()
        return self.seen

    def _begin(self) -> None:
        size, think = round(self.inputs["updates_per_talk"]), self.inputs["think_seconds"]
        for _ in range(round(self.scene.updates * think * (size - 1) / size)):
            self._think(self._somebody(), self.draw.randint(1, size - 1))

    def _sum_up(self) -> None:
        for station in (self.handlers, self.database, self.head):
            self.seen.busy[station.name] = station.busy / (station.servers * self.now)
        self.seen.busy["Telegram's ceiling"] = self.seen.letters / (self.now * self.sender.pacer.rate)

    def _arrive(self) -> None:
        """Let a person begin a talk of some updates, and plan the next person."""
        size = round(self.inputs["updates_per_talk"])
        self._write(self._somebody(), size)
        self.after(self.draw.expovariate(self.scene.updates / size), self._arrive)

    def _somebody(self) -> int:
        return FIRST_RESIDENT + self.draw.randrange(PEOPLE)

    def _think(self, chat: int, more: int) -> None:
        seconds = self.draw.expovariate(1 / self.inputs["think_seconds"])
        self.after(seconds, lambda: self._write(chat, more))

    def _write(self, chat: int, more: int) -> None:
        began = self.now
        self.handlers.ask(lambda: self.database.ask(lambda: self._commit(chat, more, began)))

    def _commit(self, chat: int, more: int, began: float) -> None:
        def answer() -> None:
            self._owe(chat, more, began)
        if self.draw.random() < self.inputs["sealed_share"]:
            self.head.ask(answer)
        else:
            answer()

    def _owe(self, chat: int, more: int, began: float) -> None:
        """Owe the reply, what else the person sees, and what the staff hear of it."""
        self.sender.put(chat, Lane.INTERACTIVE, lambda: self._answered(chat, more, began))
        for _ in range(self._some(self.inputs["more_answers_per_update"])):
            self.sender.put(chat, Lane.INTERACTIVE, lambda: None)
        for _ in range(self._some(self.inputs["notices_per_update"])):
            self.sender.put(FIRST_STAFF + self.draw.randrange(1000), Lane.NOTICE, lambda: None)

    def _some(self, mean: float) -> int:
        return int(mean) + (self.draw.random() < mean % 1)

    def _answered(self, chat: int, more: int, began: float) -> None:
        self.seen.waits.append(self.now - began)
        if more > 1:
            self._think(chat, more - 1)

    def depart(self, letter: Waiting) -> None:
        """Let a letter leave."""
        self.seen.letters += 1
        self.seen.departures.append(self.now)
        letter.left()

    def told(self) -> None:
        """Count one reader of the notice."""
        self.seen.told += 1


def play(inputs: Inputs, scene: Scene) -> Seen:
    """Play a scene."""
    return Hour(inputs, scene).run()
