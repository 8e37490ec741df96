"""The ticker: each second, in every replica, what is due is claimed and run, each piece once."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import ColumnElement, Table, bindparam, literal_column, or_, select, update

from bot.storage.desk import Desk
from bot.storage.store import DatabaseDown
from models.keyed import Keyed
from models.mail import Due, DueState
from models.prepared import Prepared
from models.rows import Rows
from models.session import JobSession
from models.wire import Row
from services.due import PAGES, RUNS
from services.work import Work

SECONDS = 1
LOOK = 48
"""Pieces looked up at once; as many rungs make one job."""
BESIDE = 32
"""Jobs beside each other: as long as they take at most, a person's press waits behind them."""
TRIES = 5
BACKOFF = (5, 30, 120, 600)
"""Real seconds after each failure but the last."""
LONGEST_WAIT = timedelta(seconds=2 * BACKOFF[-1])
"""What is to wait for longer waits by a clock that is not ours."""
ROUNDS = 50
"""Due work may plan more due work; this many times in one tick at most."""
log = structlog.get_logger(__name__)

WAITING: ColumnElement[str] = literal_column("'waiting'")
"""As the partial index has it: a bound value would hide from the planner that the index fits."""

_rows: Table = Due.__table__  # type: ignore[assignment]
_row = _rows.alias()
_due = Prepared(
    select(_rows.c.id, _rows.c.kind, _rows.c.ref)
    .where(_rows.c.state == WAITING, _rows.c.due_at <= bindparam("now"))
    .where(or_(_rows.c.not_before.is_(None), _rows.c.not_before <= bindparam("real_now"),
               _rows.c.not_before > bindparam("late")))
    .order_by(_rows.c.due_at, _rows.c.id).limit(LOOK)
)
_free = select(_row.c.id).where(_row.c.state == WAITING, _row.c.due_at <= bindparam("at")).correlate(None)
_claim = Keyed(_row.c.id, lambda is_it: (
    update(_rows).where(_rows.c.id.in_(_free.where(is_it).with_for_update(skip_locked=True)))
    .values(state=DueState.DONE, done_at=bindparam("at")).returning(*_rows.c)
))
_claimed = Rows(Due, select(Due))


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
        together, apart = _jobs_of(due)
        # a page may take as long as all jobs beside each other, so pages come one after another
        ran = sum([await self._run(*ids) for ids in together])
        for at in range(0, len(apart), BESIDE):
            ran += sum(await asyncio.gather(*map(self._run_each, apart[at:at + BESIDE])))
        return ran

    async def _run_each(self, ids: Sequence[int]) -> int:
        return sum([await self._run(row_id) for row_id in ids])

    async def _run(self, *ids: int) -> int:
        """Run pieces as one job; when it fails, each in its own, so that only the one at fault is counted as failed."""
        try:
            return await self._desk.do(partial(run_due, ids))
        except DatabaseDown:
            raise
        except Exception as error:
            if len(ids) > 1:
                log.warning("page_failed", pieces=len(ids), error=type(error).__name__)
                return await self._run_each(ids)
            log.error("due_failed", due_id=ids[0], exc_info=error)
            words = f"{type(error).__name__}: {error}"[:1000]
            await self._desk.do(partial(note_failure, ids[0], words))
            return 0


def _due_now(now: datetime, real_now: datetime, session: JobSession) -> list[Row]:
    return _due.all(session, now=now, real_now=real_now, late=real_now + LONGEST_WAIT)


def _jobs_of(due: Sequence[Row]) -> tuple[list[list[int]], list[list[int]]]:
    """Return the pages that run one after another, and the pieces of each other thing, which run in order.

    Several pieces of one thing never share a page: the later may depend on the earlier.
    """
    by_ref: dict[str, list[Row]] = defaultdict(list)
    for row in due:
        by_ref[row[2]].append(row)
    by_kind: dict[str, list[int]] = defaultdict(list)
    for rows in by_ref.values():
        if len(rows) == 1 and rows[0][1] in PAGES:
            by_kind[rows[0][1]].append(rows[0][0])
    together = [page for kind, ids in by_kind.items() for page in _pages(ids, PAGES[kind])]
    paged = {row_id for page in together for row_id in page}
    return together, [[row[0] for row in rows] for rows in by_ref.values() if rows[0][0] not in paged]


def _pages(ids: Sequence[int], size: int) -> Iterator[list[int]]:
    return (list(ids[at:at + size]) for at in range(0, len(ids), size))


def run_due(ids: Sequence[int], work: Work) -> int:
    """Claim pieces of due work of one kind and do them, all or none; returns how many nobody else has."""
    rows = _claim.all(work.session, ids, at=work.now)
    claimed = filter(None, (_claimed.take(work.session, row) for row in rows))
    pieces = sorted(claimed, key=lambda piece: (piece.due_at, piece.id))
    if pieces:
        RUNS[pieces[0].kind](work, pieces)
    return len(pieces)


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
