"""Two deputies press 认领 at the same moment, a hundred times, on every database."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.databases import settle_organisation
from tests.flows.deputies import ROUTES, file_matter, happenings, matter_of
from tests.harness import Town, default_plan

ROUNDS, AT_ONCE = 100, 5


@pytest.fixture
async def town(database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    await asyncio.to_thread(settle_organisation, database_url, default_plan())
    async with Town(tmp_path, ROUTES, database=database_url) as town:
        yield town


async def test_of_two_deputies_one_wins_and_the_other_is_told_who(town: Town) -> None:
    zhang, chen = await town.seated("zhang-wei"), await town.seated("chen-jing")
    winners = []
    for batch in range(ROUNDS // AT_ONCE):
        matters = [await file_matter(town, town.person(f"居民{batch}-{number}")) for number in range(AT_ONCE)]
        keys = {(who.name, matter): town.forge(who, f"claim:{matter}:0", 1)
                for matter in matters for who in ((zhang, chen) if (batch + matter) % 2 else (chen, zhang))}

        await town.settle()

        for matter_id in matters:
            toasts = {name: town.telegram.toasts[keys[name, matter_id]] for name in (zhang.name, chen.name)}
            [winner] = [name for name, toast in toasts.items() if not toast.is_alert]
            loser = chen.name if winner == zhang.name else zhang.name
            matter = await matter_of(town, matter_id)
            assert f"诉求 {matter.number} 已由 {winner} 代表认领" in (toasts[loser].text or "")
            assert (await happenings(town, matter_id)).count("claimed") == 1
            winners.append(winner)
    assert len(winners) == ROUNDS
