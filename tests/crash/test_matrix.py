"""Every way of crashing once, with little load: real processes, and a checker that forgives nothing."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.crash.cells import CELLS
from tests.crash.matrix import cells_of, run_cell, town_for
from tests.crash.server import Server, running

SEED = 20261122


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Run a PostgreSQL that may be stopped."""
    with running() as server:
        yield server


async def crash(where: str, folder: Path, server: Server | None) -> dict[str, list[str]]:
    """Run the quick cells of a kind of town; returns the defects of those that have any."""
    draw, defects = Random(SEED), {}
    async with town_for(where, folder, draw, server, reports=0) as town:
        for cell in cells_of(where, CELLS, short=True):
            defects[cell.name] = (await run_cell(town, cell, draw)).defects
        assert town.missed == []
    return {name: found for name, found in defects.items() if found}


async def test_nothing_is_lost_doubled_or_stuck_whatever_breaks(tmp_path: Path, server: Server) -> None:
    # side by side: most of a cell is waiting
    towns = [crash("sqlite", tmp_path / "sqlite", None), crash("postgres", tmp_path / "postgres", server)]

    assert await asyncio.gather(*towns) == [{}, {}]


async def test_two_webhooks_take_each_update_once(tmp_path: Path, server: Server) -> None:
    assert await crash("webhook", tmp_path, server) == {}
