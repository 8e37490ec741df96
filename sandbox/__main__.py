"""`python -m sandbox`: start a local Telegram and say where it is."""

import argparse
import asyncio
import logging
import signal
import sys
from pathlib import Path

from sandbox.app import Options, Sandbox
from sandbox.errors import PeopleError


def _positive(value: str) -> float:
    number = float(value)
    if not 0 < number <= 1_000_000:
        raise argparse.ArgumentTypeError("must be more than 0 and at most 1000000")
    return number


def _bot(value: str) -> tuple[str, str]:
    token, colon, username = value.rpartition(":")
    if not colon or ":" not in token:
        raise argparse.ArgumentTypeError("must look like TOKEN:USERNAME")
    return token, username


def parse(arguments: list[str] | None = None) -> Options:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="A local Telegram.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081, help="0 lets the system choose")
    parser.add_argument("--state", type=Path, metavar="DIR", help="keep everything here between runs")
    parser.add_argument("--limits", choices=("telegram", "off"), default="telegram", help="sending rates")
    parser.add_argument("--speed", type=_positive, default=1.0, metavar="N", help="scale business time and rates")
    parser.add_argument("--calendar", type=Path, metavar="CSV", help="rows date,kind with holiday or workday")
    parser.add_argument("--bot", type=_bot, action="append", default=[], metavar="TOKEN:USERNAME")
    parser.add_argument("--log-level", default="WARNING", choices=("DEBUG", "INFO", "WARNING", "ERROR"))
    given = parser.parse_args(arguments)
    logging.basicConfig(level=given.log_level, format="%(levelname)s %(name)s: %(message)s")
    return Options(
        given.host,
        given.port,
        given.state,
        given.limits == "telegram",
        given.speed,
        given.calendar,
        tuple(given.bot),
    )


async def run(options: Options) -> None:
    """Run until SIGINT or SIGTERM."""
    end = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, end.set)
    sandbox = Sandbox(options)
    address = await sandbox.start()
    sys.stdout.write(f"ready {address}\n")
    sys.stdout.flush()
    await sandbox.run_until(end)


def main() -> int:
    """Start, run, end; return the exit status."""
    options = parse()
    try:
        import uvloop
    except ImportError:  # Windows has none
        asyncio.run(guarded(options))
        return 0
    return uvloop.run(guarded(options))


async def guarded(options: Options) -> int:
    """Run, or say in a sentence why that cannot be."""
    try:
        await run(options)
    except (OSError, ValueError, PeopleError) as error:
        sys.stderr.write(f"the sandbox cannot run: {error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
