"""What nearly every update asks the database first, in one statement instead of many."""

from datetime import datetime
from itertools import accumulate, pairwise
from typing import Any

from sqlalchemy import (
    BigInteger,
    Sequence,
    Table,
    bindparam,
    case,
    cast,
    exists,
    func,
    inspect,
    literal,
    select,
)

from bot.receiving.inbox import CLAIM, Parcel, mark_done
from handlers.incoming import Incoming
from models.mail import Card, Dialog, Letter, Setting
from models.matter import Event, Matter
from models.memory import remember, remembered
from models.organisation import Seat
from models.person import Person
from models.prepared import Prepared
from models.roster import MARK, note_mark
from models.rows import Rows
from models.session import JobSession
from models.wire import Row


def _table(entity: Any) -> Table:
    table: Table = inspect(entity).local_table
    return table


_parts: tuple[type[Any], ...] = (Person, Dialog, Card, Matter)
_person, _dialog, _card, _matter = map(_table, _parts)
_rows = [Rows(entity, select(entity)) for entity in _parts]
_slices = [slice(*pair) for pair in pairwise(accumulate((len(_table(part).c) for part in _parts), initial=1))]
_columns = [column.label(f"{table.name}_{column.name}") for table in map(_table, _parts) for column in table.c]
_has_seat = exists().where(Seat.person_id == _person.c.id, Seat.active).label("has_seat")
_asked = (
    select(literal(1).label("one")).subquery()
    .outerjoin(_person, _person.c.telegram_id == bindparam("user"))
    .outerjoin(_dialog, (_dialog.c.chat_id == bindparam("chat")) & (_dialog.c.user_id == bindparam("user"))
               & (_dialog.c.thread_id == bindparam("thread")))
    .outerjoin(_card, (_card.c.chat_id == bindparam("chat")) & (_card.c.message_id == bindparam("message")))
)
_ahead = Prepared(
    select(_has_seat, *_columns).select_from(_asked.outerjoin(_matter, _matter.c.id == _card.c.matter_id)))

# PostgreSQL: the claim, the roster's mark and numbers for what will be written come on the same way. All parts see
# what was there when the statement began; the claim succeeds only where the lane's earlier updates were done by then.
_claimed = CLAIM.returning(literal(1).label("one")).cte("claimed")
_mark = select(Setting.value["mark"]).where(Setting.key == MARK).scalar_subquery().label("mark")
_numbers = {_card: 2, _table(Letter): 2, _table(Event): 1}
_drawn = [Sequence(f"{table.name}_id_seq").next_value().label(f"{table.name}_{place}")
          for table, count in _numbers.items() for place in range(count)]
_draft = case((func.jsonb_typeof(_dialog.c.data["draft"]) == "number",
               cast(_dialog.c.data.op("->>")("draft"), BigInteger)))
_open = Prepared(
    select(_has_seat, *_columns, exists(select(_claimed.c.one)).label("is_ours"), _mark, *_drawn)
    .select_from(_asked.outerjoin(_matter, _matter.c.id == func.coalesce(_card.c.matter_id, _draft))))
_more = _slices[-1].stop


def open_update(session: JobSession, parcel: Parcel, incoming: Incoming, spoken_of: int | None, at: datetime) -> bool:
    """Claim an update, mark it done and load what it speaks of.

    Returns:
        False when it is not for this transaction (bot.receiving.inbox.mark_done).
    """
    if not session.defers:
        is_ours = mark_done(session, parcel, at)
        if is_ours:
            read_ahead(session, incoming, spoken_of)
        return is_ours
    (raw,) = _open.all(session, row_id=parcel.id, at=at, **_keys(incoming, spoken_of))
    is_ours, mark, *numbers = raw[_more:]
    for table, count in _numbers.items():
        session.lend_numbers(table, numbers[:count])
        del numbers[:count]
    note_mark(session, mark)
    _take(session, incoming, raw)
    return bool(is_ours)


def read_ahead(session: JobSession, incoming: Incoming, message_id: int | None) -> None:
    """Load who writes, where they stand in a form, and the card and matter their update speaks of.

    Whatever asks for these later finds them in the session. Where the session lives on between jobs they are there.
    """
    if remembered(session, ("person", incoming.user_id)) is not None:
        return
    (raw,) = _ahead.all(session, **_keys(incoming, message_id))
    _take(session, incoming, raw)


def _keys(incoming: Incoming, message_id: int | None) -> dict[str, Any]:
    return {"user": incoming.user_id, "chat": incoming.chat_id, "thread": incoming.thread_id or 0,
            "message": message_id}


def _take(session: JobSession, incoming: Incoming, raw: Row) -> None:
    person, _, card, _ = (rows.take(session, raw[part]) for rows, part in zip(_rows, _slices, strict=True))
    if person is not None:
        remember(session, ("person", incoming.user_id), person)
        if not raw[0]:
            remember(session, ("seats of", person.id), [])
    if card is not None:
        remember(session, ("card", card.chat_id, card.message_id), card)
