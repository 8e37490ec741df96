"""What a backup says of itself: versions, rows in each table, and a checksum of every file."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

import orjson

FILE = "manifest.json"
FORMAT = 1
BLOCK = 1 << 20


class BrokenBackup(Exception):
    """The backup is not whole; the message says what is wrong with it. Nothing was restored."""


@dataclass(frozen=True)
class Facts:
    """What stands in a database at one moment.

    ``sequences`` are PostgreSQL's counters: a number that was given out once is never given out again.
    """

    dialect: str
    schema: str
    counts: dict[str, int]
    """Rows by table, in an order in which what is referred to comes first."""
    audit: tuple[int, str]
    """Number and hash of the newest entry of the audit log."""
    sequences: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Manifest:
    """A backup's contents; ``files`` are their SHA-256 by name."""

    huying: str
    taken_at: str
    facts: Facts
    files: dict[str, str]
    format: int = FORMAT

    @property
    def rows(self) -> int:
        """Return how many rows it holds in all."""
        return sum(self.facts.counts.values())

    def write(self, folder: Path) -> None:
        """Write it into the backup's folder."""
        with (folder / FILE).open("wb") as out:
            out.write(orjson.dumps(asdict(self), option=orjson.OPT_INDENT_2))
            out.flush()
            os.fsync(out.fileno())

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Read the manifest of a backup and prove every file by it.

        Raises:
            BrokenBackup: there is none, it is of another format, or a file is missing, changed or too much.
        """
        try:
            raw = orjson.loads((folder / FILE).read_bytes())
            if raw["format"] != FORMAT:
                raise BrokenBackup(f"{folder}: its format is {raw['format']}, which only another Huying can read.")
            told = raw.pop("facts")
            facts = Facts(**told | {"audit": tuple(told["audit"])})
        except (OSError, ValueError, KeyError, TypeError):
            raise BrokenBackup(f"{folder} holds no backup: its {FILE} is missing or cannot be read.") from None
        return cls(facts=facts, **raw)._proved(folder)

    def _proved(self, folder: Path) -> "Manifest":
        there = {name for name in names_in(folder) if name != FILE}
        for what, names in (("missing", self.files.keys() - there), ("not part of it", there - self.files.keys())):
            if names:
                raise BrokenBackup(f"{folder}: {min(names)} is {what}.")
        for name, known in self.files.items():
            if checksum(folder / name) != known:
                raise BrokenBackup(f"{folder}: {name} was changed since the backup was taken.")
        return self


def names_in(folder: Path) -> Iterator[str]:
    """Give the names of all files under a folder, relative to it."""
    return (path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file())


def checksum(file: Path) -> str:
    """Return the SHA-256 of a file."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def flush_to_disk(file: Path) -> None:
    """Return when the disk has a file."""
    with file.open("rb") as opened:
        os.fsync(opened.fileno())
