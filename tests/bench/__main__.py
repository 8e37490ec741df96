"""`make bench`: our report beside other bots', on the same fake server, in the same run."""

import sys
from dataclasses import replace
from pathlib import Path

import click

from tests.bench import machine, page, plot
from tests.bench.peers import BARS, PEERS, Peer
from tests.bench.processes import ROOT, BenchFailed
from tests.bench.runs import Figures, Plan, run_once
from tests.bench.table import Runs, comparison, figures, is_met, markdown, plain
from tests.environments import CannotObtain
from tests.postgres import running_server

HOME = ROOT / "var" / "bench"


@click.command()
@click.option("--runs", default=5, show_default=True, type=click.IntRange(1), help="Runs of each bot; medians count.")
@click.option("--seconds", default=Plan.seconds, show_default=True, help="Length of each measurement at full speed.")
@click.option("--chats", default=Plan.chats, show_default=True, help="Chats in a closed loop.")
@click.option("--write", is_flag=True, help="Put figures and plot into docs/performance.md.")
@click.option("--home", default=HOME, type=click.Path(path_type=Path), help="Where databases and logs are made.")
def main(runs: int, seconds: float, chats: int, write: bool, home: Path) -> None:
    """Measure updates per second and the time to a reply; exit 1 when ours is below a bar."""
    plan = replace(Plan(), seconds=seconds, chats=chats)
    _warn_if_busy()
    try:
        measured = _measure(plan, runs, home)
    except (BenchFailed, CannotObtain) as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    tables = [figures(measured), comparison(measured, BARS), [["", "machine"], *map(list, machine.describe())]]
    click.echo("\n\n".join(map(plain, tables)))
    if write:
        plot.draw(measured)
        page.write("\n\n".join([plot.LINK, *map(markdown, tables[:2]), _how(plan, runs), markdown(tables[2])]))
    sys.exit(0 if all(is_met(measured, bar) for bar in BARS) else 1)


def _warn_if_busy() -> None:
    if (busy := machine.busy_with_others()) > machine.BUSY_PERCENT:
        click.echo(f"The machine is {busy:.0f} % busy with something else: the figures will mean little.", err=True)


def _measure(plan: Plan, runs: int, home: Path) -> Runs:
    """Run the peers in turns, so that what slows the machine for a while slows all of them."""
    measured: dict[str, list[Figures]] = {peer.name: [] for peer in PEERS}
    with running_server(f"bench-{runs}", durable=True) as postgres:
        for number in range(1, runs + 1):
            for peer in PEERS:
                measured[peer.name].append(run_once(peer, plan, home, number, postgres))
                click.echo(_progress(number, runs, peer, measured[peer.name][-1]), err=True)
    return measured


def _progress(number: int, runs: int, peer: Peer, figures: Figures) -> str:
    return (f"run {number} of {runs}  {peer.name:20} {figures['rate']:6.0f} updates/s  "
            f"{figures['gentle p50']:6.1f} ms  {figures['per CPU second']:6.0f} per CPU second")


def _how(plan: Plan, runs: int) -> str:
    return (f"Median of {runs} runs of each bot, taken in turns, in brackets the lowest and the highest; "
            f"{plan.seconds:.0f} s a measurement after {plan.warm_up_updates} updates of warming up; "
            f"{plan.chats} chats in a closed loop, then {plan.gentle_chats} chats that together write "
            f"{plan.gentle_rate:.0f} updates a second for {plan.gentle_seconds:.0f} s.")


if __name__ == "__main__":
    main()
