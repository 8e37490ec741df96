"""Every way of crashing once, with little load: real processes, and a checker that forgives nothing."""

import asyncio
from pathlib import Path
from random import Random

import pytest

from tests.crash.cells import CELLS
from tests.crash.matrix import Ground, cells_of, ground, run_cell, town_for

SEED = 20261122
SIDE_BY_SIDE = ("sqlite",), ("postgres", "webhook")
"""Those that share a server wait for each other: one stops it."""


async def crash(towns: tuple[str, ...], folder: Path, base: Ground) -> dict[str, list[str]]:
    """Run the quick cells of some kinds of town, one after the other; returns the defects of those that have any."""
    draw, defects = Random(SEED), {}
    for where in towns:
        async with town_for(where, folder / where, draw, base, reports=0) as town:
            for cell in cells_of(where, CELLS, short=True):
                defects[f"{where}: {cell.name}"] = (await run_cell(town, cell, draw)).defects
    return {name: found for name, found in defects.items() if found}


@pytest.mark.unmeasured
async def test_nothing_is_lost_doubled_or_stuck_whatever_breaks(tmp_path: Path) -> None:
    with ground() as base:
        # side by side: most of a cell is waiting
        found = await asyncio.gather(*(crash(towns, tmp_path, base) for towns in SIDE_BY_SIDE))

    assert found == [{}, {}]
