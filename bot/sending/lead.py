"""One of several replicas paces for all: limits are Telegram's for the bot, not for a process."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.mail import Setting

KEY = "sender"
TERM = timedelta(seconds=10)


def hold_lead(session: Session, worker: str, now: datetime) -> bool:
    """Take or keep the lead among the senders; False while another living one has it."""
    row = session.scalar(select(Setting).where(Setting.key == KEY).with_for_update())
    if row is None:
        return _first(session, worker, now)
    is_mine = row.value["worker"] == worker
    until = datetime.fromisoformat(row.value["until"])
    if not is_mine and until > now:
        return False
    if not is_mine or until - now < TERM / 2:
        row.value = _value(worker, now)
        session.flush()
    return True


def leave_lead(session: Session, worker: str) -> None:
    """Let another replica lead at once."""
    row = session.scalar(select(Setting).where(Setting.key == KEY).with_for_update())
    if row is not None and row.value["worker"] == worker:
        session.delete(row)
        session.flush()


def _first(session: Session, worker: str, now: datetime) -> bool:
    try:
        with session.begin_nested():
            session.add(Setting(key=KEY, value=_value(worker, now)))
            session.flush()
    except IntegrityError:
        return False
    return True


def _value(worker: str, now: datetime) -> dict[str, str]:
    return {"worker": worker, "until": (now + TERM).isoformat()}
