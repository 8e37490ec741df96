"""The same tests on SQLite and on PostgreSQL: what works on one must work on the other."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.storage.databases import make_engine, open_database
from bot.storage.store import Store
from bot.timing.clock import BusinessClock
from models import Base


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'town.db'}"
    address: str = request.getfixturevalue("postgres_url")
    return address


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Return an engine on a database with our schema, beside the store."""
    engine = make_engine(database_url)
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
async def store(database_url: str, engine: Engine) -> AsyncIterator[Store]:
    """Return a store on a database with our schema."""
    store = Store(open_database(database_url, durable=False), BusinessClock())
    yield store
    store.close()


@pytest.fixture
def empty_engine(database_url: str) -> Iterator[Engine]:
    """Return an engine on a database without any table."""
    engine = make_engine(database_url)
    yield engine
    engine.dispose()
