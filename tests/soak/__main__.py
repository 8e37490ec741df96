"""`make soak`: a million updates through one bot process, and whether its memory stays flat."""

import sys
from contextlib import ExitStack
from dataclasses import asdict
from math import inf
from pathlib import Path

import click
import orjson

from tests.bench import machine
from tests.bench.processes import ROOT, BenchFailed
from tests.bench.table import plain
from tests.postgres import running_server
from tests.soak.plot import draw
from tests.soak.run import Soak, soak
from tests.soak.samples import FLAT_MB, Sample, Verdict, grown, judge


@click.command()
@click.option("--updates", default=1_000_000, show_default=True, type=click.IntRange(100))
@click.option("--chats", default=128, show_default=True, help="Chats in a closed loop.")
@click.option("--postgres", is_flag=True, help="On PostgreSQL instead of SQLite.")
@click.option("--minutes", type=float, help="End after so long, with whatever was answered by then.")
@click.option("--home", default=ROOT / "var" / "soak", type=click.Path(path_type=Path, resolve_path=True))
@click.option("--picture", type=click.Path(path_type=Path), help="Where to draw memory over updates (SVG).")
def main(updates: int, chats: int, postgres: bool, minutes: float | None, home: Path,
         picture: Path | None) -> None:
    """Let the crowd of the bench write; exit 1 when memory grows with the updates."""
    try:
        with ExitStack() as opened:
            server = opened.enter_context(running_server("soak", durable=True)) if postgres else ""
            samples = soak(Soak(updates, chats, home, server, minutes or inf), _tell)
        verdict = judge(samples)
    except (BenchFailed, ValueError) as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    (home / "samples.jsonl").write_bytes(b"\n".join(orjson.dumps(asdict(each)) for each in samples))
    click.echo("\n\n".join([_table(samples, verdict), *_types(samples)]))
    if picture:
        draw(samples, verdict, picture)
    sys.exit(0 if verdict.is_flat else 1)


def _tell(sample: Sample) -> None:
    click.echo(f"{sample.updates:9,} updates {sample.seconds:6.0f} s {sample.megabytes:6.1f} MB "
               f"{sample.blocks:10,} blocks {sample.objects:9,} objects {sample.database_mb:7.0f} MB on disk "
               f"{sample.sqlite_mb:6.1f} MB SQLite's {sample.holes_mb:5.1f} MB holes", err=True)


def _table(samples: list[Sample], verdict: Verdict) -> str:
    last = samples[-1]
    return plain([
        ["updates", f"{verdict.updates:,} in {last.seconds:,.0f} s"],
        ["memory after warming up, at the end", f"{verdict.warm_mb:.1f} MB, {verdict.end_mb:.1f} MB"],
        ["growth in 100,000 updates", f"{verdict.megabytes:+.2f} MB, {verdict.blocks:+,.0f} blocks, "
                                      f"{verdict.objects:+,.0f} objects"],
        ["of it in SQLite's caches", f"{verdict.sqlite:+.2f} MB, {last.sqlite_mb:.1f} MB at the end"],
        ["of it free between blocks in use", f"{verdict.holes:+.2f} MB, {last.holes_mb:.1f} MB at the end"],
        ["verdict", "flat" if verdict.is_flat else f"GROWS (flat is at most {FLAT_MB} MB)"],
        *map(list, machine.describe()),
    ])


def _types(samples: list[Sample]) -> list[str]:
    rows = [[name, f"{before:,}", f"{after:,}"] for name, before, after in grown(samples)]
    return [plain([["objects of the type", "after warming up", "at the end"], *rows])] if rows else []


if __name__ == "__main__":
    main()
