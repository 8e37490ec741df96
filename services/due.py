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
    """Owe a piece of work at a business time; the same key is planned once for ever."""
    if work.session.scalar(select(Due.id).where(Due.dedupe_key == key)) is None:
        work.session.add(Due(kind=kind, ref=ref, due_at=due_at, dedupe_key=key, data=data))
        work.session.flush()


def cancel(work: Work, ref: str, *kinds: str) -> None:
    """Drop what is still waiting for a thing, of some kinds or all."""
    query = update(Due).where(Due.ref == ref, Due.state == DueState.WAITING)
    if kinds:
        query = query.where(Due.kind.in_(kinds))
    work.session.execute(query.values(state=DueState.DROPPED, done_at=work.now))
