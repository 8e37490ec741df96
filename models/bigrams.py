"""Words as an index of pairs of characters knows them: Chinese is found inside, without knowing where words end."""

import unicodedata
from itertools import pairwise

SHIFT = 21
"""A code point fits 21 bits: a pair of them is one number, the same on every database."""


def plain(words: str) -> str:
    """Return words as they are compared: full-width letters narrow, small letters, one space between."""
    return " ".join(unicodedata.normalize("NFKC", words).replace("\0", "").casefold().split())


def grams_of(words: str) -> set[int]:
    """Return the pairs of neighbouring characters of plain words; the last of each run is paired with nothing."""
    return {_gram(*pair) for run in words.split() for pair in zip(run, (*run[1:], ""), strict=True)}


def grams_within(term: str) -> set[int]:
    """Return the pairs that whatever contains the term must hold; none for a single character."""
    return {_gram(*pair) for pair in pairwise(term)}


def grams_beginning(character: str) -> tuple[int, int]:
    """Return the first pair that begins with a character, and the first one beyond them."""
    return _gram(character, ""), (ord(character) + 1) << SHIFT


def _gram(first: str, second: str) -> int:
    return ord(first) << SHIFT | (ord(second) if second else 0)
