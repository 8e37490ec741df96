"""Numbers of matters: one counter a local day, never a double, whoever counts at the same time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

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


def take(engine: sa.Engine, house: House, now: datetime = AFTER_MIDNIGHT) -> str:
    with JobSession(engine) as session, session.begin():
        return next_number(Work(session, now, house, Outbox(session, now)))


def test_the_local_midnight_begins_a_new_count(tmp_path: Path, house: House) -> None:
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'numbers.db'}")
    Base.metadata.create_all(engine)

    numbers = [take(engine, house, at) for at in (NIGHT_BEFORE, NIGHT_BEFORE, AFTER_MIDNIGHT)]
    engine.dispose()

    assert numbers == ["BA-261121-0001", "BA-261121-0002", "BA-261122-0001"]


def test_replicas_counting_at_once_on_postgresql_never_share_a_number(postgres_url: str, house: House) -> None:
    url = sa.engine.make_url(postgres_url).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(url, pool_size=AT_ONCE)
    Base.metadata.create_all(engine)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        numbers = list(pool.map(lambda _: take(engine, house), range(AT_ONCE * EACH)))
    engine.dispose()

    assert sorted(numbers) == [f"BA-261122-{count:04d}" for count in range(1, AT_ONCE * EACH + 1)]
