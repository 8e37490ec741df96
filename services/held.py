"""What quiet hours and days of rest hold back: kept per reader, given out once, in the morning."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Table, bindparam, delete, insert, select

from models.clock import Clock, Held
from models.matter import Matter
from models.person import Person
from models.prepared import Prepared
from services.rhythm import plan_morning
from services.work import Work
from texts.message import Text, encode

_held: Table = Held.__table__  # type: ignore[assignment]
_of_clock = _held.c.clock_id == bindparam("of_clock")
_drop_of_person = Prepared(delete(_held).where(_held.c.person_id == bindparam("whose"), _of_clock))
_drop_of_group = Prepared(delete(_held).where(_held.c.chat_id == bindparam("whose"), _of_clock))
_keep = Prepared(insert(_held), "person_id", "chat_id", "matter_id", "text", "clock_id", "clock_end", "held_at")


@dataclass(frozen=True)
class Kept:
    """What is held back, and for whom: a person or a group."""

    text: Text
    person_id: int | None = None
    chat_id: int | None = None
    matter_id: int | None = None
    clock: Clock | None = None


def hold(work: Work, person: Person, text: Text, matter: Matter | None = None) -> None:
    """Keep a message for the person's next `今日`."""
    hold_all(work, [Kept(text, person.id, matter_id=matter.id if matter else None)])


def hold_for_group(work: Work, chat_id: int, text: Text, matter: Matter) -> None:
    """Keep a line for the group's next digest."""
    hold_all(work, [Kept(text, chat_id=chat_id, matter_id=matter.id)])


def hold_all(work: Work, kept: Sequence[Kept]) -> None:
    """Keep messages for people's next `今日`, lines for groups' next board or digest.

    A newer one of the same clock takes the older one's place.
    """
    for drop, of_whom in ((_drop_of_person, "person_id"), (_drop_of_group, "chat_id")):
        drop.run_each(work.session, [{"whose": getattr(each, of_whom), "of_clock": each.clock.id} for each in kept
                                     if each.clock and getattr(each, of_whom)])
    _keep.run_each(work.session, [{
        "person_id": each.person_id, "chat_id": each.chat_id, "matter_id": each.matter_id, "text": encode(each.text),
        "clock_id": each.clock.id if each.clock else None, "clock_end": each.clock.ends_at if each.clock else None,
        "held_at": work.now,
    } for each in kept])
    if any(each.person_id for each in kept):
        plan_morning(work)


def take_held(work: Work, person: Person) -> list[Held]:
    """Take out what waits for a person, oldest first; what is overtaken is thrown away."""
    return _take(work, Held.person_id == person.id)


def take_board(work: Work, chat_id: int) -> list[Held]:
    """Take out the lines of a group's overdue board, oldest first."""
    return _take(work, (Held.chat_id == chat_id) & Held.clock_id.is_not(None))


def take_digest(work: Work, chat_id: int) -> list[Held]:
    """Take out the lines of a group's digest of new matters, oldest first."""
    return _take(work, (Held.chat_id == chat_id) & Held.clock_id.is_(None))


def readers_of_held(work: Work) -> Sequence[int]:
    """Return the ids of the people for whom something waits."""
    query = select(Held.person_id).where(Held.person_id.is_not(None)).distinct()
    return [person_id for person_id in work.session.scalars(query) if person_id]


def _take(work: Work, mine: ColumnElement[bool]) -> list[Held]:
    rows = list(work.session.scalars(select(Held).where(mine).order_by(Held.id)))
    for row in rows:
        work.session.delete(row)
    work.session.flush()
    return [row for row in rows if _still_true(work, row)]


def _still_true(work: Work, row: Held) -> bool:
    clock = work.session.get(Clock, row.clock_id) if row.clock_id else None
    return clock is None or (clock.stopped_at is None and clock.ends_at == row.clock_end)
