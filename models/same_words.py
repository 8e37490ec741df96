"""When two people's words are the same: copied, or copied and touched up."""

import unicodedata
from collections import Counter
from functools import lru_cache

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
    left, right = _pieces(one), _pieces(other)
    common = sum(min(count, right[piece]) for piece, count in left.items() if piece in right)
    return 2 * common / (len(one) + len(other) - 2)


@lru_cache(maxsize=1 << 10)
def _pieces(words: str) -> Counter[str]:
    return Counter(words[at:at + 2] for at in range(len(words) - 1))


def _digits(words: str) -> str:
    return "".join(filter(str.isdigit, words))
