"""Running cells in towns: the same town for one cell after the other, so that starts are few."""

from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.crash.cells import Cell
from tests.crash.check import Finding, count, settle_and_check
from tests.crash.disk import on_disk, owner_of, small_disk
from tests.crash.server import Server, running
from tests.crash.town import Plan, Town, living
from tests.nest import Nest, nest

PATIENCE = 10.0
SMALL = ("small sqlite", "small postgres")
"""Towns whose database has a small disk of its own, where one may be mounted."""


@dataclass(frozen=True)
class Ground:
    """What towns are founded on: where their processes come from, and a PostgreSQL that may be stopped."""

    nest: Nest
    server: Server


@contextmanager
def ground() -> Iterator[Ground]:
    """Keep both while the context lasts; who dies by kill -9 keeps no measurements of coverage anyhow."""
    with nest("bot.__main__", is_measured=False) as warm, running() as server:
        yield Ground(warm, server)


@asynccontextmanager
async def town_for(where: str, folder: Path, draw: Random, base: Ground, reports: int = 2,
                   replicas: int = 2, short: bool = True) -> AsyncIterator[Town]:
    """Found the kind of town a cell asks for."""
    with ExitStack() as stack:
        disk = stack.enter_context(small_disk(owner_of(base.server.address))) if where in SMALL else None
        if where in ("sqlite", "small sqlite"):
            plan = Plan(folder, f"sqlite:///{(disk or folder) / 'huying.db'}", reports=reports)
        else:
            plan = Plan(folder, base.server.new_database(), replicas, where == "webhook", where == "walled", short,
                        reports)
            if disk is not None:
                stack.enter_context(on_disk(plan.database, disk))
        async with living(plan, draw, base.nest) as town:
            town.server, town.disk = base.server, disk
            yield town


async def run_cell(town: Town, cell: Cell, draw: Random, patience: float = PATIENCE) -> Finding:
    """Let one thing go wrong in a town and look at what it left."""
    before = count(town)
    broken = []
    try:
        await cell.run(town, draw)
    except Exception as error:
        broken = [f"{type(error).__name__}: {error}"]
    finding = await settle_and_check(town, before, patience)
    finding.broken += broken
    return finding


def cells_of(where: str, cells: Iterable[Cell], *, short: bool = False) -> list[Cell]:
    """Return the cells that fit a kind of town."""
    return [cell for cell in cells if where in (cell.short if short and cell.short is not None else cell.where)]
