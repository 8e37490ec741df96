"""Erasing a person leaves nothing of them, on every database."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.audit_check import verify
from tests.databases import settle_organisation
from tests.flows.conftest import all_routes
from tests.flows.privacy_town import TRACES, clerk_of, erase, forgotten, found, found_in, live
from tests.harness import Town, default_plan


@pytest.fixture
async def town(database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    await asyncio.to_thread(settle_organisation, database_url, default_plan())
    async with Town(tmp_path, all_routes(), database=database_url) as town:
        yield town


async def test_nothing_of_the_person_is_left(town: Town, tmp_path: Path) -> None:
    folder = tmp_path / "media"
    clerk = clerk_of(town, folder)
    await live(town, folder)
    before = await town.read(lambda session: found(session, *TRACES))

    await erase(town, "撤回")
    await forgotten(town, clerk)

    assert before
    assert await town.read(lambda session: found(session, *TRACES)) == set()
    assert found_in(folder, *TRACES) == []
    assert (await town.read(verify)).broken is None
    assert await clerk.replay() == 0
