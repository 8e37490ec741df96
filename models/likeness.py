"""How alike two texts are: the one place to put another measure."""

import unicodedata
from collections.abc import Set
from functools import lru_cache
from itertools import pairwise

LONGEST = 120
"""Characters that are compared: a trouble is named at the beginning."""


def likeness(one: str, other: str) -> float:
    """Return 0 for nothing in common to 1 for the same, whatever the order in which it is said.

    Dice's coefficient over pairs of neighbouring characters: Chinese has no spaces to split words at, and a
    sequence matcher minds the order of what is said, at twelve times the cost.
    """
    return _dice(_pairs(one), _pairs(other))


def _dice(one: Set[str], other: Set[str]) -> float:
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0


@lru_cache(1000)
def _pairs(words: str) -> Set[str]:
    plain = unicodedata.normalize("NFKC", words[:LONGEST]).casefold()
    letters = [each for each in plain if each.isalnum()]
    return frozenset(first + second for first, second in pairwise(letters))
