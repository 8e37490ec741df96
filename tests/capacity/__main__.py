"""`make capacity`: the capacity plan, computed and played anew; `--write` puts it into docs/scale.md."""

import sys

import click

from tests.bench.table import Cells, markdown, plain
from tests.capacity import page, plot, tables
from tests.capacity.inputs import Inputs, load
from tests.capacity.limits import Limit, counted, in_order, queued
from tests.capacity.plan import Need
from tests.capacity.scenes import SCENES

STALE = "docs/scale.md says something else: python -m tests.capacity --write"


@click.command()
@click.option("--write", is_flag=True, help="Put tables and pictures into docs/scale.md.")
def main(write: bool) -> None:
    """Print the plan; exit 1 when docs/scale.md does not say the same."""
    inputs = load()
    found = played_limits(inputs)
    every = {**summed(inputs), **played(inputs), **{f"limits of {name}": tables.limits(limits)
                                                     for name, (_, limits) in found.items()}}
    for name, table in every.items():
        click.echo(f"\n{name}\n\n{plain(table)}")
    old = page.PAGE.read_text(encoding="utf-8")
    new = page.put(old, {name: markdown(table) for name, table in every.items()})
    if write:
        page.PAGE.write_text(new, encoding="utf-8")
        plot.draw(list(found.values()), needs(inputs)[1])
    elif new != old:
        click.echo(STALE, err=True)
        sys.exit(1)


def needs(inputs: Inputs) -> list[Need]:
    """Return what each place needs."""
    return [Need(inputs, place) for place in inputs.places]


def summed(inputs: Inputs) -> dict[str, Cells]:
    """Return the tables that are sums, and the ladder's: seconds."""
    places = needs(inputs)
    return {
        "needs": tables.needs(places), "sizes": tables.sizes(places), "chase": tables.chased(inputs, places),
        "sensitivity": tables.sensitivity(inputs, places[1]), "partitions": tables.partitions(inputs),
        "measured": tables.figures(inputs, measured=True), "assumed": tables.figures(inputs, measured=False),
    }


def apart(inputs: Inputs) -> list[Need]:
    """Return the places whose bots differ: one of ten cities is a city."""
    return needs(inputs)[:2]


def played(inputs: Inputs) -> dict[str, Cells]:
    """Return the table of the hours that are played."""
    return {"waits": tables.waits([(need, [scene(need) for scene in SCENES]) for need in apart(inputs)])}


def played_limits(inputs: Inputs) -> dict[str, tuple[Need, list[Limit]]]:
    """Return what breaks first, by place; queues of ten cities are those of each."""
    queues = [queued(need) for need in apart(inputs)]
    return {need.place.name.lower(): (need, in_order([*limits, *counted(need)]))
            for need, limits in zip(needs(inputs), [*queues, queues[-1]], strict=True)}


if __name__ == "__main__":
    main()
