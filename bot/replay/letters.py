"""Read messages of residents from JSONL or CSV."""

import csv
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

LONGEST = 4096
COLUMNS = ("detail", "content", "words", "text")


class UnreadableLetters(Exception):
    """The file holds no letters: it needs JSONL or CSV with a column detail, content, words or text."""


@dataclass(frozen=True)
class Written:
    """One message to play: who files it, what it says, and the community drawn for it."""

    index: int
    resident: int
    words: str
    community: str


def read_words(path: Path) -> list[str]:
    """Return the messages of a file, empty ones left out.

    Raises:
        UnreadableLetters: no row has words.
    """
    words = [text for row in _rows(path) if (text := _words(row))]
    if not words:
        raise UnreadableLetters(f"{path}: {UnreadableLetters.__doc__}")
    return words


def _rows(path: Path) -> Iterator[Mapping[str, object]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        if path.suffix == ".csv":
            yield from csv.DictReader(file)
        else:
            yield from (orjson.loads(line) for line in file if line.strip())


def _words(row: Mapping[str, object]) -> str:
    found = next((str(row[name]) for name in COLUMNS if row.get(name)), "")
    return found.strip().lstrip("/")[:LONGEST]


def assign(words: list[str], residents: int, communities: list[str], seed: int) -> list[Written]:
    """Draw a community for each message and deal the messages out to the residents, the same for one seed."""
    draw = random.Random(seed)  # noqa: S311 a game, not a secret
    return [
        Written(index, index % residents, text, draw.choice(communities)) for index, text in enumerate(words)
    ]
