"""When two people's words are the same: copied, or copied and touched up."""

import unicodedata
from collections import Counter
from functools import lru_cache
from itertools import pairwise

NEAR = 0.85
"""Share of two-character pieces that two copies have in common (Dice)."""
TELLING = 12
"""Characters from which words say enough to be the same wherever they come from."""


@lru_cache(maxsize=1 << 11)
def normal(words: str) -> str:
    """Return the words without what a copier changes first: width, case, stops, blanks, emoji."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", words).casefold()))


def is_same(one: str, other: str, *, here: bool) -> bool:
    """Tell whether two normalised texts are the same, or nearly.

    Args:
        one: normalised words.
        other: normalised words.
        here: both speak of the same community. Short words (路灯坏了) and words that differ in a number
            (3号路灯, 5号路灯) are the same only there.
    """
    if not one or not other:
        return False
    if not here and (min(len(one), len(other)) < TELLING or _digits(one) != _digits(other)):
        return False
    return one == other or (min(len(one), len(other)) >= TELLING and _likeness(one, other) >= NEAR)


def _likeness(one: str, other: str) -> float:
    if max(len(one), len(other)) > 2 * min(len(one), len(other)):
        return 0.0
    return 2 * len(_pieces(one) & _pieces(other)) / (len(one) + len(other) - 2)


@lru_cache(maxsize=1 << 10)
def _pieces(words: str) -> frozenset[tuple[str, int]]:
    """Return the pairs of characters, the second of a kind told from the first: so sets compare as bags do."""
    seen: Counter[str] = Counter()
    pieces = set()
    for piece in map("".join, pairwise(words)):
        seen[piece] += 1
        pieces.add((piece, seen[piece]))
    return frozenset(pieces)


def _digits(words: str) -> str:
    return "".join(filter(str.isdigit, words))
