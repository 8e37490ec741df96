"""Measure the keyword guesser on real letters; `python -m tests.models.guess_measure` prints the table.

The letters stay outside the project (../shared/data). A category counts as the class its taxonomy path begins
with, so a category of another class (治安, 民政 …) is always counted as wrong. Keywords were chosen while
looking at the development half only; letters of one event (dup_group) are never split between the halves.
"""

import json
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from config.policy import load_policy
from models.guess import Guesser, KeywordGuesser

LETTERS = Path(__file__).parents[2].parent / "shared" / "data" / "teddy2020" / "classify_train.jsonl"
DEVELOPMENT, HELD_OUT = 0, 1


class Letter(NamedTuple):
    """One labelled letter."""

    title: str
    detail: str
    label: str


class Accuracy(NamedTuple):
    """Shares of letters whose class is the first guess, among the first three, and left without a guess."""

    first: float
    in_three: float
    silent: float


VIEWS: dict[str, Callable[[Letter], str]] = {
    "title and body": lambda letter: f"{letter.title} {letter.detail}",
    "title alone": lambda letter: letter.title,
    "first 60 characters of the body": lambda letter: letter.detail[:60],
    "first 20 characters of the body": lambda letter: letter.detail[:20],
}


def letters(half: int) -> list[Letter]:
    """Read one half of the labelled letters."""
    rows = map(json.loads, LETTERS.read_text(encoding="utf-8").splitlines())
    mine = (row for row in rows if zlib.crc32(str(row["dup_group"]).encode()) % 2 == half)
    return [Letter(row["title"], row["detail"] or "", row["label"]) for row in mine]


def measure(guesser: Guesser, class_of: dict[str, str], pairs: list[tuple[str, str]]) -> Accuracy:
    """Measure the guesser on pairs of text and true class."""
    ranked = [([class_of[guess.code] for guess in guesser.guess(text)[:3]], label) for text, label in pairs]
    first = sum(classes[:1] == [label] for classes, label in ranked)
    in_three = sum(label in classes for classes, label in ranked)
    silent = sum(not classes for classes, _ in ranked)
    return Accuracy(first / len(ranked), in_three / len(ranked), silent / len(ranked))


def table(half: int) -> dict[str, Accuracy]:
    """Measure every view of the letters of one half."""
    categories = load_policy().categories
    class_of = {each.code: each.taxonomy.split("/")[0] for each in categories}
    read = letters(half)
    guesser = KeywordGuesser(categories)
    return {
        name: measure(guesser, class_of, [(view(letter), letter.label) for letter in read])
        for name, view in VIEWS.items()
    }


if __name__ == "__main__":
    for title, part in (("development", DEVELOPMENT), ("held out", HELD_OUT)):
        for name, found in table(part).items():
            line = f"{title:12} {name:32} {found.first:.3f} {found.in_three:.3f} {found.silent:.3f}\n"
            sys.stdout.write(line)
