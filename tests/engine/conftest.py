"""A town with the engine's own small feature in it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.engine.small import ROUTES, small_plan
from tests.harness import Town


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with Town(tmp_path, ROUTES, plan=small_plan()) as town:
        yield town
