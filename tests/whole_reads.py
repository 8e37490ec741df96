"""Watches the statements of the flows: none may read a table that grows for ever from its first row to its last."""

import re
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

import models.prepared
from models import Base, wire

ROOT = Path(__file__).parents[1]
GROWING = frozenset({
    "matter", "event", "clock", "card", "audit", "salt", "search_text", "search_gram", "due", "person", "follower",
    "attachment", "dispatch", "promise", "thinned", "inbox", "outbox",
})
PARTIAL = frozenset(index.name for table in Base.metadata.tables.values() for index in table.indexes
                    if index.dialect_options["sqlite"]["where"] is not None)
"""Indexes of the few rows that fulfil a condition: to read one of them whole is what it is for."""
OURS = ("bot", "handlers", "models", "services", "web")
MAY: Mapping[tuple[str, str], str] = {
    ("bot/metrics/tables.py", "outbox"): "letters by lane and state, every five minutes at most",
    ("services/audience.py", "person"): "who is written to is counted when the office looks at a broadcast",
    ("services/audit_check.py", "audit"): "the chain is followed from end to end, a page at a time",
    ("services/erasure.py", "inbox"): "whoever is erased is looked for in the mail of some weeks",
    ("services/erasure.py", "outbox"): "whoever is erased is looked for in the mail of some weeks",
    ("services/erasures.py", "person"): "a restored copy is erased again, once",
    ("services/finding.py", "matter"): "from the newest until a page is full",
    ("services/recompute.py", "clock"): "new rules move all running clocks, once",
    ("services/retention.py", "matter"): "from the oldest until a page is full, at night",
    ("services/retention.py", "outbox"): "from the oldest until a page is full, at night",
}
"""By file and table: who may read a table whole all the same, and why."""


@contextmanager
def watching() -> Iterator[list[str]]:
    """Give a list that fills with what read a growing table whole: where it was asked, the table and the words."""
    found: list[str] = []

    def look(sql: str, values: Any) -> None:
        if sql not in _known and (place := _asked_in()):
            _known.add(sql)
            found.extend(f"{place} reads {table} whole: {' '.join(sql.split())}" for table in _read_whole(sql, values)
                         if (place, table) not in MAY)

    def before(connection: sa.Connection, _cursor: Any, sql: str, values: Any, _context: Any, is_many: bool) -> None:
        if connection.dialect.name == "sqlite":
            look(sql, values[0] if is_many else values)

    tell = models.prepared.tell
    models.prepared.tell = _seen(tell, look)
    sa.event.listen(sa.Engine, "before_cursor_execute", before)
    yield found
    sa.event.remove(sa.Engine, "before_cursor_execute", before)
    models.prepared.tell = tell


_known: set[str] = set()


def _seen(tell: Callable[..., Any], look: Callable[[str, Any], None]) -> Callable[..., Any]:
    def looked_at(sql: str, values: Any, driver: Any, dialect: sa.Dialect, ask: Callable[..., Any]) -> Any:
        if dialect.name == "sqlite":
            look(sql, values[0] if ask in (wire.run_each, wire.fetch_each) else values)
        return tell(sql, values, driver, dialect, ask)

    return looked_at


def _asked_in() -> str | None:
    """Return the file of ours that asks, None when a test does."""
    frame = sys._getframe(2)
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(ROOT):
            inside = path.relative_to(ROOT).parts
            if inside[0] == "tests" and path != Path(__file__):
                return None
            if inside[0] in OURS and inside[0] != "models":
                return "/".join(inside)
        frame = frame.f_back  # type: ignore[assignment]
    return None


def _read_whole(sql: str, values: Any) -> set[str]:
    """Return the growing tables that SQLite would read from end to end."""
    if not sql.lstrip().startswith(("SELECT", "UPDATE", "DELETE", "WITH")):
        return set()
    try:
        plan = _empty().execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
    except sqlite3.OperationalError:  # a migration's, or of a table that is not the models'
        return set()
    scanned = (re.match(r"SCAN (\w+?)(_\d+)?\b(?: USING (?:COVERING )?INDEX (\w+))?", row[3]) for row in plan)
    return {each[1] for each in scanned if each and each[3] not in PARTIAL} & GROWING


@cache
def _empty() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.execute("PRAGMA foreign_keys=ON")
    for table in Base.metadata.sorted_tables:
        for made in (CreateTable(table), *map(CreateIndex, table.indexes)):
            connection.execute(str(made.compile(dialect=sqlite.dialect())))
    return connection
