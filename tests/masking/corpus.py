"""Invented sentences with the personal data in them marked, and how well the mask finds them."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from models.learned_names import Weights
from services.mask import find_personal

HALVES = ("tuned", "held_out", "fresh", "last", "strangers_1", "strangers_2", "strangers_3", "strangers_4")
UNSEEN = ("unseen_1", "unseen_2")
"""Measured only: never learned from, nor read while rules were written."""
PRACTICE = "practice"
_MARKED = re.compile(r"\[([^\]]+)\]")


@dataclass(frozen=True)
class Sentence:
    """Words as a resident types them and the stretches that must not be read by everyone."""

    words: str
    personal: tuple[tuple[int, int], ...]


@dataclass
class Measure:
    """What the mask did with one half: every miss is kept to be read."""

    marked: int = 0
    harmless: int = 0
    missed: list[str] = field(default_factory=list)
    spoiled: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Share of the marked stretches that are hidden to the last character."""
        return 1 - len(self.missed) / self.marked

    @property
    def false_positives(self) -> float:
        """Share of the harmless sentences in which anything was hidden."""
        return len(self.spoiled) / self.harmless


def read_half(half: str) -> list[Sentence]:
    """Return the sentences of a half; brackets in its file mark what is personal."""
    text = (Path(__file__).parent / f"{half}.txt").read_text(encoding="utf-8")
    return [parse(line) for line in text.splitlines() if line]


def measure(half: str, weights: Weights | None = None) -> Measure:
    """Count what the mask misses and what it hides for nothing."""
    result = Measure()
    for sentence in read_half(half):
        hidden = {at for start, end in find_personal(sentence.words, weights) for at in range(start, end)}
        result.marked += len(sentence.personal)
        result.missed += [f"{sentence.words} → {sentence.words[start:end]}" for start, end in sentence.personal
                          if not hidden.issuperset(_inked(sentence.words, start, end))]
        if not sentence.personal:
            result.harmless += 1
            if hidden:
                result.spoiled.append(f"{sentence.words} → {''.join(sentence.words[at] for at in sorted(hidden))}")
    return result


def _inked(words: str, start: int, end: int) -> set[int]:
    return {at for at in range(start, end) if not words[at].isspace()}


def parse(line: str) -> Sentence:
    """Return a sentence whose brackets mark what is personal."""
    words, personal, last = "", [], 0
    for found in _MARKED.finditer(line):
        words += line[last:found.start()]
        personal.append((len(words), len(words) + len(found[1])))
        words += found[1]
        last = found.end()
    return Sentence(words + line[last:], tuple(personal))
