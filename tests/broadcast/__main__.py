"""`python -m tests.broadcast`: prove by hand that a notice reaches everybody once, also across a kill."""

import asyncio
import sys
import tempfile
from pathlib import Path

import click

from tests.broadcast.proof import Order, Proof, prove
from tests.broadcast.town import Crowd


@click.command()
@click.option("--residents", default=2000, show_default=True, type=click.IntRange(1), help="People who know the bot.")
@click.option("--groups", default=50, show_default=True, type=click.IntRange(0), help="Bound community groups.")
@click.option("--kill-at", type=click.FloatRange(0, 1), help="Kill the bot (-9) once, at this part of the letters.")
def main(residents: int, groups: int, kill_at: float | None) -> None:
    """Send one notice through a local Telegram with Telegram's limits; exit 1 when somebody got two or none."""
    with tempfile.TemporaryDirectory(prefix="huying-broadcast-") as home:
        order = Order(Crowd(residents, groups), Path(home), kill_at)
        proof = asyncio.run(prove(order, lambda line: click.echo(line, err=True)))
    for name, value in table(proof):
        click.echo(f"{name:32}{value:>12}")
    sys.exit(0 if proof.holds else 1)


def table(proof: Proof) -> list[tuple[str, str]]:
    """Return what is worth knowing, a line each."""
    crowd, counted = proof.crowd, len(proof.crowd.readers)
    return [
        ("residents", str(crowd.residents)), ("groups", str(crowd.groups)),
        ("opted out", str(len(crowd.opted_out))), ("blocked the bot", str(len(crowd.blocked))),
        ("meant to read it", str(counted)), ("read it exactly once", str(proof.once)),
        ("reported as unknown", str(len(proof.unknown))),
        ("  of these, arrived after all", str(sum(proof.arrived[chat] for chat in proof.unknown))),
        ("read it twice", str(len(proof.twice))), ("lost", str(len(proof.lost))),
        ("read it unasked", str(len(proof.unasked))), ("misreported", str(len(proof.misreported))),
        ("killed on the way", "yes" if proof.killed else "no"),
        ("429 answers", str(proof.stats["errors_429"])), ("busiest second", str(proof.stats["peak_per_second"])),
        ("seconds", f"{proof.seconds:.0f}"), ("a second", f"{counted / proof.seconds:.1f}"),
    ]


if __name__ == "__main__":
    main()
