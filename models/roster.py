"""What a process remembers of the roster while other processes may change it (PostgreSQL).

A mark changes with every committed change of the roster's tables; triggers see to that, whoever writes. A job reads it
with its first statement, and what was answered under the same mark need not be asked again. Values are remembered,
no objects: each session makes its own.
"""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from sqlalchemy import DDL, event
from sqlalchemy.orm import Session

from models.base import Base
from models.memory import FULL, ROSTER

MARK = "roster"
"""The setting that holds the mark."""
_entities: tuple[type[Any], ...] = ROSTER
TABLES = tuple(each.__tablename__ for each in _entities)
Answer = Sequence[Sequence[Any]]


class Roster:
    """Answers of statements that read the roster alone, true for one mark."""

    def __init__(self, mark: object) -> None:
        self.mark = mark
        self._answers: dict[Hashable, Answer] = {}

    def answer(self, question: Hashable, ask: Callable[[], Answer]) -> Answer:
        """Return what is remembered of a question, asked the first time."""
        known = self._answers.get(question)
        if known is None:
            if len(self._answers) >= FULL:
                self._answers.clear()
            known = self._answers[question] = ask()
        return known


class Rosters:
    """The roster of the newest mark that a process has seen.

    A job that began under an older one goes on with that: what it learns late must not pass for the newest.
    """

    def __init__(self) -> None:
        self._newest = Roster(object())

    def at(self, mark: object) -> Roster:
        """Return the roster of a mark."""
        if mark != self._newest.mark:
            self._newest = Roster(mark)
        return self._newest


def lend(session: Session, rosters: Rosters) -> None:
    """Let a session's job know of the roster as soon as it has read the mark."""
    session.info["rosters"] = rosters


def note_mark(session: Session, mark: object) -> None:
    """Tell a session the mark that its transaction has read."""
    if rosters := session.info.get("rosters"):
        session.info["roster"] = rosters.at(mark)


def known_roster(session: Session) -> Roster | None:
    """Return what may be answered without asking; nothing once the job itself has changed the roster."""
    roster: Roster | None = session.info.get("roster")
    return roster


CHANGED = DDL(  # type: ignore[no-untyped-call]
    """
CREATE OR REPLACE FUNCTION roster_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO setting (key, value) VALUES ('roster', '{"mark": 1}')
    ON CONFLICT (key) DO UPDATE SET value = jsonb_build_object('mark', (setting.value ->> 'mark')::bigint + 1);
    RETURN NULL;
END $$
""")
WATCHED = DDL(  # type: ignore[no-untyped-call]
    """
CREATE OR REPLACE TRIGGER roster_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %(table)s
FOR EACH STATEMENT EXECUTE FUNCTION roster_changed()
""")
event.listen(Base.metadata, "before_create", CHANGED.execute_if(dialect="postgresql"))
for _entity in _entities:
    event.listen(_entity.__table__, "after_create", WATCHED.execute_if(dialect="postgresql"))
