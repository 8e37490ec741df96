"""`huying audit`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.orm import Session

from bot.commands.common import plain_errors, settings_without_token
from bot.storage.databases import make_engine
from services.audit_check import newest, verify


@click.group()
def audit() -> None:
    """Prove the audit log, or show its newest entries."""


@audit.command("verify")
def verify_log() -> None:
    """Follow the whole chain; name the first broken entry and exit 1."""
    with _session() as session:
        proof = verify(session)
    if proof.broken:
        click.echo(f"broken: {proof.broken}", err=True)
        sys.exit(1)
    click.echo(f"{proof.entries} entries, whole and unchanged; the newest hash is {proof.head}")


@audit.command("show")
@click.option("--last", default=20, show_default=True, type=click.IntRange(1, 10_000), help="How many entries.")
def show(last: int) -> None:
    """Print the newest entries: number, time (UTC), who, what, about what."""
    with _session() as session:
        for entry in newest(session, last):
            click.echo(f"{entry.id}\t{entry.at:%Y-%m-%d %H:%M:%S}\t{entry.actor}\t{entry.what}\t{entry.subject}")


@contextmanager
def _session() -> Iterator[Session]:
    settings = settings_without_token()
    with plain_errors(), Session(make_engine(settings.direct_url)) as session:
        yield session
