"""Which letters may go now, taken by one worker; when it dies, who leads after it gives them back."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple, cast

import orjson
from sqlalchemy import ARRAY, BigInteger, Table, Text, any_, bindparam, column, text, update

from bot.sending.outcomes import REFUSED, after_unknown
from bot.timing.clock import SLACK
from models.base import UtcDateTime
from models.mail import Card, Lane, Letter, LetterState
from models.prepared import Prepared, Values
from models.session import JobSession

Rooms = Sequence[tuple[tuple[int, ...], int]]
"""Lanes, and how many letters of them may be taken."""
LEASE = timedelta(seconds=180)
"""After it a worker gives back what it holds and knows nothing of: its result could not be written."""
LONGEST_WAIT = timedelta(minutes=5)
"""What is to wait for longer waits by a clock that is not ours. Where Telegram asks for more, the pacer remembers."""

_letters, _cards = cast(Table, Letter.__table__), cast(Table, Card.__table__)
LEASED_COLUMNS = {
    name: _letters.c[name].type
    for name in ("id", "chat_id", "thread_id", "lane", "method", "screen", "language", "silent", "card_id",
                 "attempts", "doubtful", "error")
} | {"message_id": _cards.c.message_id.type, "medium": _cards.c.medium.type, "reply_to": _cards.c.message_id.type,
     "screen": Text()}

# Ready letters of a lane, each the first of its chat and lane, so that order is kept; one that changes a
# message waits until that message exists and nothing else of its card is under way; a reply waits for what it
# replies to. States are literals because the partial indexes are found by them.
READY = Prepared(text("""
SELECT o.id, o.chat_id, o.thread_id, o.lane, o.method, CAST(o.screen AS TEXT) AS screen, o.language, o.silent,
       o.card_id, o.attempts, o.doubtful, o.error, c.message_id AS message_id, c.medium AS medium,
       r.message_id AS reply_to
FROM outbox o
LEFT JOIN card c ON c.id = o.card_id
LEFT JOIN card r ON r.id = o.reply_card_id
WHERE o.state = 'waiting' AND o.lane = :lane AND o.ready_at <= :now
  AND NOT EXISTS (
    SELECT 1 FROM outbox e
    WHERE e.chat_id = o.chat_id AND e.lane = o.lane AND e.id < o.id AND e.state IN ('waiting', 'leased'))
  AND NOT EXISTS (
    SELECT 1 FROM outbox p
    WHERE p.card_id = o.card_id AND p.id <> o.id
      AND (p.state = 'leased' OR (p.state = 'waiting' AND p.method = 'send' AND o.method <> 'send')))
  AND NOT EXISTS (
    SELECT 1 FROM outbox q
    WHERE q.card_id = o.reply_card_id AND q.method = 'send' AND q.id < o.id
      AND q.state IN ('waiting', 'leased'))
ORDER BY o.ready_at, o.id
LIMIT :room
""").bindparams(bindparam("now", type_=UtcDateTime())).columns(
    *(column(name, kind) for name, kind in LEASED_COLUMNS.items())
))
_taken = (
    update(_letters)
    .where(_letters.c.state == LetterState.WAITING)
    .values(state=LetterState.LEASED, lease_until=bindparam("until"), leased_by=bindparam("worker"),
            attempts=_letters.c.attempts + 1)
    .returning(_letters.c.id)
)
"""Guarded by the state, so that of two workers that read the same letter one takes it."""
TAKE = Prepared(_taken.where(_letters.c.id == bindparam("the_id")))
TAKE_ALL = Prepared(_taken.where(_letters.c.id == any_(bindparam("ids", type_=ARRAY(BigInteger)))))

# An edit put back after a newer one of the same message was put would show an old state last.
OUTDATED = text("""
UPDATE outbox SET state = 'replaced'
WHERE state = 'waiting' AND method = 'edit' AND id IN :ids
  AND EXISTS (
    SELECT 1 FROM outbox n
    WHERE n.card_id = outbox.card_id AND n.method = 'edit' AND n.id > outbox.id
      AND n.state IN ('waiting', 'leased', 'sent'))
