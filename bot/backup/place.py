"""A database as a place that is copied out of and into."""

from pathlib import Path
from typing import Protocol

from bot.backup.manifest import BrokenBackup, Facts, Manifest


class InUse(Exception):
    """Somebody works with the database: stop the bot (and every other program) before a restore."""


class Place(Protocol):
    """A database that a backup is taken from or brought to."""

    dialect: str

    def copy_out(self, folder: Path) -> tuple[Facts, set[str]]:
        """Copy everything as it stands at one moment; return what it is and the media files it names."""

    def rows(self) -> int:
        """Return how many rows stand there now."""

    def fill(self, folder: Path, manifest: Manifest) -> str:
        """Bring a backup there, with today's schema; return the address under which the rest is done."""

    def settle(self) -> None:
        """Let what was filled be the database from now on."""

    def give_up(self) -> None:
        """Forget what was filled and not settled."""


def compare(counts: dict[str, int], manifest: Manifest) -> None:
    """Hold what was restored to the manifest.

    Raises:
        BrokenBackup: a table has more or fewer rows.
    """
    for name in manifest.facts.counts.keys() | counts.keys():
        there, told = counts.get(name), manifest.facts.counts.get(name)
        if there != told:
            raise BrokenBackup(f"The table {name} has {there} rows where the manifest says {told}.")
