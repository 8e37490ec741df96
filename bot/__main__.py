"""The command line: `run`, `demo`, `migrate`, `check`, `replay`, `join-links`, `org`, `audit`, `clocks`, `qr`,
`backup`, `restore`."""

import click

from bot.commands.audit import audit
from bot.commands.backup import backup, restore
from bot.commands.check import check
from bot.commands.clocks import clocks
from bot.commands.demo import demo
from bot.commands.migrate import migrate
from bot.commands.organisation import join_links, org
from bot.commands.qr import qr
from bot.commands.replay import replay
from bot.commands.run import run


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="huying")
def main() -> None:
    """Huying 呼应: a chat assistant between residents and their people's congress deputies."""


for command in (run, demo, migrate, check, replay, join_links, org, audit, clocks, qr, backup,
                restore):
    main.add_command(command)

if __name__ == "__main__":
    main()
