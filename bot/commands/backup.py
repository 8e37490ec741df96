"""`huying backup` and `huying restore`."""

from pathlib import Path

import click

from bot.backup.facts import NothingThere
from bot.backup.manifest import BrokenBackup
from bot.backup.place import InUse
from bot.backup.places import OtherKind
from bot.backup.restore import NotEmpty, Restored
from bot.backup.restore import restore as bring_back
from bot.backup.take import TargetTaken, take
from bot.commands.common import WRONG_WORLD, fail, plain_errors, settings_without_token
from bot.timing.clock import BusinessClock


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
def backup(target: Path) -> None:
    """Copy database, media and the list of the erased into a new folder TARGET; the bot may run meanwhile."""
    settings = settings_without_token()
    now = BusinessClock().real_now()
    try:
        with plain_errors():
            manifest = take(settings.direct_url, settings.media, settings.erasures_file, target, now)
    except (TargetTaken, NothingThere) as error:
        fail(str(error))
    entries, hash_ = manifest.facts.audit
    click.echo(f"{manifest.rows} rows in {len(manifest.facts.counts)} tables and {len(manifest.files)} files in "
               f"{target}; the audit log ends at entry {entries}, {hash_}")


@click.command()
@click.argument("source", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--force-sentence", "said", default="", help="Lose what is there: the sentence that a refusal prints.")
def restore(source: Path, said: str) -> None:
    """Bring the backup SOURCE back, into an empty database; prove it and erase again whoever was erased since."""
    settings = settings_without_token()
    try:
        with plain_errors():
            done = bring_back(settings, source, said)
    except (BrokenBackup, InUse) as error:
        fail(str(error), code=WRONG_WORLD)
    except (OtherKind, NotEmpty) as error:
        fail(str(error))
    _tell(done)


def _tell(done: Restored) -> None:
    facts = done.manifest.facts
    click.echo(f"{done.manifest.rows} rows in {len(facts.counts)} tables of {done.manifest.taken_at}, "
               f"schema {facts.schema}; every file and count is as the manifest says")
    click.echo(f"{done.erased} people erased again")
    if done.proof.broken:
        fail(f"The audit log is broken: {done.proof.broken}", code=WRONG_WORLD)
    click.echo(f"audit log: {done.proof.entries} entries, whole and unchanged")
