"""`make pace`: a broadcast at Telegram's ceiling by replicas on PostgreSQL, and what arrived when."""

import sys
import uuid
from pathlib import Path

import click

from tests.bench import machine, page
from tests.bench.processes import ROOT, BenchFailed
from tests.bench.table import markdown, plain
from tests.pacing import plot
from tests.pacing.run import Order, dump, load, measure
from tests.pacing.table import Runs, figures, missed
from tests.postgres import running_server

PAGE, KEPT = ROOT / "docs" / "pacing.md", ROOT / "var" / "pacing"


@click.command()
@click.option("--chats", default=Order.chats, show_default=True, type=click.IntRange(1), help="Residents to tell.")
@click.option("--groups", default=Order.groups, show_default=True, type=click.IntRange(0), help="Groups to tell.")
@click.option("--replicas", default=(2, 3), show_default=True, multiple=True, type=click.IntRange(1),
              help="Processes of the bot; several times for several runs.")
@click.option("--updates", default=Order.updates, show_default=True, help="What residents write a second meanwhile.")
@click.option("--strict-rate", default=0, type=click.IntRange(0, 29), help="Telegram takes no more a second than this.")
@click.option("--strict-seconds", default=0.0, help="How long it is that strict; 0 for the whole broadcast.")
@click.option("--paid", default=0, type=click.IntRange(0, 1000), help="Messages a second that are paid for.")
@click.option("--write", is_flag=True, help="Put the figures of all kept runs and their plot into docs/pacing.md.")
def main(chats: int, groups: int, replicas: tuple[int, ...], updates: float, strict_rate: int, strict_seconds: float,
         paid: int, write: bool) -> None:
    """Send one notice to a whole town within Telegram's limits; exit 1 when an aim is missed."""
    KEPT.mkdir(parents=True, exist_ok=True)
    complaints = []
    for count in replicas:
        order = Order(chats, groups, count, updates, strict_rate, strict_seconds, paid)
        complaints += _run(order)
    if write:
        _write({each.stem: load(each) for each in sorted(KEPT.glob("*.json"))})
    sys.exit(1 if complaints else 0)


def _run(order: Order) -> list[str]:
    """Measure, show and keep one run; returns the aims it missed."""
    name = _name(order)
    click.echo(f"{name}: {machine.busy_with_others():.0f} % of the machine is busy with something else", err=True)
    try:
        with running_server(f"pacing-{uuid.uuid4().hex[:8]}", durable=True) as server:
            measured = measure(order, server, lambda line: click.echo(line, err=True))
    except BenchFailed as error:
        click.echo(str(error), err=True)
        return [str(error)]
    dump(measured, KEPT / f"{name}.json")
    click.echo(plain(figures({name: measured})))
    complaints = list(missed(measured, is_documented=not order.strict, is_free=not order.paid))
    for words in complaints:
        click.echo(f"missed: {words}", err=True)
    return complaints


def _name(order: Order) -> str:
    extra = f", {order.strict} a second" if order.strict else ""
    return f"{order.replicas} replicas{extra}{', paid' if order.paid else ''}"


def _write(runs: Runs) -> None:
    plot.draw(runs)
    about = markdown([["", "machine"], *map(list, machine.describe()[:-1])])
    page.write("\n\n".join([plot.LINK, markdown(figures(runs)), about]), Path(PAGE))


if __name__ == "__main__":
    main()
