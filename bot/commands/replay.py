"""`huying replay`."""

import asyncio
import signal
import sys
import tempfile
from pathlib import Path

import click

from bot.commands.common import fail, plain_errors
from bot.demo.processes import DidNotStart
from bot.replay.ledger import Ledger, Stored, doubled, lost, table
from bot.replay.letters import UnreadableLetters, assign, read_words
from bot.replay.stage import Order, Replay
from config.organisation import load_organisation


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--speed", type=click.FloatRange(min=1), default=600, show_default=True,
              help="How many times faster than real time business, spam limits and Telegram's limits run.")
@click.option("--residents", type=click.IntRange(min=1), default=200, show_default=True, help="How many people file.")
@click.option("--limit", type=click.IntRange(min=1), help="Play only the first messages of the file.")
@click.option("--seed", default=1, show_default=True, help="Draws communities and the deputies' answers.")
@click.option("--kill-at", type=click.FloatRange(0, 1), help="Kill the bot (-9) once, at this part of the letters.")
def replay(file: Path, speed: float, residents: int, limit: int | None, seed: int, kill_at: float | None) -> None:
    """Play the messages of FILE (JSONL or CSV) through a local Telegram; fails if one is lost or doubled."""
    try:
        words = read_words(file)[:limit]
    except UnreadableLetters as error:
        fail(str(error))
    with plain_errors():
        communities = community_names()
    letters = assign(words, residents, communities, seed)
    with tempfile.TemporaryDirectory(prefix="huying-replay-") as home:
        order = Order(letters, residents, speed, Path(home), seed, kill_at)
        try:
            book, stored, seconds = asyncio.run(_play(order))
        except DidNotStart as error:
            fail(str(error), 1)
    for name, value in table(book, stored, seconds):
        click.echo(f"{name:32}{value:>12}")
    sys.exit(1 if lost(book, stored) or doubled(book, stored) else 0)


async def _play(order: Order) -> tuple[Ledger, Stored, float]:
    """Play, and end the processes we started also when told to stop."""
    task = asyncio.current_task()
    if task is not None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    return await Replay(order, lambda line: click.echo(line, err=True)).run()


def community_names() -> list[str]:
    """Return the district's communities as a resident would type them, street first."""
    plan = load_organisation()
    streets = {street.code: street.name for street in plan.streets}
    return [f"{streets[each.street]}{each.name}" for each in plan.communities]
