"""What nearly every update asks the database first, in one statement instead of five."""

from itertools import accumulate, pairwise
from typing import Any

from sqlalchemy import Table, bindparam, exists, inspect, literal, select

from handlers.incoming import Incoming
from models.mail import Card, Dialog
from models.matter import Matter
from models.memory import remember, remembered
from models.organisation import Seat
from models.person import Person
from models.prepared import Prepared
from models.rows import Rows
from models.session import JobSession


def _table(entity: Any) -> Table:
    table: Table = inspect(entity).local_table
    return table


_parts: tuple[type[Any], ...] = (Person, Dialog, Card, Matter)
_person, _dialog, _card, _matter = map(_table, _parts)
_rows = [Rows(entity, select(entity)) for entity in _parts]
_slices = [slice(*pair) for pair in pairwise(accumulate((len(_table(part).c) for part in _parts), initial=1))]
_ahead = Prepared(
    select(
        exists().where(Seat.person_id == _person.c.id, Seat.active).label("has_seat"),
        *(column.label(f"{table.name}_{column.name}") for table in map(_table, _parts) for column in table.c),
    ).select_from(
        select(literal(1).label("one")).subquery()
        .outerjoin(_person, _person.c.telegram_id == bindparam("user"))
        .outerjoin(_dialog, (_dialog.c.chat_id == bindparam("chat")) & (_dialog.c.user_id == bindparam("user"))
                   & (_dialog.c.thread_id == bindparam("thread")))
        .outerjoin(_card, (_card.c.chat_id == bindparam("chat")) & (_card.c.message_id == bindparam("message")))
        .outerjoin(_matter, _matter.c.id == _card.c.matter_id)
    )
)


def read_ahead(session: JobSession, incoming: Incoming, message_id: int | None) -> None:
    """Load who writes, where they stand in a form, and the card and matter their update speaks of.

    Whatever asks for these later finds them in the session. Where the session lives on between jobs they are there.
    """
    if remembered(session, ("person", incoming.user_id)) is not None:
        return
    (raw,) = _ahead.all(session, user=incoming.user_id, chat=incoming.chat_id, thread=incoming.thread_id or 0,
                        message=message_id)
    person, _, card, _ = (rows.take(session, raw[part]) for rows, part in zip(_rows, _slices, strict=True))
    if person is not None:
        remember(session, ("person", incoming.user_id), person)
        if not raw[0]:
            remember(session, ("seats of", person.id), [])
    if card is not None:
        remember(session, ("card", card.chat_id, card.message_id), card)
