"""`make bench`: our report beside a stock PTB echo bot, on the same fake server, in the same run."""

import sys
from dataclasses import replace
from pathlib import Path

import click

from tests.bench import machine, page
from tests.bench.figures import Spread
from tests.bench.peers import OURS, PEERS, STOCK, Peer
from tests.bench.processes import ROOT, BenchFailed
from tests.bench.runs import Figures, Plan, run_once
from tests.bench.table import BAR, lines, markdown, plain, rate_ratio

HOME = ROOT / "var" / "bench"


@click.command()
@click.option("--runs", default=5, show_default=True, type=click.IntRange(1), help="Runs of each bot; medians count.")
@click.option("--seconds", default=Plan.seconds, show_default=True, help="Length of each measurement.")
@click.option("--chats", default=Plan.chats, show_default=True, help="Chats in a closed loop.")
@click.option("--write", is_flag=True, help="Put the figures into docs/performance.md.")
@click.option("--home", default=HOME, type=click.Path(path_type=Path), help="Where databases and logs are made.")
def main(runs: int, seconds: float, chats: int, write: bool, home: Path) -> None:
    """Measure updates per second and the time to a reply; exit 1 when ours is below the bar."""
    plan = replace(Plan(), seconds=seconds, chats=chats)
    _warn_if_busy()
    try:
        measured = _measure(plan, runs, home)
    except BenchFailed as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    cells, ratio = lines(measured, STOCK.name, OURS.name), rate_ratio(measured, STOCK.name, OURS.name)
    click.echo(plain(cells))
    click.echo("\n" + plain(machine.describe()))
    if write:
        page.write(_section(plan, runs, cells))
    sys.exit(_verdict(ratio))


def _warn_if_busy() -> None:
    if (busy := machine.busy_with_others()) > machine.BUSY_PERCENT:
        click.echo(f"The machine is {busy:.0f} % busy with something else: the figures will mean little.", err=True)


def _measure(plan: Plan, runs: int, home: Path) -> dict[str, list[Figures]]:
    """Run the peers in turns, so that what slows the machine for a while slows both."""
    measured: dict[str, list[Figures]] = {peer.name: [] for peer in PEERS}
    for number in range(1, runs + 1):
        for peer in PEERS:
            figures = run_once(peer, plan, home, seed=number)
            measured[peer.name].append(figures)
            click.echo(_progress(number, runs, peer, figures), err=True)
    return measured


def _progress(number: int, runs: int, peer: Peer, figures: Figures) -> str:
    return (f"run {number} of {runs}  {peer.name:15} {figures['rate']:6.0f} updates/s  "
            f"{figures['gentle p50']:6.1f} ms  {figures['per CPU second']:6.0f} per CPU second")


def _section(plan: Plan, runs: int, cells: list[list[str]]) -> str:
    how = (f"Median of {runs} runs of each bot, taken in turns, in brackets the lowest and the highest; "
           f"{plan.seconds:.0f} s a measurement after {plan.warm_up_updates} updates of warming up; "
           f"{plan.chats} chats in a closed loop, then {plan.gentle_chats} chats that together write "
           f"{plan.gentle_rate:.0f} updates a second.")
    return "\n\n".join([markdown(cells), how, markdown([["", "machine"], *map(list, machine.describe())])])


def _verdict(ratio: Spread) -> int:
    is_met = ratio.median >= BAR
    click.echo(f"\n{ratio.median:.2f}× the updates a second of stock PTB; the bar is {BAR:.1f}×: "
               f"{'met' if is_met else 'missed'}")
    return 0 if is_met else 1


if __name__ == "__main__":
    main()
