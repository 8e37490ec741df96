"""The figures as Prometheus reads them: counted where things happen, read from the parts, or from the tables."""

import platform
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version

from prometheus_client import CollectorRegistry, Info
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

from bot.metrics.tables import Settled, Tables, Waiting
from bot.sending.counters import Counters
from bot.storage.store import DatabaseDown
from bot.wire.contact import Contact
from models.mail import Lane, LetterState

ENDS = (LetterState.SENT, LetterState.MAYBE_DUPLICATE, LetterState.UNKNOWN, LetterState.CANCELLED, LetterState.DEAD)
"""How a letter can end in the sender's hands."""
Series = Iterable[tuple[tuple[str, ...], float]]
NEVER = -1.0


@dataclass(frozen=True)
class Parts:
    """What is read at each scrape: the running machines and the tables."""

    counters: Counters
    contact: Contact
    tables: Tables
    rate: Callable[[], float]
    leads: Callable[[], bool]
    polls: bool


@dataclass(frozen=True)
class Look:
    """What one scrape found in the tables; nothing when the database does not answer."""

    waiting: Waiting | None
    settled: Settled | None


class MetricsPage:
    """Renders all figures of one program from a registry of its own."""

    def __init__(self, registry: CollectorRegistry, parts: Parts) -> None:
        self._registry, self._parts = registry, parts
        self._look = Look(None, None)
        ProcessCollector(registry=registry)
        Info("huying_build", "Which program this is.", registry=registry).info(
            {"version": version("huying"), "python": platform.python_version()})
        registry.register(_Reader(self._families))

    async def render(self, accept: str) -> tuple[str, bytes]:
        """Return content type and text, in the format that was asked for."""
        try:
            self._look = Look(await self._parts.tables.waiting(), await self._parts.tables.settled())
        except DatabaseDown:
            self._look = Look(None, None)
        encode, content_type = choose_encoder(accept)
        return content_type, encode(self._registry)

    def _families(self) -> Iterator[Metric]:
        yield from _of_parts(self._parts)
        yield gauge("huying_database_up", "Whether the database could be read.", [((), self._look.waiting is not None)])
        if self._look.waiting is not None:
            yield from _of_waiting(self._look.waiting)
        if self._look.settled is not None:
            yield from _of_settled(self._look.settled)


class _Reader(Collector):
    """Gives the registry what is read at each scrape."""

    def __init__(self, read: Callable[[], Iterator[Metric]]) -> None:
        self._read = read

    def collect(self) -> Iterable[Metric]:
        return self._read()

    def describe(self) -> Iterable[Metric]:
        """Return nothing: what is read has no names before it is read."""
        return ()


def gauge(name: str, what: str, series: Series, *labels: str) -> Metric:
    """Return a figure that goes up and down."""
    family = GaugeMetricFamily(name, what, labels=labels)
    for values, value in series:
        family.add_metric(values, value)
    return family


def counter(name: str, what: str, series: Series, *labels: str) -> Metric:
    """Return a figure that only grows while the program runs."""
    family = CounterMetricFamily(name, what, labels=labels)
    for values, value in series:
        family.add_metric(values, value)
    return family


def lane_name(lane: Lane) -> str:
    """Return how figures call a lane."""
    return lane.name.lower()


def _of_parts(parts: Parts) -> Iterator[Metric]:
    ends = [((lane_name(lane), str(end)), parts.counters.ended[end, lane]) for lane in Lane for end in ENDS]
    yield counter("huying_letters", "Letters by lane and how they ended here.", ends, "lane", "outcome")
    yield counter("huying_letters_retried", "Calls that have to be repeated.", [((), parts.counters.retried)])
    yield counter("huying_letters_slowed", "Letters Telegram refused with 429.", [((), parts.counters.refused_429)])
    yield gauge("huying_pacing_rate", "Letters a second that the pacer allows now.", [((), parts.rate())])
    yield gauge("huying_leads_sender", "Whether this process sends for all.", [((), parts.leads())])
    yield gauge("huying_polls", "Whether this process fetches updates itself.", [((), parts.polls)])
    yield from _of_contact(parts.contact)


def _of_contact(contact: Contact) -> Iterator[Metric]:
    age = contact.age()
    answers = [((str(int(status)),), count) for status, count in contact.answers.items()]
    yield counter("huying_telegram_answers", "Telegram's answers by HTTP status.", answers, "code")
    yield counter("huying_telegram_unanswered", "Calls without an answer.", [((), contact.unanswered)])
    yield gauge("huying_telegram_contact_age_seconds", "Seconds since Telegram last answered; -1 before it ever did.",
                [((), NEVER if age is None else age)])


def _of_waiting(waiting: Waiting) -> Iterator[Metric]:
    lanes = [((lane_name(lane),), queue) for lane, queue in waiting.lanes.items()]
    yield gauge("huying_inbox_depth", "Updates that wait.", [((), waiting.inbox.depth)])
    yield gauge("huying_inbox_lag_seconds", "Age of the oldest of them.", [((), waiting.inbox.lag)])
    yield gauge("huying_outbox_depth", "Letters that could go now.",
                [(name, queue.depth) for name, queue in lanes], "lane")
    yield gauge("huying_outbox_lag_seconds", "Seconds the oldest of them could have gone.",
                [(name, queue.lag) for name, queue in lanes], "lane")
    yield gauge("huying_due_late", "Due work whose time has come.", [((), waiting.due.depth)])
    yield gauge("huying_due_late_seconds", "Business seconds since the first of it was due.",
                [((), waiting.due.lag)])
    yield gauge("huying_matters_open", "Open matters by state.",
                [((state,), count) for state, count in waiting.matters.items()], "state")


def _of_settled(settled: Settled) -> Iterator[Metric]:
    letters = [((lane_name(lane), state), count) for (lane, state), count in settled.letters.items()]
    yield gauge("huying_outbox_letters", "Letters of the last weeks by lane and state, counted every five minutes.",
                letters, "lane", "state")
    yield gauge("huying_dead", "What was set aside and waits for somebody, counted every five minutes.",
                [((kind,), count) for kind, count in settled.dead.items()], "kind")
