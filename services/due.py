"""Work that must happen at a business time, once: planned here, run by the ticker."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from models.mail import Due, DueState
from services.work import Work

Run = Callable[[Work, Due], None]
RUNS: dict[str, Run] = {}


def due(kind: str) -> Callable[[Run], Run]:
    """Register what the ticker runs for due work of a kind."""

    def enter(run: Run) -> Run:
        if kind in RUNS:
            raise TypeError(f"two runs for due work {kind!r}")
        RUNS[kind] = run
        return run

    return enter


def plan(work: Work, kind: str, ref: str, due_at: datetime, key: str, **data: Any) -> None:
    """Owe a piece of work at a business time; what a key stands for is done once for ever.

    While it waits, planning it again changes nothing; what was cancelled is owed again.
    """
    known = work.session.scalar(select(Due).where(Due.dedupe_key == key))
    if known is None:
        work.session.add(Due(kind=kind, ref=ref, due_at=due_at, dedupe_key=key, data=data))
    elif known.state == DueState.DROPPED:
        known.state, known.due_at, known.data, known.done_at = DueState.WAITING, due_at, data, None
    work.session.flush()


def plan_new(work: Work, kind: str, ref: str, due_at: datetime, key: str, **data: Any) -> None:
    """Owe a piece of work whose key cannot have been planned before, without looking for it."""
    work.session.add(Due(kind=kind, ref=ref, due_at=due_at, dedupe_key=key, data=data))


def postpone(work: Work, key: str, due_at: datetime) -> bool:
    """Move a piece of work that still waits to another time; False when nothing of that key waits."""
    query = update(Due).where(Due.dedupe_key == key, Due.state == DueState.WAITING)
    moved: Any = work.session.execute(query.values(due_at=due_at))
    return bool(moved.rowcount)


def cancel(work: Work, ref: str, *kinds: str) -> None:
    """Drop what is still waiting for a thing, of some kinds or all."""
    query = update(Due).where(Due.ref == ref, Due.state == DueState.WAITING)
    if kinds:
        query = query.where(Due.kind.in_(kinds))
    work.session.execute(query.values(state=DueState.DROPPED, done_at=work.now))
