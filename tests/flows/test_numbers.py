"""Numbers of matters: one counter a local day, never a double, whoever counts at the same time."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.storage.databases import make_engine, open_database
from models import Base
from models.session import JobSession
from services.outbox import Outbox
from services.report import next_number
from services.work import House, Work
from tests.harness import default_plan, default_policy, make_house

NIGHT_BEFORE = datetime(2026, 11, 21, 15, 59, tzinfo=UTC)
AFTER_MIDNIGHT = datetime(2026, 11, 21, 16, 1, tzinfo=UTC)
AT_ONCE = 8
EACH = 6


@pytest.fixture
def house() -> House:
    return make_house(default_plan(), default_policy())


def number(session: JobSession, house: House, now: datetime = AFTER_MIDNIGHT) -> str:
    return next_number(Work(session, now, house, Outbox(session, now)))


def take(engine: sa.Engine, house: House, now: datetime) -> str:
    with JobSession(engine) as session, session.begin():
        return number(session, house, now)


def test_the_local_midnight_begins_a_new_count(tmp_path: Path, house: House) -> None:
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'numbers.db'}")
    Base.metadata.create_all(engine)

    numbers = [take(engine, house, at) for at in (NIGHT_BEFORE, NIGHT_BEFORE, AFTER_MIDNIGHT)]
    engine.dispose()

    assert numbers == ["BA-261121-0001", "BA-261121-0002", "BA-261122-0001"]


async def test_replicas_counting_at_once_on_postgresql_never_share_a_number(postgres_url: str, house: House) -> None:
    engine = make_engine(postgres_url)
    Base.metadata.create_all(engine)
    engine.dispose()
    replicas = [open_database(postgres_url, at_once=AT_ONCE // 2) for _ in range(2)]

    numbers = await asyncio.gather(*(
        replica.runner.run(lambda session: number(session, house)) for _ in range(AT_ONCE * EACH // 2)
        for replica in replicas))
    for replica in replicas:
        replica.close()

    assert sorted(numbers) == [f"BA-261122-{count:04d}" for count in range(1, AT_ONCE * EACH + 1)]
