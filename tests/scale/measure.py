"""What a district of that size costs to read: searches, the sweep of what is due, and room on the disk."""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any

import sqlalchemy as sa

from bot.storage.desk import Desk
from bot.storage.store import Store
from bot.timing.ticker import Ticker
from models.criteria import Criteria
from models.matter import Matter
from models.organisation import Seat
from models.organisation_plan import Role
from services.finding import count_found, page_found
from services.work import Work
from tests.bench.figures import percentile
from tests.bench.talkers import PLAN, WHAT, WHERE

SHARES = (0.5, 0.95, 0.99, 1.0)


class Nobody:
    """A sender who sends nothing: letters stay in the outbox."""

    def wake(self, letter_ids: Sequence[int]) -> None:
        """Leave them."""


def searches(draw: Random) -> Iterator[tuple[str, Criteria]]:
    """Draw what people search for, endlessly: common words, rare ones, several, one character, numbers, filters."""
    streets = [street.code for street in PLAN.streets]
    while True:
        what, where = draw.choice(WHAT), draw.choice(WHERE)
        at = draw.randrange(len(what) - 1)
        yield "two characters", Criteria(words=what[at:at + 2])
        yield "a phrase", Criteria(words=what)
        yield "two words", Criteria(words=f"{what[:2]} {where[:2]}")
        yield "a rare number in words", Criteria(words=f"{draw.randint(100, 999)}号附近")
        yield "one character", Criteria(words=what[at])
        yield "a day's numbers", Criteria(words=f"BA-2611{draw.randint(10, 20)}-")
        yield "words, street, open", Criteria(words=what[:2], place=draw.choice(streets), state="open")
        yield "nothing at all", Criteria()


def time_searches(store: Store, open_work: Callable[[Any], Work], role: Role, times: int) -> dict[str, list[float]]:
    """Return the milliseconds of each search by its kind: the count and the first page, as the chat shows them."""
    taken: dict[str, list[float]] = {}
    drawn = searches(Random(7))

    def look(session: Any) -> None:
        work = open_work(session)
        seats = work.session.scalars(sa.select(Seat).where(Seat.role == role).order_by(Seat.id).limit(20)).all()
        for place in range(times):
            kind, criteria = next(drawn)
            began = time.perf_counter()
            count_found(work, seats[place % len(seats)], criteria)
            page_found(work, seats[place % len(seats)], criteria, 0)
            taken.setdefault(kind, []).append(1000 * (time.perf_counter() - began))

    asyncio.run(store.read(look))
    return taken


async def time_sweep(desk: Desk) -> tuple[int, float]:
    """Return how many pieces of due work one tick ran, and its milliseconds."""
    began = time.perf_counter()
    ran = await Ticker(desk).tick()
    return ran, 1000 * (time.perf_counter() - began)


def percentiles(taken: Sequence[float]) -> list[str]:
    """Return p50, p95, p99 and the longest, in milliseconds."""
    return [f"{percentile(taken, share):.1f}" for share in SHARES]


def bytes_used(engine: sa.Engine) -> int:
    """Return the room the database takes."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            pages = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
            return int(connection.exec_driver_sql(pages).scalar_one())
        return int(connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one())


def count_matters(engine: sa.Engine) -> int:
    """Return how many matters there are."""
    with engine.connect() as connection:
        return int(connection.scalar(sa.select(sa.func.count(Matter.id))) or 0)
