"""One drill: the bench's crowd writes, `huying backup` meanwhile, `huying restore` elsewhere, `huying audit verify`."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bot.backup.facts import count_rows
from bot.backup.manifest import Manifest
from bot.storage.databases import make_engine
from tests.bench.peers import Peer, database_of
from tests.bench.processes import ROOT, BenchFailed, Control, Process
from tests.bench.runs import server_command

PATIENCE = 300.0


@dataclass(frozen=True)
class Drill:
    """What one drill brought."""

    manifest: Manifest
    seconds: float
    """How long the backup took."""
    before: int
    """Updates answered before it began."""
    meanwhile: int
    counts: dict[str, int]
    """Rows by table in the restored database."""
    live: int
    """Rows of the database the copy was taken of, when the crowd had gone."""
    verified: str

    @property
    def differences(self) -> dict[str, int]:
        """Return tables that have more or fewer rows than the manifest says, with how many."""
        told = self.manifest.facts.counts
        names = sorted(told.keys() | self.counts.keys())
        return {name: off for name in names if (off := self.counts.get(name, 0) - told.get(name, 0))}


def drill(peer: Peer, home: Path, server: str, *, chats: int, seconds: float) -> Drill:
    """Run it with one kind of bot; ``server`` is a PostgreSQL server's address, where the bot is on one.

    Raises:
        BenchFailed: a process ended, or one of the commands failed.
    """
    with ExitStack() as opened:
        database, other = (opened.enter_context(database_of(peer, home / name, server)) for name in ("here", "there"))
        crowd = opened.enter_context(Process("server", server_command(peer, 1), home))
        address = crowd.ready_line()
        command, env = peer.start(address, home / "here", database)
        there = {**env, "HUYING_DATABASE_URL": other, "HUYING_MEDIA": str(home / "there" / "media")}
        with Process("bot", command, home / "here", env) as bot:
            bot.ready_line()
            control = Control(address)
            control.load(chats, 0.0)
            time.sleep(seconds)
            before, began = int(control.tally()["answered"]), time.monotonic()
            huying(env, "backup", str(home / "backup"))
            took, meanwhile = time.monotonic() - began, int(control.tally()["answered"])
            time.sleep(seconds / 4)
            bot.check()
        huying(there, "restore", str(home / "backup"))
        verified = huying(there, "audit", "verify")
        counts, live = rows_of(other), sum(rows_of(database).values())
        return Drill(Manifest.read(home / "backup"), took, before, meanwhile, counts, live, verified)


def huying(env: Mapping[str, str], *arguments: str) -> str:
    """Run a command of ours; returns what it says.

    Raises:
        BenchFailed: it ended with an error.
    """
    outside = {name: value for name, value in os.environ.items() if not name.startswith("HUYING_")}
    done = subprocess.run([sys.executable, "-m", "bot", *arguments], cwd=ROOT, env={**outside, **env},
                          capture_output=True, text=True, timeout=PATIENCE, check=False)
    if done.returncode:
        raise BenchFailed(f"huying {' '.join(arguments)} ended with {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout.strip()


def rows_of(database: str) -> dict[str, int]:
    """Count the rows of each table."""
    engine = make_engine(database)
    with engine.connect() as connection:
        counts = count_rows(connection)
    engine.dispose()
    return counts
