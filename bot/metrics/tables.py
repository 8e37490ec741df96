"""What waits, is late or was set aside: counted in the tables, beside the writer, by their partial indexes."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, literal_column, select
from sqlalchemy.orm import Session

from bot.storage.store import Store
from models.lifecycle import OPEN
from models.mail import Due, InboxUpdate, Lane, Letter, LetterState
from models.matter import Matter
from services.outbox import AHEAD

FRESH_SECONDS = 5.0
SLOW_SECONDS = 300.0
"""What no index counts is counted this seldom."""
WAITING: ColumnElement[str] = literal_column("'waiting'")
DEAD: ColumnElement[str] = literal_column("'dead'")
"""As the partial indexes have it: a bound value would hide from the planner that they fit."""


@dataclass(frozen=True)
class Queue:
    """How many wait, and the seconds the oldest has waited."""

    depth: int = 0
    lag: float = 0.0


@dataclass(frozen=True)
class Waiting:
    """What waits now, by the indexes of what waits."""

    inbox: Queue
    lanes: dict[Lane, Queue]
    due: Queue
    matters: dict[str, int]


@dataclass(frozen=True)
class Settled:
    """What stands in the tables, counted row by row: letters by lane and state, and what was set aside."""

    letters: dict[tuple[Lane, str], int] = field(default_factory=dict)
    dead: dict[str, int] = field(default_factory=dict)


class Tables:
    """Counts in the tables, at most once in some seconds however often it is asked."""

    def __init__(self, store: Store, *, fresh_seconds: float = FRESH_SECONDS,
                 slow_seconds: float = SLOW_SECONDS) -> None:
        self._store = store
        self._fresh_seconds, self._slow_seconds = fresh_seconds, slow_seconds
        self._lock = asyncio.Lock()
        self._waiting: tuple[float, Waiting] | None = None
        self._settled: tuple[float, Settled] | None = None

    async def waiting(self) -> Waiting:
        """Return what waits.

        Raises:
            DatabaseDown: it cannot be read now.
        """
        async with self._lock:
            now = self._store.clock.monotonic()
            if self._waiting is None or now - self._waiting[0] >= self._fresh_seconds:
                self._waiting = now, await self._store.read(self._count_waiting)
            return self._waiting[1]

    async def settled(self) -> Settled:
        """Return what is settled.

        Raises:
            DatabaseDown: it cannot be read now.
        """
        async with self._lock:
            now = self._store.clock.monotonic()
            if self._settled is None or now - self._settled[0] >= self._slow_seconds:
                self._settled = now, await self._store.read(count_settled)
            return self._settled[1]

    def _count_waiting(self, session: Session) -> Waiting:
        clock = self._store.clock
        return count_waiting(session, clock.real_now(), clock.now())


def count_waiting(session: Session, real_now: datetime, now: datetime) -> Waiting:
    """Count what waits; letters and updates wait in real time, due work in business time."""
    depth, oldest = session.execute(waiting_updates()).one()
    since = session.scalar(select(InboxUpdate.received_at).where(InboxUpdate.id == oldest)) if oldest else None
    lanes = {Lane(lane): Queue(count, _age(first, real_now - AHEAD))
             for lane, count, first in session.execute(ready_letters(real_now))}
    late, first = session.execute(late_work(now)).one()
    counted = {row[0]: row[1] for row in session.execute(open_matters())}
    matters = {str(status): counted.get(status, 0) for status in OPEN}
    return Waiting(Queue(depth, _age(since, real_now)), {lane: lanes.get(lane, Queue()) for lane in Lane},
                   Queue(late, _age(first, now)), matters)


def count_settled(session: Session) -> Settled:
    """Count letters by lane and state, and what was set aside: by looking at every row."""
    query = select(Letter.lane, Letter.state, func.count()).group_by(Letter.lane, Letter.state)
    letters = {(Lane(lane), state): count for lane, state, count in session.execute(query)}
    dead = {
        "update": _count(session, InboxUpdate.state == DEAD),
        "letter": sum(count for (_, state), count in letters.items() if state == LetterState.DEAD),
        "due": _count(session, Due.state == DEAD),
    }
    return Settled(letters, dead)


# -- by the indexes: tests hold their plans to that ---------------------------------------------


def waiting_updates() -> Select[int, int | None]:
    """Count waiting updates; ids rise with arrival, so the lowest is the oldest."""
    return select(func.count(), func.min(InboxUpdate.id)).where(InboxUpdate.state == WAITING)


def ready_letters(real_now: datetime) -> Select[int, int, datetime | None]:
    """Count letters that could go now, by the moment since when they could."""
    ready = (Letter.state == WAITING, Letter.ready_at <= real_now)
    return select(Letter.lane, func.count(), func.min(Letter.ready_at)).where(*ready).group_by(Letter.lane)


def late_work(now: datetime) -> Select[int, datetime | None]:
    """Count due work whose time has come."""
    return select(func.count(), func.min(Due.due_at)).where(Due.state == WAITING, Due.due_at <= now)


def open_matters() -> Select[str, int]:
    """Count open matters by state."""
    return select(Matter.status, func.count()).where(Matter.status.in_(OPEN)).group_by(Matter.status)


def _count(session: Session, which: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).where(which)) or 0


def _age(since: datetime | None, now: datetime) -> float:
    return 0.0 if since is None else max(0.0, (now - since).total_seconds())
