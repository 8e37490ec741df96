"""What a stretch of text costs as a row of everyday words: names are where words are dear."""

from functools import cache
from operator import itemgetter
from pathlib import Path

Word = tuple[int, int, int]

_END = itemgetter(1)
_LEARNED = Path(__file__).parent / "learned"
_LONGEST = 4
_STRANGE = 150


@cache
def word_costs() -> dict[str, int]:
    """Return each everyday word's cost, ten times the negative logarithm of its share; read once, when first asked."""
    return _read("words.txt")


@cache
def given_costs() -> dict[str, int]:
    """Return the cost of each character as part of a given name; read once, when first asked."""
    return _read("given.txt")


def _read(name: str) -> dict[str, int]:
    costs: dict[str, int] = {}
    for line in (_LEARNED / name).read_text(encoding="utf-8").splitlines():
        cost, _, words = line.partition("\t")
        costs.update(dict.fromkeys(words.split(), int(cost)))
    return costs


def costs(text: str) -> tuple[list[int], list[int]]:
    """Return what the words before and after each place cost when parted in the cheapest way."""
    find, size = word_costs().get, len(text)
    words = [(start, end, cost) for start in range(size) for end in range(start + 2, min(start + _LONGEST, size) + 1)
             if (cost := find(text[start:end])) is not None]
    single = [find(character, _STRANGE) for character in text]
    return _before(single, words), _after(single, words)


def _before(single: list[int], words: list[Word]) -> list[int]:
    before, at = [0] * (len(single) + 1), 0
    ordered = sorted(words, key=_END)
    for end, cost in enumerate(single, 1):
        best = before[end - 1] + cost
        while at < len(ordered) and ordered[at][1] == end:
            best = min(best, before[ordered[at][0]] + ordered[at][2])
            at += 1
        before[end] = best
    return before


def _after(single: list[int], words: list[Word]) -> list[int]:
    after, at = [0] * (len(single) + 1), len(words) - 1
    for start in range(len(single) - 1, -1, -1):
        best = after[start + 1] + single[start]
        while at >= 0 and words[at][0] == start:
            best = min(best, after[words[at][1]] + words[at][2])
            at -= 1
        after[start] = best
    return after
