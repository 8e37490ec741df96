"""What a district of that size costs to read: searches, the sweep of what is due, and room on the disk."""

import asyncio
import gc
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bot.collector import settle_house
from bot.storage.desk import Desk
from bot.storage.store import Store
from bot.timing.ticker import Ticker
from models import Base
from models.clock import Clock
from models.criteria import Criteria
from models.mail import Due, DueState
from models.matter import Matter
from models.organisation import Seat, Street
from models.organisation_plan import Role
from models.policy import ClockKind
from models.rungs import ScheduledRung
from services.clocks import rung_key
from services.due import RUNS
from services.finding import find_ids, page_of_found
from services.search import streets_for
from services.work import Work
from tests.bench.figures import percentile
from tests.bench.talkers import WHAT, WHERE

SHARES = (0.5, 0.95, 0.99, 1.0)


class Taken(NamedTuple):
    """What something took: milliseconds on the wall's clock, and of the processor: this thread's, PostgreSQL's."""

    wall: float
    busy: float
    served: float


class Nobody:
    """A sender who sends nothing: letters stay in the outbox."""

    def wake(self, letter_ids: Sequence[int]) -> None:
        """Leave them."""


def searches(draw: Random, streets: Callable[[], Sequence[Street]]) -> Iterator[tuple[str, Criteria]]:
    """Draw what people search for, endlessly: common words, rare ones, several, one character, numbers, filters."""
    while True:
        what, where = draw.choice(WHAT), draw.choice(WHERE)
        at = draw.randrange(len(what) - 1)
        yield "two characters", Criteria(words=what[at:at + 2])
        yield "a phrase", Criteria(words=what)
        yield "two words", Criteria(words=f"{what[:2]} {where[:2]}")
        yield "a rare number in words", Criteria(words=f"{draw.randint(100, 999)}号附近")
        yield "one character", Criteria(words=what[at])
        yield "a day's numbers", Criteria(words=f"BA-2611{draw.randint(10, 20)}-")
        yield "words, street, open", Criteria(words=what[:2], place=draw.choice(streets()).code, state="open")
        yield "nothing at all", Criteria()


def time_searches(store: Store, open_work: Callable[[Any], Work], role: Role, times: int) -> dict[str, list[Taken]]:
    """Return what each search took by its kind: the count and the first page, as the chat shows them."""
    taken: dict[str, list[Taken]] = {}

    def look(session: Any) -> None:
        work = open_work(session)
        seats = work.session.scalars(sa.select(Seat).where(Seat.role == role).order_by(Seat.id).limit(20)).all()
        served = processor_of_server(session)
        drawn = searches(Random(7), lambda: streets_for(work, seat))
        for place in range(times):
            seat = seats[place % len(seats)]
            kind, criteria = next(drawn)
            begun = served(), time.perf_counter(), time.thread_time()
            page_of_found(work, find_ids(work, seat, criteria), 0)
            ended = time.perf_counter(), time.thread_time(), served()
            spent = Taken(1000 * (ended[0] - begun[1]), 1000 * (ended[1] - begun[2]), ended[2] - begun[0])
            taken.setdefault(kind, []).append(spent)

    asyncio.run(store.read(look))
    return taken


def processor_of_server(session: Session) -> Callable[[], float]:
    """Return what tells the milliseconds of the processor that PostgreSQL took for this session so far.

    Nothing on SQLite, whose work is the thread's own, and where Linux does not tell it.
    """
    if session.get_bind().dialect.name == "sqlite":
        return lambda: 0.0
    told = Path(f"/proc/{session.scalar(sa.text('SELECT pg_backend_pid()'))}/schedstat")
    return lambda: int(told.read_text().split()[0]) / 1e6 if told.exists() else 0.0


class Swept(NamedTuple):
    """What a sweep did: rungs, milliseconds until all reminders were put, and from then until the cards followed."""

    rungs: int
    reminders: Taken
    cards: Taken


async def time_sweep(desk: Desk) -> Swept:
    """Run one tick in a process that is settled like the bot's; the processor's time is that of all its threads."""
    run, moments, cards = RUNS["cards"], [], 0

    def note_and_run(work: Work, pieces: Sequence[Due]) -> None:
        nonlocal cards
        cards += len(pieces)
        if len(moments) == 1:
            moments.append(_moment())
        run(work, pieces)

    RUNS["cards"] = note_and_run
    settle_house()
    moments.append(_moment())
    ran = await Ticker(desk).tick()
    moments.append(_moment())
    RUNS["cards"] = run
    gc.unfreeze()
    began, put, ended = moments
    return Swept(ran - cards, _between(began, put), _between(put, ended))


def _moment() -> Taken:
    return Taken(1000 * time.perf_counter(), 1000 * time.process_time(), 0.0)


def _between(earlier: Taken, later: Taken) -> Taken:
    return Taken(later.wall - earlier.wall, later.busy - earlier.busy, 0.0)


def percentiles(taken: Sequence[Taken]) -> list[str]:
    """Return p50, p95, p99 and the longest, in milliseconds, then p50 and p95 of the processors'."""
    return [*(f"{percentile([each.wall for each in taken], share):.1f}" for share in SHARES),
            *(f"{percentile([each.busy for each in taken], share):.1f}" for share in SHARES[:2]),
            *(f"{percentile([each.served for each in taken], share):.1f}" for share in SHARES[:2])]


def arm(engine: sa.Engine, count: int, now: datetime) -> None:
    """Let the first reminder of so many claimed matters be due, all over the district, as if it had not gone yet.

    Their time is counted from thirty days ago, as after a dispute."""
    reminded = sa.select(Due.id).where(Due.ref == "clock:" + sa.cast(Clock.id, sa.String), Due.state == DueState.DONE)
    with Session(engine) as session, session.begin():
        last = session.scalar(sa.select(sa.func.max(Matter.id))) or 0
        for place in range(count):
            clock = session.scalars(
                sa.select(Clock).join(Matter, Matter.id == Clock.matter_id)
                .where(Matter.claimed_by.is_not(None), Clock.kind == ClockKind.RESOLVE, Clock.last_rung == "near",
                       Clock.matter_id > last * place // count, Clock.stopped_at.is_(None),
                       ~reminded.exists())
                .order_by(Clock.matter_id).limit(1)).one()  # in the order of an index: of the matters it would sort all
            due = session.scalars(sa.select(Due).where(Due.ref == f"clock:{clock.id}",
                                                       Due.state == DueState.WAITING)).one()
            clock.last_rung, clock.counts_from = None, now - timedelta(days=30)
            session.delete(due)
            near = ScheduledRung("near", now - timedelta(minutes=1), ())
            session.add(Due(kind="rung", ref=due.ref, data=due.data, due_at=near.at, dedupe_key=rung_key(clock, near)))


def room(engine: sa.Engine) -> dict[str, int]:
    """Return the bytes that each table takes with its indexes, the largest first."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            of_trees = connection.exec_driver_sql("SELECT name, sum(pgsize) FROM dbstat GROUP BY name")
            owners = dict(iter(connection.exec_driver_sql("SELECT name, tbl_name FROM sqlite_master")))
            sizes: Counter[str] = Counter()
            for name, size in of_trees:
                sizes[owners.get(name, name)] += size
            return dict(sizes.most_common())
        query = "SELECT relname, pg_total_relation_size(oid) FROM pg_class WHERE relkind = 'r' AND relname = ANY(%s)"
        names = [table.name for table in Base.metadata.sorted_tables]
        return dict(Counter(dict(iter(connection.exec_driver_sql(query, (names,))))).most_common())
