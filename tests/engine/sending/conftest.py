"""A town on each database: the sender keeps one contract on both."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.engine.town import Town, found_town, sqlite_url


@pytest.fixture(params=["sqlite", "postgresql"])
async def town(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Town]:
    """A town of its own for every test."""
    is_sqlite = request.param == "sqlite"
    async with found_town(sqlite_url(tmp_path) if is_sqlite else request.getfixturevalue("postgres_url")) as found:
        yield found
