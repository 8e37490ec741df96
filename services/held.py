"""What quiet hours and days of rest hold back: kept per reader, given out once, in the morning."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, delete, select

from models.clock import Clock, Held
from models.matter import Matter
from models.person import Person
from models.session import UNSEEN
from services.rhythm import plan_morning
from services.work import Work
from texts.message import Text, encode


def hold(work: Work, person: Person, text: Text, matter: Matter | None = None, *, clock: Clock | None = None) -> None:
    """Keep a message for the person's next `今日`; a newer one of the same clock takes the older one's place."""
    _drop_older(work, Held.person_id == person.id, clock)
    _keep(work, text, matter, clock, person_id=person.id)
    plan_morning(work)


def hold_for_group(work: Work, chat_id: int, text: Text, matter: Matter, *, clock: Clock | None = None) -> None:
    """Keep a line for the group's next board or digest."""
    _drop_older(work, Held.chat_id == chat_id, clock)
    _keep(work, text, matter, clock, chat_id=chat_id)


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


def _keep(work: Work, text: Text, matter: Matter | None, clock: Clock | None, *, person_id: int | None = None,
          chat_id: int | None = None) -> None:
    work.session.add(Held(
        person_id=person_id, chat_id=chat_id, matter_id=matter.id if matter else None, text=encode(text),
        clock_id=clock.id if clock else None, clock_end=clock.ends_at if clock else None, held_at=work.now,
    ))
    work.session.flush()


def _drop_older(work: Work, mine: ColumnElement[bool], clock: Clock | None) -> None:
    if clock is not None:
        work.session.execute(delete(Held).where(mine, Held.clock_id == clock.id), execution_options=UNSEEN)


def _take(work: Work, mine: ColumnElement[bool]) -> list[Held]:
    rows = list(work.session.scalars(select(Held).where(mine).order_by(Held.id)))
    for row in rows:
        work.session.delete(row)
    work.session.flush()
    return [row for row in rows if _still_true(work, row)]


def _still_true(work: Work, row: Held) -> bool:
    clock = work.session.get(Clock, row.clock_id) if row.clock_id else None
    return clock is None or (clock.stopped_at is None and clock.ends_at == row.clock_end)
