"""The inbox: updates are stored before they are confirmed, and marked done by the job that handles them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

import orjson
from sqlalchemy import BigInteger, ColumnElement, Select, Table, bindparam, delete, literal_column, select, text

from bot.metrics.meters import UpdateMeters
from bot.storage.store import Store
from models.mail import InboxUpdate, UpdateState
from models.prepared import Prepared
from models.session import JobSession

Backoff = tuple[float, ...]
BACKOFF: Backoff = (1, 2, 5, 10)
"""Seconds after each failure but the fifth and last: a poison update keeps its lane waiting 18 s in all."""
LONGEST_WAIT = timedelta(minutes=1)
"""What is to wait for longer waits by a clock that is not ours."""
KEEP = timedelta(days=7)
PAGE = 500

KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of updates that anything here answers; Telegram is asked for these alone."""

Raw = dict[str, Any]


@dataclass(eq=False, slots=True)
class Parcel:
    """A stored update on its way to its handler."""

    id: int
    lane: str
    raw: Raw
    received_at: datetime
    not_before: datetime | None = None
    pressed_answered: bool = False
    is_braked: bool = False
    """Whether the brake has counted it, which it must not do again at every further try."""


@dataclass(frozen=True)
class Failure:
    """A failed try: what was wrong, and the pauses after each failure but the last."""

    error: str
    backoff: Backoff = BACKOFF


def lane_of(raw: Raw) -> str:
    """Return the lane an update is kept in order with: its chat, else its person, else its poll.

    A press belongs to the chat of its message, so that it never overtakes words written before it.
    """
    for kind, part in raw.items():
        if kind == "update_id" or not isinstance(part, dict):
            continue
        chat = _number_of(part.get("chat")) or _number_of(_part(part.get("message")).get("chat"))
        if chat:
            return f"chat {chat}"
        person = _number_of(part.get("from")) or _number_of(part.get("user"))
        if person:
            return f"user {person}"
        if part.get("poll_id") or kind == "poll":
            return f"poll {part.get('poll_id') or part.get('id')}"
    return "other"


def _part(value: Any) -> Raw:
    """Return a part of an update, an empty one where there is none."""
    return value if isinstance(value, dict) else {}


def _number_of(part: Any) -> int | None:
    """Return whose part it is; nobody's when it lacks what the Bot API promises: no update may stop the intake."""
    number = _part(part).get("id")
    return number if isinstance(number, int) else None


# Core on tables, not the ORM: this runs for every update, at a quarter of the cost
_inbox = cast(Table, InboxUpdate.__table__)
WAITING: ColumnElement[str] = literal_column("'waiting'")
"""As the partial index has it: a bound value would hide from the planner that the index fits."""
_row, _earlier = _inbox.alias("row"), _inbox.alias("earlier")
# the head of its lane, and free: an update waits while an earlier one of its lane is open in any replica
_free = (
    select(_row.c.id)
    .where(
        _row.c.id == bindparam("row_id"),
        _row.c.state == WAITING,
        ~select(_earlier.c.id).where(
            _earlier.c.bot_id == _row.c.bot_id, _earlier.c.lane == _row.c.lane, _earlier.c.state == WAITING,
            _earlier.c.id < _row.c.id,
        ).correlate(_row).exists(),
    )
    .with_for_update(skip_locked=True, of=_row)
)
CLAIM = (
    _inbox.update()
    .where(_inbox.c.id == _free.correlate(None).scalar_subquery())
    .values(state=UpdateState.DONE.value, done_at=bindparam("at"))
)
"""Marks ``row_id`` done ``at`` a moment, if it may be."""
_mark_done = Prepared(CLAIM)


def waiting_of(bot_id: int, at_most: int) -> Select[int, datetime]:
    """Return the oldest waiting updates of a bot with their arrival.

    The plus keeps SQLite on the index of what waits: by another it would look through all there are.
    """
    is_ours = literal_column("+inbox.bot_id", BigInteger) == bot_id
    oldest = select(InboxUpdate.id, InboxUpdate.received_at).where(is_ours, InboxUpdate.state == WAITING)
    return oldest.order_by(text("+inbox.id")).limit(at_most)


