"""`huying join-links` and `huying org`."""

import json
from pathlib import Path

import click
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.commands.common import plain_errors, ready_engine, settings_without_token, username_or_exit
from bot.storage.organisation import import_plan, load_stored
from config.organisation import load_organisation
from models.organisation import Body, Community, Constituency, Seat, Station, Street
from services.organisation import open_invitations


@click.command("join-links")
@click.option("--json", "as_json", is_flag=True, help="Print JSON: name, role, token, link.")
def join_links(as_json: bool) -> None:
    """List the invitation of every person of the roster who is not bound yet."""
    settings = settings_without_token()
    with ready_engine(settings) as engine, Session(engine) as session:
        start = f"https://t.me/{username_or_exit(engine, settings)}?start=join_"
        seats = open_invitations(session)
    if as_json:
        rows = [{"name": seat.name, "role": seat.role, "token": seat.token, "link": start + (seat.token or "")}
                for seat in seats]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for seat in seats:
        click.echo(f"{seat.role:8} {seat.name}\t{seat.key}\t{seat.scope}\t{start}{seat.token}")


@click.group()
def org() -> None:
    """Show the organisation, or import a file."""


@org.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_file(file: Path) -> None:
    """Import an organisation FILE (TOML); importing it again changes nothing."""
    with ready_engine(settings_without_token()) as engine, plain_errors():
        report = import_plan(engine, load_organisation(file))
    for word, names in (("added", report.added), ("changed", report.changed), ("retired", report.retired)):
        for name in names:
            click.echo(f"{word}\t{name}")
    if not report:
        click.echo("nothing changed")


@org.command("show")
def show() -> None:
    """Count what the organisation in the database holds."""
    with ready_engine(settings_without_token()) as engine, Session(engine) as session:
        click.echo(load_stored(engine).district.name)
        for table in (Street, Station, Constituency, Community, Body, Seat):
            active = session.scalar(select(func.count()).select_from(table).where(table.active))
            click.echo(f"{table.__tablename__}\t{active}")
