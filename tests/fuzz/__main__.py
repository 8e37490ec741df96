"""`make fuzz`: play many updates and exit 1 if anything happened that must never happen."""

import argparse
import asyncio
import sys
import tempfile
import uuid
from contextlib import ExitStack
from pathlib import Path

import structlog

from tests.fuzz.play import Report, play
from tests.postgres import running_server
from tests.security.people import build


async def run(updates: int, seed: int, folder: Path, server: str | None = None) -> Report:
    """Build the scene, on SQLite or on a server of PostgreSQL, and play in copies of it."""
    return await play(await build(folder / "scene", server), folder, updates, seed)


def tell(report: Report, updates: int) -> None:
    """Print seed, counts and speed, and the first faults."""
    print(f"seed {report.seed}: {updates} updates in {report.seconds:.0f} s, {updates / report.seconds:.0f}/s")
    for title, counts in (("kinds", report.kinds), ("outcomes", report.outcomes)):
        print(title + ": " + ", ".join(f"{name} {count}" for name, count in counts.most_common()))
    for fault in report.faults[:20]:
        print(fault, file=sys.stderr)
    print(f"faults: {len(report.faults)}")


def main() -> int:
    """Read the arguments, play, tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--updates", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
    arguments = parser.parse_args()
    structlog.configure(processors=[_quiet])
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        server = stack.enter_context(running_server(uuid.uuid4().hex)) if arguments.postgres else None
        report = asyncio.run(run(arguments.updates, arguments.seed, Path(folder), server))
    tell(report, arguments.updates)
    return 1 if report.faults else 0


def _quiet(*_: object) -> str:
    raise structlog.DropEvent


if __name__ == "__main__":
    sys.exit(main())
