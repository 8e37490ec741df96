"""`huying join-links` and `huying org`."""

import json
from collections.abc import Sequence
from pathlib import Path

import click
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.commands.common import migrated_engine, plain_errors, ready_engine, settings_without_token, username_or_exit
from bot.storage.organisation import free_seat, import_plan, load_stored
from bot.wire.telegram_name import known_username
from config.organisation import load_organisation
from models.organisation import Body, Community, Constituency, Seat, Station, Street
from services.organisation import open_invitations


@click.command("join-links")
@click.option("--json", "as_json", is_flag=True, help="Print JSON: name, role, token, link.")
def join_links(as_json: bool) -> None:
    """List the invitation of every person of the roster who is not bound yet."""
    settings = settings_without_token()
    with ready_engine(settings) as engine, Session(engine) as session:
        username = known_username(engine, settings) if as_json else username_or_exit(engine, settings)
        seats = open_invitations(session)
    click.echo(_as_json(seats, username) if as_json else _as_table(seats, username), nl=as_json or bool(seats))


def _as_table(seats: Sequence[Seat], username: str) -> str:
    return "\n".join(f"{seat.role:8} {seat.name}\t{seat.key}\t{seat.scope}\t{_link(seat, username)}" for seat in seats)


def _as_json(seats: Sequence[Seat], username: str) -> str:
    """Return the invitations for programs: the token is enough for one that knows the bot by itself."""
    if not username:
        click.echo("The bot's name is not known yet: the tokens are good, the links are left empty.", err=True)
    return json.dumps([
        {"name": seat.name, "role": seat.role, "token": seat.token, "link": _link(seat, username)} for seat in seats
    ], ensure_ascii=False, indent=2)


def _link(seat: Seat, username: str) -> str:
    return f"https://t.me/{username}?start=join_{seat.token}" if username else ""


@click.group()
def org() -> None:
    """Show the organisation, import a file, or free a seat."""


@org.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--same-people", is_flag=True,
              help="Changed names are corrections: whoever holds a seat keeps it. Else a new name is a new holder.")
def import_file(file: Path, same_people: bool) -> None:
    """Import an organisation FILE (TOML); importing it again changes nothing."""
    with migrated_engine(settings_without_token()) as engine, plain_errors():
        report = import_plan(engine, load_organisation(file), same_people=same_people)
    for word, names in (("added", report.added), ("changed", report.changed), ("retired", report.retired)):
        for name in names:
            click.echo(f"{word}\t{name}")
    for name in report.succeeded:
        click.echo(f"new holder\t{name}, to be invited again")
    if not report:
        click.echo("nothing changed")


@org.command("unbind")
@click.argument("key")
def unbind(key: str) -> None:
    """Take the seat KEY from its account when nobody of the office can; it stands in the audit log as operator."""
    with ready_engine(settings_without_token()) as engine, plain_errors():
        freed = free_seat(engine, key)
    for each in freed:
        click.echo(f"free\t{each}")
    click.echo("`huying join-links` has the new invitation" if freed else f"nobody holds {key}")


@org.command("show")
def show() -> None:
    """Count what the organisation in the database holds."""
    with ready_engine(settings_without_token()) as engine, Session(engine) as session:
        click.echo(load_stored(engine).district.name)
        for table in (Street, Station, Constituency, Community, Body, Seat):
            active = session.scalar(select(func.count()).select_from(table).where(table.active))
            click.echo(f"{table.__tablename__}\t{active}")
