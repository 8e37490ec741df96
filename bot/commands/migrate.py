"""`huying migrate`."""

import click

from bot.commands.common import plain_errors, settings_without_token
from bot.storage.databases import make_engine
from bot.storage.migrate import migrate as bring_up_to_date


@click.command()
def migrate() -> None:
    """Bring the database to this version's schema."""
    settings = settings_without_token()
    with plain_errors():
        before, after = bring_up_to_date(make_engine(settings.direct_url))
    click.echo(f"schema {before or 'empty'} -> {after}" if before != after else f"schema {after} already")
