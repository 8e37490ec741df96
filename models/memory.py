"""What a session remembers beyond its rows.

Where one process owns the database, its writer's session lives on between transactions (models/session.py), and so
does what is remembered here; elsewhere a session and its memory last for one transaction.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from models.absence import Absence
from models.mail import Card, Dialog
from models.matter import Matter
from models.organisation import Body, Community, Constituency, Seat, Station, Street
from models.person import Group, Person

T = TypeVar("T")
ROSTER = (Seat, Absence, Group, Street, Station, Constituency, Community, Body)
"""Rows by which others are found; when one changes, everything remembered of them is forgotten."""
KEPT = (Person, Matter, Card, Dialog, *ROSTER)
"""Rows that stay loaded while their session lives; all others are forgotten with their job."""
FULL = 10_000


class Memory(dict[Hashable, Any]):
    """What a session remembers, and which of it only since its present job began."""

    def __init__(self) -> None:
        super().__init__()
        self.fresh: set[Hashable] = set()


def recall(session: Session, key: Hashable, look_up: Callable[[], T]) -> T:
    """Return what is remembered under a key, looked up the first time."""
    memory = _memory(session)
    if key not in memory:
        remember(session, key, look_up())
    found: T = memory[key]
    return found


def remember(session: Session, key: Hashable, value: object) -> None:
    """Remember something under a key."""
    memory = _memory(session)
    if len(memory) >= FULL:
        memory.clear()
    memory[key] = value
    memory.fresh.add(key)


def remembered(session: Session, key: Hashable) -> Any:
    """Return what is remembered under a key, None when nothing is."""
    return _memory(session).get(key)


def forget(session: Session) -> None:
    """Forget everything that is looked up again when it is needed."""
    session.info.pop("memory", None)
    session.info.pop("roster", None)


def settle(session: Session) -> None:
    """Keep what the job that ended remembered: it was true."""
    _memory(session).fresh.clear()


def take_back(session: Session) -> None:
    """Forget what the job that failed remembered: it may never have been true."""
    memory = _memory(session)
    for key in memory.fresh:
        memory.pop(key, None)
    memory.fresh.clear()


def _memory(session: Session) -> Memory:
    memory: Memory = session.info.setdefault("memory", Memory())
    return memory
