"""`huying run`."""

import asyncio
import sys

import click
import uvloop

from bot.app import serve
from bot.commands.common import plain_errors, settings_or_exit
from bot.logs import configure
from config.settings import LogFormat


@click.command()
def run() -> None:
    """Take updates and answer them until SIGTERM or Ctrl-C; configured by HUYING_... variables."""
    settings = settings_or_exit()
    configure(settings.log_level, settings.log_format is LogFormat.JSON)
    with plain_errors(), asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(serve(settings, announce))


def announce(address: str) -> None:
    """Print the line that says we take updates."""
    click.echo(f"ready {address}")
    sys.stdout.flush()
