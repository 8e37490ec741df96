"""Work that must happen at a business time, once: planned here, run by the ticker."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Table, bindparam, insert, select, update

from models.mail import Due, DueState
from services.work import Work

Run = Callable[[Work, Due], None]
_rows: Table = Due.__table__  # type: ignore[assignment]
_by_key = select(Due).where(Due.dedupe_key == bindparam("key")).execution_options(populate_existing=True)
_plan = insert(_rows)
_postpone = (
    update(_rows).where(_rows.c.dedupe_key == bindparam("key"), _rows.c.state == DueState.WAITING)
    .values(due_at=bindparam("at"))
)
_cancel = (
    update(_rows).where(_rows.c.ref == bindparam("thing"), _rows.c.state == DueState.WAITING)
    .values(state=DueState.DROPPED, done_at=bindparam("at"))
)
_cancel_some = _cancel.where(_rows.c.kind.in_(bindparam("kinds", expanding=True)))
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
    known = work.session.scalar(_by_key, {"key": key})
    if known is None:
        plan_new(work, kind, ref, due_at, key, **data)
    elif known.state == DueState.DROPPED:
        known.state, known.due_at, known.data, known.done_at = DueState.WAITING, due_at, data, None
        work.session.flush()


def plan_new(work: Work, kind: str, ref: str, due_at: datetime, key: str, **data: Any) -> None:
    """Owe a piece of work whose key cannot have been planned before, without looking for it."""
    work.session.connection().execute(_plan, {
        "kind": kind, "ref": ref, "due_at": due_at, "dedupe_key": key, "data": data})


def postpone(work: Work, key: str, due_at: datetime) -> bool:
    """Move a piece of work that still waits to another time; False when nothing of that key waits."""
    moved: Any = work.session.connection().execute(_postpone, {"key": key, "at": due_at})
    return bool(moved.rowcount)


def cancel(work: Work, ref: str, *kinds: str) -> None:
    """Drop what is still waiting for a thing, of some kinds or all."""
    values = {"thing": ref, "at": work.now}
    if kinds:
        work.session.connection().execute(_cancel_some, values | {"kinds": kinds})
    else:
        work.session.connection().execute(_cancel, values)
