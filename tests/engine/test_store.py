"""What only one of the databases, or only a broken one, shows."""

import asyncio
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.storage import writer
from bot.storage.databases import Database, UnknownDatabase, normalise, open_database
from bot.storage.runners import Job
from bot.storage.store import DatabaseDown, Store
from bot.timing.clock import BusinessClock
from models import Base
from models.mail import Dialog, Setting
from models.memory import remember, remembered
from models.person import Person
from models.session import JobSession


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database(f"sqlite:///{tmp_path / 'town.db'}")
    Base.metadata.create_all(database.engine)
    yield database
    database.close()


@pytest.fixture
def store(database: Database) -> Store:
    return Store(database, BusinessClock())


def write(key: str) -> Job[str]:
    def job(session: Session) -> str:
        session.add(Setting(key=key, value={}))
        return key

    return job


def keys(session: Session) -> list[str]:
    return sorted(session.scalars(select(Setting.key)))


def fail_commits(database: Database, times: int) -> list[int]:
    """Let SQLite's next COMMITs fail as on a broken disk; returns how many are still to fail."""
    left = [times]

    @sa.event.listens_for(database.engine, "commit")
    def _fail(_connection: sa.Connection) -> None:
        if left[0]:
            left[0] -= 1
            raise sqlite3.OperationalError("disk I/O error")

    return left


async def test_when_the_commit_of_a_group_fails_each_job_runs_again_alone(store: Store, database: Database) -> None:
    await store.run(write("warm"))
    left = fail_commits(database, 1)

    results = await asyncio.gather(*(store.run(write(f"k{number}")) for number in range(20)))

    assert left == [0]
    assert results == [f"k{number}" for number in range(20)]
    assert await store.read(keys) == sorted([*results, "warm"])


async def test_a_commit_that_fails_even_alone_is_told_to_its_job_only(store: Store, database: Database) -> None:
    fail_commits(database, 2)

    results = await asyncio.gather(store.run(write("a")), store.run(write("b")), return_exceptions=True)

    failed = [result for result in results if isinstance(result, Exception)]
    assert len(failed) in (1, 2)
    assert len(await store.read(keys)) == 2 - len(failed)


async def test_a_job_that_ends_the_groups_transaction_harms_no_other(store: Store) -> None:
    def rollback_everything(session: Session) -> None:
        raw: Any = session.connection().connection.dbapi_connection
        raw.execute("ROLLBACK")  # as SQLite does by itself on a full disk
        raise ValueError("disk full")

    jobs = [store.run(write(f"k{number}")) for number in range(10)]
    results = await asyncio.gather(*jobs, store.run(rollback_everything), store.run(write("z")), return_exceptions=True)

    assert isinstance(results[10], ValueError)
    assert len(await store.read(keys)) == 11


async def test_a_file_that_another_process_holds_is_a_database_that_is_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "PATIENCE_SECONDS", 0.1)
    database = open_database(f"sqlite:///{tmp_path / 'town.db'}")
    Base.metadata.create_all(database.engine)
    store = Store(database, BusinessClock())

    other = sqlite3.connect(tmp_path / "town.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(DatabaseDown):
        await store.run(write("a"))
    other.execute("ROLLBACK")
    other.close()

    assert await store.run(write("a")) == "a"
    store.close()


async def test_the_loop_goes_on_while_another_process_holds_the_file(tmp_path: Path, store: Store) -> None:
    other = sqlite3.connect(tmp_path / "town.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waiting = asyncio.gather(store.run(write("a")))
    turns = 0
    while turns < 20:
        await asyncio.sleep(0.01)
        turns += 1

    assert not waiting.done()
    other.execute("ROLLBACK")
    other.close()

    assert await waiting == ["a"]


async def test_a_closed_store_takes_no_job(tmp_path: Path) -> None:
    store = Store(open_database(f"sqlite:///{tmp_path / 'town.db'}"), BusinessClock())
    store.close()

    with pytest.raises(RuntimeError, match="closed"):
        await store.run(write("a"))


async def test_closing_finishes_the_jobs_that_wait(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'town.db'}")
    Base.metadata.create_all(database.engine)
    store = Store(database, BusinessClock())
    waiting = asyncio.gather(*(store.run(write(f"k{number}")) for number in range(100)))
    await asyncio.sleep(0)

    store.close()

    assert len(await waiting) == 100


async def test_sqlite_keeps_every_commit_through_a_power_loss(database: Database) -> None:
    with database.engine.connect() as connection:
        pragmas = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                   for name in ("synchronous", "journal_mode", "foreign_keys")}

    assert pragmas == {"synchronous": 2, "journal_mode": "wal", "foreign_keys": 1}


async def test_a_reader_cannot_write(store: Store) -> None:
    def job(session: Session) -> None:
        session.add(Setting(key="a", value={}))
        session.flush()

    with pytest.raises(DatabaseDown):
        await store.read(job)
    assert await store.read(keys) == []


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ("postgresql://u@h/d", "postgresql+psycopg://u@h/d"),
        ("postgres://u@h/d", "postgresql+psycopg://u@h/d"),
        ("postgresql+asyncpg://u@h/d", "postgresql+psycopg://u@h/d"),
        ("postgresql+psycopg2://u@h:5433/d?sslmode=require", "postgresql+psycopg://u@h:5433/d?sslmode=require"),
        ("sqlite:///town.db", "sqlite:///town.db"),
        ("sqlite+aiosqlite:////srv/town.db", "sqlite:////srv/town.db"),
    ],
)
def test_an_address_is_understood_with_any_driver(written: str, understood: str) -> None:
    assert normalise(written).render_as_string(hide_password=False) == understood


@pytest.mark.parametrize("address", ["mysql://u@h/d", "town.db", "", "sqlite://", "sqlite:///:memory:"])
def test_an_address_that_cannot_work_is_refused_in_words(address: str) -> None:
    with pytest.raises(UnknownDatabase, match="sqlite:///"):
        open_database(address)


def greet(session: JobSession) -> Person:
    person = session.scalars(select(Person)).first()
    if person is None:
        person = Person(telegram_id=1, name="李梅", created_at=datetime(2026, 11, 18, tzinfo=UTC))
        session.add(person)
        session.flush()
    return person


async def test_a_refused_job_makes_the_next_forget_only_what_it_touched(store: Store) -> None:
    known = await store.run(greet)
    await store.run(lambda session: session.add(Dialog(chat_id=1, user_id=1, thread_id=0, step="a", data={})))
    dialog = await store.run(lambda session: session.get_one(Dialog, (1, 1, 0)))

    def refuse(session: JobSession) -> None:
        session.get_one(Dialog, (1, 1, 0)).step = "half"
        session.flush()
        remember(session, "half", True)
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await store.run(refuse)

    assert await store.run(lambda session: session.get_one(Person, known.id)) is known
    again = await store.run(lambda session: session.get_one(Dialog, (1, 1, 0)))
    assert again is not dialog
    assert again.step == "a"
    assert await store.run(lambda session: remembered(session, "half")) is None


async def test_what_a_refused_job_read_of_its_own_changes_is_forgotten(store: Store) -> None:
    known = await store.run(greet)

    def refuse(session: JobSession) -> None:
        session.connection().execute(sa.update(Person.__table__).values(name="x"))  # type: ignore[arg-type]
        session.refresh(known)
        assert known.name == "x"
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await store.run(refuse)

    assert await store.run(lambda session: session.get_one(Person, known.id).name) == "李梅"
