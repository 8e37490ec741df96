"""Work that must happen at a business time, once: planned here, run by the ticker."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import ARRAY, Boolean, String, Table, any_, bindparam, insert, or_, select, update

from models.mail import Due, DueState
from models.prepared import Prepared
from models.together import Kind, Write
from services.work import Work

Run = Callable[[Work, Due], None]
_rows: Table = Due.__table__  # type: ignore[assignment]
_waiting = _rows.c.state == DueState.WAITING
_state_of = Prepared(select(_rows.c.state).where(_rows.c.dedupe_key == bindparam("key")))
_plan = Prepared(insert(_rows), "kind", "ref", "due_at", "dedupe_key", "data")
_again = Prepared(
    update(_rows).where(_rows.c.dedupe_key == bindparam("key"))
    .values(state=DueState.WAITING, due_at=bindparam("at"), data=bindparam("with"), done_at=None)
)
_postpone = Prepared(
    update(_rows).where(_rows.c.dedupe_key == bindparam("key"), _waiting).values(due_at=bindparam("at"))
)
_waiting_for = Prepared(select(_rows.c.id, _rows.c.kind).where(_rows.c.ref == bindparam("thing"), _waiting))
_drop = Prepared(update(_rows).where(_rows.c.id == bindparam("the_id"), _waiting)
                 .values(state=DueState.DROPPED, done_at=bindparam("at")))
_drop_all = Prepared(
    update(_rows).where(_rows.c.ref == bindparam("thing"), _waiting, or_(
        bindparam("any", type_=Boolean()), _rows.c.kind == any_(bindparam("these", type_=ARRAY(String)))))
    .values(state=DueState.DROPPED, done_at=bindparam("at"))
)
RUNS: dict[str, Run] = {}


def due(kind: str) -> Callable[[Run], Run]:
    """Register what the ticker runs for due work of a kind."""

    def enter(run: Run) -> Run:
        if kind in RUNS:
            raise TypeError(f"two runs for due work {kind!r}")
        RUNS[kind] = run
        return run

    return enter


def plan(work: Work, kind: str, ref: str, due_at: datetime, key: str, **data: Any) -> bool:
    """Owe a piece of work at a business time; what a key stands for is done once for ever: then False.

    While it waits, planning it again changes nothing; what was cancelled is owed again.
    """
    state = _state_of.scalar(work.session, key=key)
    if state is None:
        plan_new(work, kind, ref, due_at, key, **data)
    elif state == DueState.DROPPED:
        _again.run(work.session, **{"key": key, "at": due_at, "with": data})
    return state in (None, DueState.DROPPED, DueState.WAITING)


def plan_new(work: Work, kind: str, ref: str, due_at: datetime, key: str, **data: Any) -> None:
    """Owe a piece of work whose key cannot have been planned before, without looking for it."""
    values = {"kind": kind, "ref": ref, "due_at": due_at, "dedupe_key": key, "data": data}
    work.session.later(Write(_plan, Kind.NEW, _rows.name, values, key))


def postpone(work: Work, key: str, due_at: datetime) -> bool:
    """Move a piece of work that still waits to another time; False when nothing of that key waits."""
    return bool(_postpone.run(work.session, key=key, at=due_at))


def cancel(work: Work, ref: str, *kinds: str) -> None:
    """Drop what is still waiting for a thing, of some kinds or all."""
    if work.session.defers:
        values = {"thing": ref, "any": not kinds, "these": list(kinds), "at": work.now}
        work.session.later(Write(_drop_all, Kind.SWEEP, _rows.name, values))
        return
    for due_id, kind in _waiting_for.all(work.session, thing=ref):
        if not kinds or kind in kinds:
            _drop.run(work.session, the_id=due_id, at=work.now)
