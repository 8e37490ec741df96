"""One of several replicas does what only one may: pace the sends, or ask Telegram for updates."""

import uuid
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import bindparam, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.storage.store import Store
from models.mail import Setting
from models.prepared import Prepared
from models.session import JobSession

_seen = Prepared(select(Setting.value).where(Setting.key == bindparam("role")))
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
            lambda session: hold_lead(session, self._role, self.worker, now))

    async def leave(self) -> None:
        """Let another replica lead at once."""
        if not self._store.database.is_alone:
            await self._store.run(lambda session: leave_lead(session, self._role, self.worker))


def hold_lead(session: JobSession, role: Role, worker: str, now: datetime) -> bool:
    """Take or keep the lead; False while another living worker has it.

    The row is locked only to change it: who looks leaves no trace, for a lock would be a write of its own.
    """
    seen = _seen.scalar(session, role=role)
    if seen is None:
        return _first(session, role, worker, now)
    if (known := _leads(seen, worker, now)) is not None:
        return known
    row = session.scalar(select(Setting).where(Setting.key == role).with_for_update())
    if row is None or (known := _leads(row.value, worker, now)) is not None:
        return bool(row and known)
    row.value = _value(worker, now)
    session.flush()
    return True


def _leads(value: dict[str, str], worker: str, now: datetime) -> bool | None:
    """Tell whether a worker leads by what the row says; None when the row must be written first."""
    until = datetime.fromisoformat(value["until"])
    if value["worker"] == worker:
        return True if now + TERM / 2 <= until <= now + TERM else None
    return False if now < until <= now + TERM else None


def leave_lead(session: Session, role: Role, worker: str) -> None:
    """Let another replica lead at once."""
    row = session.scalar(select(Setting).where(Setting.key == role).with_for_update())
    if row is not None and row.value["worker"] == worker:
        session.delete(row)
        session.flush()


def forget_leads(session: Session) -> None:
    """Take every lead away: in a copy of a database nobody leads yet."""
    session.execute(delete(Setting).where(Setting.key.in_(list(Role))))


def _first(session: Session, role: Role, worker: str, now: datetime) -> bool:
    try:
        with session.begin_nested():
            session.add(Setting(key=role, value=_value(worker, now)))
            session.flush()
    except IntegrityError:
        return False
    return True


def _value(worker: str, now: datetime) -> dict[str, str]:
    return {"worker": worker, "until": (now + TERM).isoformat()}
