"""Guess the category of a matter from its words."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import log
from typing import Protocol

from models.category import Category

LONGEST_READ = 1500
"""Later characters of a long letter rarely change what it is about, and cost time."""

HALF_WEIGHT_AT = 60
"""A keyword at this character counts half as much as at the first: people begin with what it is about."""

DOUBT = 2.0
"""The weight that speaks for none of the categories; one weak keyword alone stays an unsure guess."""

REPEATS = 0.5
"""How much the logarithm of a keyword's repetitions adds to its first occurrence."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A category's code and how much of the evidence, from 0 to 1, speaks for it."""

    code: str
    score: float


class Guesser(Protocol):
    """Anything that can guess categories; a learned one may take the keyword method's place."""

    def guess(self, words: str) -> list[Guess]:
        """List the likely categories, best first; an empty list says nothing is known."""


class KeywordGuesser:
    """Weigh the keywords of each category that stand in the text.

    The longest keyword at a place wins for all categories, so 出租车 is no vote for 出租. A keyword counts
    less the later it first stands, and a little more when repeated. The score is a category's share of all
    weights found, with some weight set aside for doubt.
    """

    def __init__(self, categories: Iterable[Category]) -> None:
        self._votes: dict[str, list[tuple[str, float]]] = {}
        for category in categories:
            for word, weight in category.keywords.items():
                self._votes.setdefault(_plain(word), []).append((category.code, weight))
        self._pattern = _pattern(self._votes)

    def guess(self, words: str) -> list[Guess]:
        """List the categories with any keyword in the text, best first."""
        totals = self._weigh(_plain(words[:LONGEST_READ]))
        evidence = sum(totals.values()) + DOUBT
        ranked = sorted(totals.items(), key=lambda item: (-item[1], item[0]))
        return [Guess(code, round(total / evidence, 4)) for code, total in ranked]

    def _weigh(self, text: str) -> dict[str, float]:
        hits = [(hit[0], hit.start()) for hit in self._pattern.finditer(text)]
        counts = Counter(word for word, _ in hits)
        first_at = dict(reversed(hits))
        totals: dict[str, float] = {}
        for word, count in counts.items():
            force = (1 + REPEATS * log(count)) / (1 + first_at[word] / HALF_WEIGHT_AT)
            for code, weight in self._votes[word]:
                totals[code] = totals.get(code, 0.0) + weight * force
        return totals


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Match any keyword, the longest first; Latin ones as whole words only."""
    longest_first = sorted(words, key=len, reverse=True)
    parts = (rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word) for word in longest_first)
    return re.compile("|".join(parts) or r"(?!)")
