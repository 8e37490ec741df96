"""`huying demo`."""

import asyncio
from pathlib import Path

import click
from aiohttp import ClientError

from bot.commands.common import fail
from bot.demo.home import HeldByAnother, Home
from bot.demo.processes import DidNotStart
from bot.demo.seed import NoAnswer
from bot.demo.stage import Stage
from bot.sandbox_client import SandboxRefused

HOME = Path("var/demo")


@click.command()
@click.option("--fresh", is_flag=True, help="Forget yesterday's town and build a new one.")
@click.option("--port", default=8081, show_default=True, help="Port of the page; the next free one if taken.")
@click.option("--home", type=click.Path(path_type=Path, file_okay=False), default=HOME, show_default=True,
              help="Where the town lives.")
def demo(fresh: bool, port: int, home: Path) -> None:
    """Show a whole small district in the browser, without a token and without the internet."""
    town = Home(home)
    try:
        with town.held() as lock:
            if fresh or not town.is_seeded:
                town.forget()
            ended = asyncio.run(Stage(town, lock).run(port, show))
    except HeldByAnother as error:
        fail(f"this town is open already: {error} (another one: --home FOLDER)", 1)
    except DidNotStart as error:
        fail(str(error), 1)
    except (NoAnswer, SandboxRefused, ClientError, TimeoutError) as error:
        fail(f"the town could not be built: {error or type(error).__name__}; the logs are in {home}", 1)
    if ended:
        fail(f"the {ended} ended by itself; its log is in {home}", 1)


def show(address: str) -> None:
    """Print the one line that says where the page is."""
    click.echo(f"呼应 Huying: {address} (Ctrl-C)")
