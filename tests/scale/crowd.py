"""The bench's crowd files its reports in a district: how fast, and which tables PostgreSQL read whole meanwhile."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa
from alembic import command

from bot.storage.databases import make_engine
from bot.storage.migrate import config_for, present_revision
from bot.storage.organisation import import_plan
from bot.timing.clock import BusinessClock
from models.mail import Due, DueState, InboxUpdate
from models.matter import Matter
from models.person import Person
from tests.bench.crowd import FIRST_PERSON
from tests.bench.peers import POSTGRES, SQLITE
from tests.bench.runs import Figures, Plan, run_on
from tests.harness import default_plan

CALM = timedelta(hours=2)
LATER = timedelta(days=60)
MOST_OF_A_CROWD = 1_000_000
"""Updates of one, or messages it makes a bot send to others."""
STATISTICS_SECONDS = 1.5
"""A server process tells what it read at most once a second."""
_READS = sa.text("SELECT relname, seq_scan, seq_tup_read FROM pg_stat_user_tables")


class Reads(NamedTuple):
    """How often a table was read whole, and how many rows that made."""

    times: int
    rows: int


def report_into(address: str, plan: Plan, folder: Path) -> tuple[Figures, dict[str, Reads]]:
    """Let the crowd talk with a bot on this database; returns the bench's figures and what was read whole.

    What would be due meanwhile is put off: reminders are the sweep's matter.
    """
    engine = make_engine(address)
    _make_it_a_bots(engine)
    _put_off(engine)
    before = _before(engine)
    _forget_words(engine, before)
    peer = POSTGRES if engine.dialect.name == "postgresql" else SQLITE
    with _reading(engine) as reads:
        figures = run_on(peer, plan, folder, before, address, before)
    engine.dispose()
    return figures, reads


def _make_it_a_bots(engine: sa.Engine) -> None:
    """Add what a bot asks a database for and the builder leaves out: its release, and what the district is called."""
    with engine.begin() as connection:
        if present_revision(connection) is None:
            command.stamp(config_for(connection), "head")
    import_plan(engine, default_plan())


def _put_off(engine: sa.Engine) -> None:
    now = BusinessClock().real_now()
    with engine.begin() as connection:
        connection.execute(sa.update(Due).where(Due.state == DueState.WAITING, Due.due_at < now + CALM)
                           .values(due_at=now + LATER))


def _before(engine: sa.Engine) -> int:
    """Return a number that no crowd has reached yet, so that none of this one's updates passes for repeated.

    It is the seed as well: the same words of another crowd would make it one of many that say the same.
    """
    with engine.connect() as connection:
        return (connection.scalar(sa.select(sa.func.max(InboxUpdate.update_id))) or 0) + MOST_OF_A_CROWD


def _forget_words(engine: sa.Engine, before: int) -> None:
    """Take the sketches of earlier crowds' words: a fifth person who says the same joins them instead of filing."""
    crowds = sa.select(Person.id).where(Person.telegram_id.between(FIRST_PERSON, FIRST_PERSON + before))
    with engine.begin() as connection:
        connection.execute(sa.update(Matter).where(Matter.author_id.in_(crowds)).values(sketch=None))


@contextmanager
def _reading(engine: sa.Engine) -> Iterator[dict[str, Reads]]:
    """Give what is filled in the end with what was read whole meanwhile."""
    found = dict[str, Reads]()
    before = _reads(engine)
    yield found
    for name, now in _reads(engine).items():
        then = before.get(name, Reads(0, 0))
        if now.times > then.times:
            found[name] = Reads(now.times - then.times, now.rows - then.rows)


def _reads(engine: sa.Engine) -> dict[str, Reads]:
    if engine.dialect.name != "postgresql":
        return {}
    time.sleep(STATISTICS_SECONDS)
    with engine.connect() as connection:
        return {row.relname: Reads(row.seq_scan, row.seq_tup_read) for row in connection.execute(_READS)}
