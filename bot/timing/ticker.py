"""The ticker: each second, in every replica, what is due is claimed and run, each piece once."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import ColumnElement, Table, bindparam, literal_column, or_, select, update
from sqlalchemy.orm import Session

from bot.storage.desk import Desk
from bot.storage.store import DatabaseDown
from models.mail import Due, DueState
from models.prepared import Prepared
from services.due import RUNS
from services.work import Work

SECONDS = 1
PAGE = 32
"""Pieces beside each other: as long as they take at most, a person's press waits behind them."""
TRIES = 5
BACKOFF = (5, 30, 120, 600)
"""Real seconds after each failure but the last."""
ROUNDS = 50
"""Due work may plan more due work; this many times in one tick at most."""
log = structlog.get_logger(__name__)

WAITING: ColumnElement[str] = literal_column("'waiting'")
"""As the partial index has it: a bound value would hide from the planner that the index fits."""

_rows: Table = Due.__table__  # type: ignore[assignment]
_row = _rows.alias()
_free = select(_row.c.id).where(_row.c.id == bindparam("row"), _row.c.state == WAITING)
_claim = Prepared(
    update(_rows)
    .where(_rows.c.id == _free.with_for_update(skip_locked=True).correlate(None).scalar_subquery())
    .values(state=DueState.DONE, done_at=bindparam("at"))
)


class Ticker:
    """Runs due work. The timetable is the table: this only looks at it, so any number of tickers may run."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = asyncio.Lock()
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    def start(self) -> None:
        """Tick each second from now on."""
        options = {"max_instances": 1, "coalesce": True, "misfire_grace_time": None}
        self._scheduler.add_job(self._tick_safely, "interval", seconds=SECONDS, **options)
        self._scheduler.start()

    async def stop(self) -> None:
        """Tick no more; a piece of work that runs is finished."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        async with self._lock:
            return

    async def tick(self) -> int:
        """Run everything that is due by now, also what that plans for now; return how many pieces."""
        async with self._lock:
            total = 0
            for _ in range(ROUNDS):
                ran = await self._run_page()
                total += ran
                if not ran:
                    break
            return total

    async def _tick_safely(self) -> None:
        try:
            await self.tick()
        except DatabaseDown:
            log.warning("tick_skipped", reason="the database is down")
        except Exception:
            log.exception("tick_failed")

    async def _run_page(self) -> int:
        clock = self._desk.clock
        due = await self._desk.store.read(partial(_due_now, clock.now(), clock.real_now()))
        by_ref: dict[str, list[int]] = defaultdict(list)
        for row_id, ref in due:
            by_ref[ref].append(row_id)
        # what belongs to one thing runs in order, different things beside each other
        counts = await asyncio.gather(*(self._run_all(ids) for ids in by_ref.values()))
        return sum(counts)

    async def _run_all(self, ids: Iterable[int]) -> int:
        return sum([await self._run(row_id) for row_id in ids])

    async def _run(self, row_id: int) -> int:
        try:
            return await self._desk.do(partial(run_due, row_id))
        except DatabaseDown:
            raise
        except Exception as error:
            log.error("due_failed", due_id=row_id, exc_info=error)
            words = f"{type(error).__name__}: {error}"[:1000]
            await self._desk.do(partial(note_failure, row_id, words))
            return 0


def _due_now(now: datetime, real_now: datetime, session: Session) -> list[tuple[int, str]]:
    query = (
        select(Due.id, Due.ref)
        .where(Due.state == WAITING, Due.due_at <= now)
        .where(or_(Due.not_before.is_(None), Due.not_before <= real_now))
        .order_by(Due.due_at, Due.id).limit(PAGE)
    )
    return [(row.id, row.ref) for row in session.execute(query)]


def run_due(row_id: int, work: Work) -> int:
    """Claim a piece of due work and do it, both or neither; 0 when somebody else has it."""
    if not _claim.run(work.session, row=row_id, at=work.now):
        return 0
    due = work.session.get_one(Due, row_id)
    RUNS[due.kind](work, due)
    return 1


def note_failure(row_id: int, words: str, work: Work) -> None:
    """Count a failed try: again later, and after the last set aside."""
    due = work.session.get(Due, row_id, with_for_update=True)
    if due is None or due.state != DueState.WAITING:
        return
    due.attempts += 1
    due.error = words
    if due.attempts >= TRIES:
        due.state, due.done_at = DueState.DEAD, work.now
    else:
        due.not_before = work.outbox.real_now + timedelta(seconds=BACKOFF[due.attempts - 1])
