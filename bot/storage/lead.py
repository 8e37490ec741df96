"""One of several replicas does what only one may: pace the sends, or ask Telegram for updates."""

import uuid
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, delete, func, insert, literal, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.storage.store import Store
from models.base import UtcDateTime
from models.mail import Setting

TERM = timedelta(seconds=10)
"""How long a lead lasts: the wait for another leader after a kill -9."""


class Role(StrEnum):
    """What one replica leads in."""

    SENDER = "sender"
    """Telegram's limits are for the bot, not for a process."""
    POLLER = "poller"
    """Telegram takes one getUpdates at a time and answers 409 to a second."""


class Lead:
    """A replica's claim to a role, held in transactions of its own; without other replicas it is always held."""

    def __init__(self, store: Store, role: Role) -> None:
        self.worker = uuid.uuid4().hex
        self._store = store
        self._role = role

    async def hold(self) -> bool:
        """Take or keep the lead; False while another living replica has it."""
        now = self._store.real_now()
        return self._store.database.is_alone or await self._store.run(
            lambda session: hold_lead(session, self._role, self.worker, now) is not None)

    async def leave(self) -> None:
        """Let another replica lead at once."""
        if not self._store.database.is_alone:
            await self._store.run(lambda session: leave_lead(session, self._role, self.worker))


def hold_lead(session: Session, role: Role, worker: str, now: datetime) -> timedelta | None:
    """Take or keep the lead; return for how long it has been held in a row, None while another living worker has it.

    The row is locked only to change it: who looks leaves no trace, for a lock would be a write of its own.
    """
    clock = _clock(session, now)
    seen = select(Setting.value, clock).where(Setting.key == role)
    for query in (seen, seen.with_for_update()):
        found = session.execute(query).one_or_none()
        if found is None:
            return _first(session, role, worker, clock)
        value: dict[str, str] = found[0]
        at: datetime = found[1]
        left, is_ours = datetime.fromisoformat(value["until"]) - at, value["worker"] == worker
        if timedelta(0) < left <= TERM and not is_ours:
            return None
        since = min(datetime.fromisoformat(value["since"]), at) if is_ours else at  # the server's clock may go back
        if TERM / 2 <= left <= TERM and is_ours:
            return at - since
    session.execute(update(Setting).where(Setting.key == role).values(value=_value(worker, since, at)))
    return at - since


def _clock(session: Session, now: datetime) -> ColumnElement[datetime]:
    """Return the time by which leads are counted: the server's, because replicas' own clocks may differ."""
    is_shared = session.get_bind().dialect.name == "postgresql"
    return func.clock_timestamp() if is_shared else literal(now, UtcDateTime())


def leave_lead(session: Session, role: Role, worker: str) -> None:
    """Let another replica lead at once."""
    row = session.scalar(select(Setting).where(Setting.key == role).with_for_update())
    if row is not None and row.value["worker"] == worker:
        session.delete(row)
        session.flush()


def forget_leads(session: Session) -> None:
    """Take every lead away: in a copy of a database nobody leads yet."""
    session.execute(delete(Setting).where(Setting.key.in_(list(Role))))


def _first(session: Session, role: Role, worker: str, clock: ColumnElement[datetime]) -> timedelta | None:
    at = session.execute(select(clock)).scalar_one()
    try:
        with session.begin_nested():
            session.execute(insert(Setting).values(key=role, value=_value(worker, at, at)))
    except IntegrityError:
        return None
    return timedelta(0)


def _value(worker: str, since: datetime, at: datetime) -> dict[str, str]:
    return {"worker": worker, "since": since.isoformat(), "until": (at + TERM).isoformat()}
