"""Work that must happen at a business time, once: planned here, run by the ticker."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ARRAY, Boolean, String, Table, any_, bindparam, delete, insert, or_, select, update

from models.keyed import Keyed
from models.mail import Due, DueState
from models.prepared import Prepared
from models.together import Kind, Write
from services.work import Work

Run = Callable[[Work, Due], None]
RunAll = Callable[[Work, Sequence[Due]], None]
_rows: Table = Due.__table__  # type: ignore[assignment]
_waiting = _rows.c.state == DueState.WAITING
_states = Keyed(_rows.c.dedupe_key, lambda is_it: select(_rows.c.dedupe_key, _rows.c.state).where(is_it))
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
_forget = Prepared(delete(_rows).where(_rows.c.id == bindparam("the_id")))
_drop_all = Prepared(
    update(_rows).where(_rows.c.ref == bindparam("thing"), _waiting, or_(
        bindparam("any", type_=Boolean()), _rows.c.kind == any_(bindparam("these", type_=ARRAY(String)))))
    .values(state=DueState.DROPPED, done_at=bindparam("at"))
)
RUNS: dict[str, RunAll] = {}
PAGES: dict[str, int] = {}
"""Kinds of which a page runs as one job, each with how many pieces that takes at most; others run each in its own."""


@dataclass(frozen=True)
class Owed:
    """A piece of work to be planned; what its key stands for is done once for ever."""

    kind: str
    ref: str
    at: datetime
    key: str
    data: dict[str, Any]


def due(kind: str) -> Callable[[Run], Run]:
    """Register what the ticker runs for a piece of due work of a kind."""

    def enter(run: Run) -> Run:
        def run_each(work: Work, pieces: Sequence[Due]) -> None:
            for piece in pieces:
                run(work, piece)

        _enter(kind, run_each)
        return run

    return enter


def due_together(kind: str, page: int) -> Callable[[RunAll], RunAll]:
    """Register what the ticker runs for up to a page of pieces of a kind, each of another thing, as one job."""

    def enter(run: RunAll) -> RunAll:
        _enter(kind, run)
        PAGES[kind] = page
        return run

    return enter


def _enter(kind: str, run: RunAll) -> None:
    if kind in RUNS:
        raise TypeError(f"two runs for due work {kind!r}")
    RUNS[kind] = run


def plan(work: Work, kind: str, ref: str, due_at: datetime, key: str, **data: Any) -> bool:
    """Owe a piece of work at a business time; what a key stands for is done once for ever: then False.

    While it waits, planning it again changes nothing; what was cancelled is owed again.
    """
    return plan_all(work, [Owed(kind, ref, due_at, key, data)]) == [True]


def plan_all(work: Work, owed: Sequence[Owed]) -> list[bool]:
    """Owe pieces of work, each of another key; returns for each what `plan` does."""
    states = {row[0]: row[1] for row in _states.all(work.session, [each.key for each in owed])}
    _put(work, [each for each in owed if each.key not in states])
    _again.run_each(work.session, [{"key": each.key, "at": each.at, "with": each.data} for each in owed
                                   if states.get(each.key) == DueState.DROPPED])
    return [states.get(each.key) in (None, DueState.DROPPED, DueState.WAITING) for each in owed]


def plan_new(work: Work, kind: str, ref: str, due_at: datetime, key: str, **data: Any) -> None:
    """Owe a piece of work whose key cannot have been planned before, without looking for it."""
    _put(work, [Owed(kind, ref, due_at, key, data)])


def _put(work: Work, owed: Sequence[Owed]) -> None:
    work.session.append(_plan, _rows.name, [
        {"kind": each.kind, "ref": each.ref, "due_at": each.at, "dedupe_key": each.key, "data": each.data}
        for each in owed])


def forget(work: Work, piece: Due) -> None:
    """Delete a piece of work that was run and whose key will never be planned again."""
    _forget.run(work.session, the_id=piece.id)


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
