"""`huying demo`."""

import asyncio
import shutil
from pathlib import Path

import click

from bot.commands.common import fail
from bot.demo.processes import DidNotStart
from bot.demo.stage import run_demo

HOME = Path("var/demo")


@click.command()
@click.option("--fresh", is_flag=True, help="Forget yesterday's town and build a new one.")
@click.option("--port", default=8081, show_default=True, help="Port of the page; the next free one if taken.")
@click.option("--home", type=click.Path(path_type=Path), default=HOME, show_default=True, help="Where the town lives.")
def demo(fresh: bool, port: int, home: Path) -> None:
    """Show a whole small district in the browser, without a token and without the internet."""
    if fresh:
        shutil.rmtree(home, ignore_errors=True)
    try:
        ended = asyncio.run(run_demo(home, port, lambda address: click.echo(f"呼应 Huying: {address} (Ctrl-C)")))
    except DidNotStart as error:
        fail(str(error), 1)
    if ended:
        fail(f"the {ended} ended by itself; its log is in {home}", 1)
