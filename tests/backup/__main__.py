"""`python -m tests.backup`: back a bot up under load, on both databases, restore it elsewhere and compare."""

import sys
import tempfile
from pathlib import Path

import click

from tests.backup.run import Drill, drill
from tests.bench.peers import POSTGRES, SQLITE
from tests.bench.processes import ROOT, BenchFailed
from tests.bench.table import plain
from tests.postgres import running_server

FORGOTTEN = {"setting": 2}
"""A restore forgets who sends and who polls."""


@click.command()
@click.option("--seconds", default=20.0, show_default=True, help="How long the crowd writes before the backup.")
@click.option("--chats", default=64, show_default=True, help="Chats in a closed loop.")
@click.option("--home", default=ROOT / "var" / "backup", type=click.Path(path_type=Path))
def main(seconds: float, chats: int, home: Path) -> None:
    """Print what each database's drill brought; exit 1 when something differs."""
    home.mkdir(parents=True, exist_ok=True)
    rows = [["", "SQLite", "PostgreSQL"]]
    try:
        with running_server("backup", durable=True) as server, tempfile.TemporaryDirectory(dir=home) as folder:
            drills = [drill(peer, Path(folder) / name, server, chats=chats, seconds=seconds)
                      for name, peer in (("sqlite", SQLITE), ("postgres", POSTGRES))]
    except BenchFailed as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    for column in zip(*map(lines, drills), strict=True):
        rows.append([column[0][0], *(value for _, value in column)])
    click.echo(plain(rows))
    sys.exit(0 if all(map(is_equal, drills)) else 1)


def lines(each: Drill) -> list[tuple[str, str]]:
    """Return what is told of a drill."""
    differences = ", ".join(f"{name} {off:+}" for name, off in each.differences.items())
    return [
        ("updates answered before the backup", f"{each.before:,}"),
        ("updates answered while it was taken", f"{each.meanwhile:,} in {each.seconds:.1f} s"),
        ("rows the manifest states", f"{each.manifest.rows:,} in {len(each.manifest.facts.counts)} tables"),
        ("rows of the running database in the end", f"{each.live:,}"),
        ("rows restored elsewhere", f"{sum(each.counts.values()):,}"),
        ("tables that differ from the manifest", differences or "none"),
        ("huying audit verify", each.verified.partition(";")[0]),
        ("its newest hash and the manifest's", "equal" if is_verified(each) else "DIFFER"),
        ("verdict", "equal" if is_equal(each) else "DIFFERS"),
    ]


def is_verified(each: Drill) -> bool:
    """Tell whether the restored audit log is whole and ends as the copied one did."""
    entries, hash_ = each.manifest.facts.audit
    return each.verified.startswith(f"{entries} entries, whole") and hash_ in each.verified


def is_equal(each: Drill) -> bool:
    """Tell whether every table has the rows it shall have, and the audit log its end."""
    leads = FORGOTTEN if each.manifest.facts.dialect == "postgresql" else {}
    return is_verified(each) and each.differences == {name: -count for name, count in leads.items()}


if __name__ == "__main__":
    main()
