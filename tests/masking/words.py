"""Derive the everyday words and the characters of given names from jieba's dictionary: run once, with jieba at hand."""

import math
import sys
from collections import Counter, defaultdict
from pathlib import Path

from models.name_tables import CLEAR, GIVEN
from models.surnames import RANK

LEARNED = Path(__file__).parents[2] / "models" / "learned"
GIVEN_NAMES = Path(__file__).parent / "given_names.txt"
MODERN_NAMES = Path(__file__).parent / "modern_names.txt"
OWN = Path(__file__).parent / "own_words.txt"
PUBLIC = LEARNED / "public.txt"
_SELDOM, _SHORT_NAME = 10, 150


def derive(dictionary: Path) -> None:
    """Write the words with their costs, and the given names that the training draws from."""
    words: Counter[str] = Counter()
    names: set[str] = set()
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        word, count, kind = line.split()
        if not all("\u4e00" <= each <= "\u9fff" for each in word) or len(word) > 4:
            continue
        if not _is_name(word, int(count), kind):
            words[word] = int(count)
        elif kind == "nr" and word[0] in CLEAR:
            names.add(word[1:])
    total = sum(words.values())
    words.update(dict.fromkeys((OWN.read_text(encoding="utf-8") + PUBLIC.read_text(encoding="utf-8")).split(), 200))
    _write("words.txt", {word: count for word, count in words.items() if count >= _SELDOM}, total)
    characters = Counter("".join(names) + 6 * MODERN_NAMES.read_text(encoding="utf-8") + 2 * GIVEN)
    characters = Counter({each: count for each, count in characters.items() if each.isalpha()})
    _write("given.txt", characters, characters.total())
    GIVEN_NAMES.write_text("\n".join(sorted(names)) + "\n", encoding="utf-8")


def _is_name(word: str, count: int, kind: str) -> bool:
    is_shaped = word[0] in RANK and len(word) in (2, 3) and all(each in GIVEN for each in word[1:])
    return kind in ("nrt", "nrfg") or (kind == "nr" and is_shaped and (len(word) == 3 or count < _SHORT_NAME))


def _write(file: str, words: dict[str, int], total: int) -> None:
    costs: defaultdict[int, list[str]] = defaultdict(list)
    for word, count in words.items():
        costs[round(-10 * math.log(count / total))].append(word)
    lines = (f"{cost}\t{' '.join(sorted(costs[cost]))}\n" for cost in sorted(costs))
    (LEARNED / file).write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    derive(Path(sys.argv[1]))
