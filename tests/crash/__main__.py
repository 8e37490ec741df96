"""`python -m tests.crash`: draw cells, loads and moments at random for some minutes; exit 1 on any defect."""

import asyncio
import secrets
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import AsyncExitStack
from pathlib import Path
from random import Random

import click

from tests.crash.cells import CELLS, Cell
from tests.crash.check import Finding
from tests.crash.disk import may_mount
from tests.crash.matrix import SMALL, Ground, cells_of, ground, run_cell, town_for

TOWNS = ("sqlite", "postgres", "webhook", "walled", *SMALL)
CELLS_A_TOWN = 10
"""Then a new one: what a town remembers must not hide what a young one does."""
COLUMNS = ("runs", "updates", "once", "unknown", "maybe dup.", "lost", "doubled", "stuck", "broken")
Findings = dict[str, list[Finding]]


@click.command()
@click.option("--minutes", default=10.0, show_default=True, type=click.FloatRange(0, 10_000))
@click.option("--seed", type=int, help="Draw the same cells, loads and points again.")
@click.option("--town", "towns", multiple=True, type=click.Choice(TOWNS), help="Only these towns.")
@click.option("--cell", "words", multiple=True, help="Only cells whose name holds one of these words.")
@click.option("--each-once", is_flag=True, help="Every cell once, in order, instead of drawing.")
def main(minutes: float, seed: int | None, towns: tuple[str, ...], words: tuple[str, ...], each_once: bool) -> None:
    """Crash the bot in every way we know and count what it lost, doubled or left lying."""
    seed = secrets.randbelow(1_000_000) if seed is None else seed
    click.echo(f"seed {seed}")
    if not may_mount():
        click.echo("nothing may be mounted here: no disk gets really full")
        towns = tuple(town for town in towns or TOWNS if town not in SMALL)
    cells = [cell for cell in CELLS if not words or any(word in cell.name for word in words)]
    run = Run(Random(seed), cells, towns or TOWNS, time.monotonic() + minutes * 60, each_once)
    with tempfile.TemporaryDirectory(prefix="huying-crash-") as folder, ground() as base:
        asyncio.run(run.go(Path(folder), base))
    click.echo(table(run.findings))
    sys.exit(1 if any(each.defects for found in run.findings.values() for each in found) else 0)


class Run:
    """Cells drawn until the time is over, town by town."""

    def __init__(self, draw: Random, cells: list[Cell], towns: tuple[str, ...], end: float, each_once: bool) -> None:
        self.findings: Findings = defaultdict(list)
        self._draw, self._cells, self._towns, self._end, self._each_once = draw, cells, towns, end, each_once

    async def go(self, folder: Path, base: Ground) -> None:
        """Found towns and let things go wrong in them."""
        for number in range(1 << 20):
            for where in self._towns:
                if cells := cells_of(where, self._cells):
                    await self._town(where, folder / f"{where}-{number}", base, cells)
            if self._each_once or time.monotonic() > self._end:
                return

    async def _town(self, where: str, folder: Path, base: Ground, cells: list[Cell]) -> None:
        many = min(CELLS_A_TOWN, 2 * len(cells))
        chosen = cells if self._each_once else [self._draw.choice(cells) for _ in range(many)]
        async with AsyncExitStack() as stack:
            town = await stack.enter_async_context(town_for(where, folder, self._draw, base))
            for cell in chosen:
                if not self._each_once and time.monotonic() > self._end:
                    return
                finding = await run_cell(town, cell, self._draw)
                self.findings[f"{where:15}{cell.name}"].append(finding)
                click.echo(f"{where:15}{cell.name:60}{finding.seconds:6.1f} s  {'; '.join(finding.defects) or 'ok'}")


def table(findings: Findings) -> str:
    """Return a line a cell and one of all."""
    rows = [(name, _numbers(found)) for name, found in sorted(findings.items())]
    total = [sum(column) for column in zip(*(numbers for _, numbers in rows), strict=True)]
    width = max([len(name) for name, _ in rows], default=10) + 2
    lines = [("", COLUMNS), *rows, ("all", total)]
    return "\n".join(f"{name:{width}}" + "".join(f"{each!s:>11}" for each in row) for name, row in lines)


def _numbers(found: list[Finding]) -> tuple[int, ...]:
    return (len(found), *(sum(column) for column in zip(*(
        (each.updates, each.once, each.unknown, each.maybe_duplicate, len(each.lost), len(each.doubled),
         len(each.stuck), len(each.broken)) for each in found), strict=True)))


if __name__ == "__main__":
    main()
