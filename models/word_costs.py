"""What a stretch of text costs as a row of everyday words: names are where words are dear."""

from functools import cache
from pathlib import Path

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


def costs_before(text: str) -> list[int]:
    """Return what the words before each place cost when parted in the cheapest way."""
    find, before = word_costs().get, [0]
    for end in range(1, len(text) + 1):
        best = before[end - 1] + find(text[end - 1], _STRANGE)
        for start in range(max(end - _LONGEST, 0), end - 1):
            cost = find(text[start:end])
            if cost is not None and before[start] + cost < best:
                best = before[start] + cost
        before.append(best)
    return before


def costs_after(text: str) -> list[int]:
    """Return what the words after each place cost when parted in the cheapest way."""
    find, size = word_costs().get, len(text)
    after = [0] * (size + 1)
    for start in range(size - 1, -1, -1):
        best = after[start + 1] + find(text[start], _STRANGE)
        for end in range(start + 2, min(start + _LONGEST, size) + 1):
            cost = find(text[start:end])
            if cost is not None and after[end] + cost < best:
                best = after[end] + cost
        after[start] = best
    return after
