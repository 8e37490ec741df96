"""`python -m tests.scale`: a district with a million matters, searched and swept."""

import asyncio
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from bot.features import FEATURES
from bot.storage.databases import make_engine, open_database
from bot.storage.desk import Desk
from bot.storage.store import Store
from models.organisation_plan import Role
from services.outbox import Outbox
from services.work import Work
from tests.bench import machine
from tests.bench.processes import ROOT
from tests.bench.table import plain
from tests.databases import settle_organisation
from tests.harness import TownClock, default_plan, default_policy, make_house
from tests.postgres import fresh_database, running_server
from tests.scale.district import District, build
from tests.scale.measure import Nobody, bytes_used, percentiles, time_searches, time_sweep

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""Ten o'clock of a Monday in Shenzhen: nothing waits for the morning."""


@click.command()
@click.option("--matters", default=1_000_000, show_default=True)
@click.option("--due", default=500, show_default=True, help="Clocks whose rung is due now.")
@click.option("--searches", default=800, show_default=True, help="Searches of each role.")
@click.option("--postgres", is_flag=True, help="On PostgreSQL instead of SQLite.")
@click.option("--home", default=ROOT / "var" / "scale", type=click.Path(path_type=Path))
def main(matters: int, due: int, searches: int, postgres: bool, home: Path) -> None:
    """Build, then measure; prints tables."""
    assert FEATURES, "due work runs only when its features are known"
    home.mkdir(parents=True, exist_ok=True)
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="scale-", dir=home)))
        address = f"sqlite:///{folder / 'scale.db'}"
        if postgres:
            server = opened.enter_context(running_server("scale", durable=True))
            address = opened.enter_context(fresh_database(server))
        settle_organisation(address, default_plan())
        engine = make_engine(address)
        build(engine, District(matters, NOW, due))
        if postgres:
            _analyse(engine)
        size = bytes_used(engine)
        engine.dispose()
        click.echo(plain([["matters", f"{matters:,}"], ["bytes a matter", f"{size / matters:,.0f}"],
                          *map(list, machine.describe())]))
        _measure(address, searches)


def _analyse(engine: Any) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")


def _measure(address: str, searches: int) -> None:
    house, clock = make_house(default_plan(), default_policy()), TownClock(NOW)
    database = open_database(address)
    store = Store(database, clock)
    for role in (Role.OFFICE, Role.DEPUTY):
        taken = time_searches(store, lambda session: Work(session, NOW, house, Outbox(session, NOW)), role, searches)
        every = [each for of_kind in taken.values() for each in of_kind]
        rows = [[kind, *percentiles(of_kind)] for kind, of_kind in [*taken.items(), ("all", every)]]
        click.echo("\n" + plain([[f"searches of the {role}, ms", "p50", "p95", "p99", "longest"], *rows]))
    ran, milliseconds = asyncio.run(time_sweep(Desk(store, clock, house, Nobody())))
    click.echo(f"\nsweep: {ran} pieces of due work in {milliseconds:.0f} ms, {milliseconds / max(ran, 1):.2f} ms each")
    store.close()


if __name__ == "__main__":
    main()