""").bindparams(bindparam("ids", expanding=True))


class Leased(NamedTuple):
    """A letter this worker has taken, with all it takes to send it."""

    id: int
    chat_id: int
    thread_id: int | None
    lane: int
    method: str
    screen: str
    """JSON, read when it is worded."""
    language: str
    silent: bool
    card_id: int | None
    attempts: int
    """Tries before this one."""
    doubtful: bool
    error: str | None
    """What went wrong the last time."""
    message_id: int | None
    medium: str | None
    reply_to: int | None

    @property
    def is_new_message(self) -> bool:
        """Tell whether it makes a message; an edit does when the message it meant never came to be."""
        return self.method == "send" or (self.method == "edit" and self.message_id is None)

    @property
    def was_refused(self) -> bool:
        """Tell whether Telegram has let its chat wait before."""
        return (self.error or "").startswith(REFUSED)

    @property
    def cost(self) -> int:
        """Return for how many messages it counts: an album for as many as it has pictures."""
        if not self.is_new_message or '"media"' not in self.screen:
            return 1
        return max(1, len(orjson.loads(self.screen).get("media", ())))


def lease(session: JobSession, worker: str, now: datetime, rooms: Rooms) -> list[Leased]:
    """Take ready letters.

    Args:
        session: the transaction.
        worker: who takes them.
        now: real time.
        rooms: how many of which lanes.
    """
    found = _ready(session, now, rooms)
    mine = {"until": now + LEASE, "worker": worker}
    taken = _take(session, [letter.id for letter in found], mine)
    return [letter for letter in found if letter.id in taken]


def _take(session: JobSession, ids: list[int], mine: Values) -> set[int]:
    if session.defers:
        return {row[0] for row in TAKE_ALL.all(session, ids=ids, **mine)} if ids else set()
    return {row[0] for row in TAKE.each(session, [mine | {"the_id": each} for each in ids])}


def _ready(session: JobSession, now: datetime, rooms: Rooms) -> list["Leased"]:
    """Return ready letters, lane by lane: an index gives one lane in order, several it would have to sort."""
    asked = [{"lane": lane, "now": now, "room": room} for lanes, room in rooms for lane in lanes if room > 0]
    ready = list(map(Leased._make, READY.each(session, asked)))
    return [letter for lanes, room in rooms
            for letter in [letter for letter in ready if letter.lane in lanes][:max(room, 0)]]


def give_back(session: JobSession, letters: Iterable[Leased], worker: str) -> None:
    """Put back letters that were taken and never tried."""
    _give_back(session, [letter.id for letter in letters], worker)


def _give_back(session: JobSession, ids: list[int], worker: str) -> None:
    session.execute(
        update(Letter)
        .where(Letter.id.in_(ids), Letter.state == LetterState.LEASED, Letter.leased_by == worker)
        .values(state=LetterState.WAITING, lease_until=None, leased_by=None, attempts=Letter.attempts - 1)
        .execution_options(synchronize_session=False)
    )
    drop_outdated(session, ids)


def drop_outdated(session: JobSession, ids: list[int]) -> None:
    """Mark edits that were put back although a newer one of their message exists."""
    if ids:
        session.execute(OUTDATED, {"ids": ids})


_is_untried = (_letters.c.attempts == 0) & _letters.c.error.is_(None)
_release = (
    update(_letters)
    .where(text("outbox.state = 'waiting'"), _letters.c.lane.in_(list(Lane)), _letters.c.ready_at > bindparam("now"),
           (_letters.c.created_at > bindparam("soon")) & _is_untried | (_letters.c.ready_at > bindparam("late")))
    .values(ready_at=bindparam("now"))
)


def reclaim(session: JobSession, worker: str, held: Collection[int], since: datetime) -> None:
    """Put back what this worker took in a transaction whose COMMIT was never answered: it was never tried."""
    taken = session.query(Letter.id).where(
        text("outbox.state = 'leased'"), Letter.leased_by == worker, Letter.lease_until >= since + LEASE,
        Letter.id.not_in(held))
    ids = [row.id for row in taken]
    if ids:
        _give_back(session, ids, worker)


def expire(session: JobSession, worker: str, now: datetime, held: Collection[int] = (), *,
           others_too: bool) -> list[int]:
    """Settle letters that nobody has in hand any more; nobody knows whether those arrived.

    Args:
        session: the transaction.
        worker: who settles, and is the only one that takes letters.
        now: real time.
        held: what this worker is about to send or sending, whatever a clock that was set says.
        others_too: whoever took letters before is dead, or had time enough to write down what became of them.

    Returns:
        The lanes of those that are unknown for good.
    """
    is_ours = Letter.leased_by == worker
    forgotten = is_ours & (Letter.lease_until < now) & Letter.id.not_in(held)
    makes_message = (Letter.method == "send") | ((Letter.method == "edit") & Card.message_id.is_(None))
    query = session.query(Letter.id, Letter.method, Letter.lane, Letter.doubtful, makes_message.label("makes_message"))
    rows = query.outerjoin(Card, Card.id == Letter.card_id).where(
        text("outbox.state = 'leased'"), forgotten | ~is_ours if others_too else forgotten).all()
    goes_on = {row.id: after_unknown("send" if row.makes_message else row.method, row.lane, row.doubtful)
               for row in rows}
    lost = [letter for letter, state in goes_on.items() if state == LetterState.UNKNOWN]
    again = [letter for letter, state in goes_on.items() if state == LetterState.WAITING]
    made = [row.id for row in rows if row.makes_message]
    _settle_abandoned(session, lost, state=LetterState.UNKNOWN)
    _settle_abandoned(session, again, state=LetterState.WAITING, ready_at=now,
                      doubtful=Letter.doubtful | Letter.id.in_(made))
    drop_outdated(session, again)
    return [row.lane for row in rows if goes_on[row.id] == LetterState.UNKNOWN]


def release(session: JobSession, now: datetime) -> None:
    """Let go what waits by a clock that is ahead of this one.

    Another replica's may be, or this one's was set back while the process was started anew. What was tried waits for
    its next try by this clock. A chat that Telegram let wait stays held by the pacer, whatever its letter says.
    """
    session.execute(_release, {"now": now, "soon": now + SLACK, "late": now + LONGEST_WAIT})


def _settle_abandoned(session: JobSession, ids: list[int], **values: Any) -> None:
    statement = (
        update(Letter)
        .where(Letter.id.in_(ids), Letter.state == LetterState.LEASED)
        .values(lease_until=None, leased_by=None, error="its worker died while it was under way", **values)
        .execution_options(synchronize_session=False)
    )
    session.execute(statement)