class Inbox:
    """Keeps updates until they are handled; unique by bot and update id, in their lane by arrival."""

    def __init__(self, store: Store, bot_id: int, meters: UpdateMeters | None = None) -> None:
        self.store = store
        self._meters = meters or UpdateMeters()
        self._bot_id = bot_id
        insert = store.database.insert_new(_inbox).returning(_inbox.c.id, _inbox.c.update_id)
        self._insert = Prepared(insert, "bot_id", "update_id", "lane", "body", "received_at")

    async def accept(self, updates: Sequence[Raw]) -> list[Parcel]:
        """Store updates and return those that were new; when this returns, they are committed.

        Raises:
            DatabaseDown: nothing was stored, Telegram must keep them.
        """
        now = self.store.real_now()
        fixed = {"bot_id": self._bot_id, "received_at": now}
        by_update = {raw["update_id"]: (lane_of(raw), raw) for raw in map(_without_nul, updates)}
        rows = [
            {"update_id": number, "lane": lane, "body": orjson.dumps(raw).decode(), **fixed}
            for number, (lane, raw) in by_update.items()
        ]
        stored = await self.store.run(lambda session: self._store(session, rows))
        self._meters.received(len(stored))
        return [Parcel(row_id, *by_update[number], now) for row_id, number in sorted(stored)]

    def _store(self, session: JobSession, rows: list[dict[str, Any]]) -> list[tuple[int, int]]:
        return [(row[0], row[1]) for row in self._insert.each(session, rows)]

    async def leftovers(self, known: frozenset[int], *, older_than: timedelta = timedelta(0)) -> list[Parcel]:
        """Return waiting updates that nobody here knows, oldest first, a page of them at most."""
        now = self.store.real_now()
        return await self.store.read(
            lambda session: self._leftovers(session, known, now - older_than, now + older_than))

    def _leftovers(self, session: JobSession, known: frozenset[int], since: datetime, until: datetime) -> list[Parcel]:
        oldest = session.execute(waiting_of(self._bot_id, PAGE + len(known)))
        # what was received later than now was so by a clock that is ahead: it is old as well
        ids = [row_id for row_id, received in oldest if not since < received <= until and row_id not in known]
        query = select(InboxUpdate).where(InboxUpdate.id.in_(ids[:PAGE])).order_by(InboxUpdate.id)
        return [_parcel(row) for row in session.scalars(query)]

    async def named(self, ids: Sequence[int]) -> list[Parcel]:
        """Return those of some updates that still wait, oldest first."""
        query = select(InboxUpdate).where(InboxUpdate.id.in_(ids), InboxUpdate.state == WAITING)
        return await self.store.read(
            lambda session: [_parcel(row) for row in session.scalars(query.order_by(InboxUpdate.id))])

    async def head(self, lane: str) -> Parcel | None:
        """Return the update a lane waits for, None when it waits for nothing."""
        query = select(InboxUpdate).where(
            InboxUpdate.bot_id == self._bot_id, InboxUpdate.lane == lane,
            InboxUpdate.state == WAITING,
        )
        row = await self.store.read(lambda session: session.scalar(query.order_by(InboxUpdate.id).limit(1)))
        return None if row is None else _parcel(row)

    async def purge(self) -> int:
        """Forget what was settled a week ago; return how many."""
        old = self.store.real_now() - KEEP
        settled = delete(InboxUpdate).where(
            InboxUpdate.received_at < old, InboxUpdate.state != WAITING
        ).execution_options(synchronize_session=False)
        return await self.store.run(lambda session: _count(session.execute(settled)))


def _without_nul(raw: Raw) -> Raw:
    """Return the update without NUL characters, which no PostgreSQL text can hold."""
    return cast(Raw, _cleaned(raw)) if b"\\u0000" in orjson.dumps(raw) else raw


def _cleaned(part: Any) -> Any:
    # part by part: in the whole JSON a typed backslash before u0000 looks the same, and must stay
    if isinstance(part, str):
        return part.replace("\0", "")
    if isinstance(part, dict):
        return {_cleaned(name): _cleaned(value) for name, value in part.items()}
    return [_cleaned(each) for each in part] if isinstance(part, list) else part


def _parcel(row: InboxUpdate) -> Parcel:
    return Parcel(row.id, row.lane, orjson.loads(row.body), row.received_at, row.not_before)


def _count(result: Any) -> int:
    return int(result.rowcount)


# -- inside the job that handles an update ---------------------------------------------------

def mark_done(session: JobSession, parcel: Parcel, at: datetime) -> bool:
    """Claim an update and mark it done, both or neither by the fate of this transaction.

    Returns:
        False when it is not for this transaction: settled already, or its lane is busy or further behind.
    """
    return bool(_mark_done.run(session, row_id=parcel.id, at=at))


def note_failure(session: JobSession, parcel: Parcel, at: datetime, failure: Failure) -> float | None:
    """Count a failed try of an update that still waits.

    Returns:
        The seconds its lane shall wait before the next try, None when it was set aside as a dead letter.
    """
    row = session.get(InboxUpdate, parcel.id, with_for_update=True)
    if row is None or row.state != UpdateState.WAITING:
        return 0.0
    if row.not_before is not None and at < row.not_before <= at + LONGEST_WAIT:
        return (row.not_before - at).total_seconds()  # another replica tried beside this one, and counted
    row.attempts += 1
    row.error = failure.error
    if row.attempts > len(failure.backoff):
        row.state, row.done_at = UpdateState.DEAD, at
        return None
    seconds = float(failure.backoff[row.attempts - 1])
    row.not_before = at + timedelta(seconds=seconds)
    return seconds
