"""`python -m tests.scale`: a district with a million matters, searched and swept."""

import asyncio
import tempfile
from collections.abc import Awaitable
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click
import sqlalchemy as sa

from bot.features import FEATURES
from bot.storage.databases import make_engine, open_database
from bot.storage.desk import Desk
from bot.storage.store import Store
from models.matter import Matter
from models.organisation_plan import Role
from services.outbox import Outbox
from services.work import Work
from tests.bench import machine
from tests.bench.processes import ROOT
from tests.bench.runs import Plan
from tests.bench.table import figures, plain
from tests.databases import settle_organisation
from tests.harness import TownClock, default_plan, default_policy, make_house
from tests.postgres import fresh_database, running_server
from tests.scale.crowd import report_into
from tests.scale.district import build
from tests.scale.measure import Nobody, Swept, arm, percentiles, room, time_searches, time_sweep
from tests.scale.people import District

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""Ten o'clock of a Monday in Shenzhen: nothing waits for the morning."""


@click.command()
@click.option("--matters", default=1_000_000, show_default=True)
@click.option("--due", default=500, show_default=True, help="Clocks whose rung is due in a sweep.")
@click.option("--sweeps", default=3, show_default=True, help="Sweeps, each of other clocks.")
@click.option("--searches", default=800, show_default=True, help="Searches of each role.")
@click.option("--crowd", default=0.0, help="Seconds that the bench's crowd files reports there.")
@click.option("--postgres", is_flag=True, help="On PostgreSQL instead of SQLite.")
@click.option("--database", help="Measure this one; it is built there if it is empty, and stays.")
@click.option("--home", default=ROOT / "var" / "scale", type=click.Path(path_type=Path))
def main(matters: int, due: int, sweeps: int, searches: int, crowd: float, postgres: bool, database: str | None,
         home: Path) -> None:
    """Build, then measure; prints tables."""
    assert FEATURES, "due work runs only when its features are known"
    home.mkdir(parents=True, exist_ok=True)
    with ExitStack() as opened:
        address = database or _place(opened, home, postgres)
        if _is_built(address, matters):
            click.echo(plain(_sizes(address)))
        click.echo("\n" + plain([*map(list, machine.describe())]))
        if searches:
            _search(address, searches)
        for _ in range(sweeps):
            _sweep(address, due)
        if crowd:
            _crowd(address, replace(Plan(), seconds=crowd), Path(opened.enter_context(
                tempfile.TemporaryDirectory(prefix="crowd-", dir=home))))


def _place(opened: ExitStack, home: Path, postgres: bool) -> str:
    """Return the address of a settled database that goes in the end."""
    folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="scale-", dir=home)))
    if not postgres:
        return f"sqlite:///{folder / 'scale.db'}"
    return opened.enter_context(fresh_database(opened.enter_context(running_server("scale", durable=True))))


def _is_built(address: str, matters: int) -> bool:
    """Build the district unless one is there; tell whether it was built."""
    engine = make_engine(address)
    is_new = not sa.inspect(engine).has_table("matter")
    engine.dispose()
    if is_new:
        settle_organisation(address, default_plan())
        calendar = make_house(default_plan(), default_policy()).calendar
        district = District(matters, NOW, default_policy())
        build(engine, district, calendar, lambda said: click.echo(said, err=True))
        engine.dispose()
    return is_new


def _sizes(address: str) -> list[list[str]]:
    """Return the room it takes, by table."""
    engine = make_engine(address)
    with engine.connect() as connection:
        matters = connection.scalar(sa.select(sa.func.count(Matter.id))) or 1
    tables = room(engine)
    engine.dispose()
    rows = [[name, f"{size / matters:,.0f}"] for name, size in tables.items() if size >= matters]
    return [[f"{matters:,} matters, bytes a matter", f"{sum(tables.values()) / matters:,.0f}"], *rows]


def _search(address: str, searches: int) -> None:
    store, house = Store(open_database(address), TownClock(NOW)), make_house(default_plan(), default_policy())
    for role in (Role.OFFICE, Role.DEPUTY):
        taken = time_searches(store, lambda session: Work(session, NOW, house, Outbox(session, NOW)), role, searches)
        every = [each for of_kind in taken.values() for each in of_kind]
        rows = [[kind, *percentiles(of_kind)] for kind, of_kind in [*taken.items(), ("all", every)]]
        heading = [f"searches of the {role}, ms", "p50", "p95", "p99", "longest", "p50 CPU", "p95 CPU",
                   "p50 server", "p95 server"]
        click.echo("\n" + plain([heading, *rows]))
    store.close()


async def _closing(store: Store, sweep: Awaitable[Swept]) -> Swept:
    """Hang up in the loop in which PostgreSQL's connections were opened."""
    try:
        return await sweep
    finally:
        store.close()


def _sweep(address: str, due: int) -> None:
    engine = make_engine(address)
    arm(engine, due, NOW)
    engine.dispose()
    clock = TownClock(NOW)
    store, house = Store(open_database(address), clock), make_house(default_plan(), default_policy())
    swept = asyncio.run(_closing(store, time_sweep(Desk(store, clock, house, Nobody()))))
    parts = {"reminders put": swept.reminders, "cards followed": swept.cards}
    rows = [[name, f"{taken.wall:.0f}", f"{taken.busy:.0f}", f"{taken.busy / max(swept.rungs, 1):.2f}"]
            for name, taken in parts.items()]
    click.echo("\n" + plain([[f"sweep of {swept.rungs} rungs, ms", "wall", "CPU", "CPU a rung"], *rows]))


def _crowd(address: str, plan: Plan, folder: Path) -> None:
    measured, reads = report_into(address, plan, folder)
    click.echo("\n" + plain(figures({"reports filed there": [measured]})))
    rows = [[name, f"{read.times:,}", f"{read.rows / read.times:,.0f}"] for name, read in sorted(reads.items())]
    if rows:
        click.echo("\n" + plain([["tables read whole", "times", "rows each"], *rows]))


if __name__ == "__main__":
    main()
