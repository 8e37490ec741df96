"""Find words of present danger in what a resident typed."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

_BREAKS = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_MASK = "\ufffc"


@dataclass(frozen=True)
class DangerWords:
    """Danger words, the harmless phrases that contain them, and words that deny them.

    A denial counts only directly before the danger word ("没有着火"), and not when it is itself
    half of a question ("有没有漏电", "会不会爆炸"): asking once too often is cheap, missing a fire is not.
    """

    words: tuple[str, ...]
    harmless: tuple[str, ...]
    denials: tuple[str, ...]

    def find(self, text: str) -> list[str]:
        """List the danger words of a text, each once, in the order they appear."""
        return list(self._found(text))

    @cached_property
    def _found(self) -> Callable[[str], tuple[str, ...]]:
        # kept by the object: as a key of a common cache all its words would be hashed at each look
        return lru_cache(maxsize=1 << 10)(self._look)

    def _look(self, text: str) -> tuple[str, ...]:
        plain = unicodedata.normalize("NFKC", text).casefold()
        spaced = self._harmless.sub(_MASK, _BREAKS.sub(" ", plain))
        joined = self._harmless.sub(_MASK, _BREAKS.sub("", plain))
        found = [hit[0] for hit in self._hanzi.finditer(joined) if not self._is_denied(joined[: hit.start()])]
        found += [hit[0] for hit in self._latin.finditer(spaced)]
        return tuple(dict.fromkeys(found))

    def _is_denied(self, before: str) -> bool:
        return any(before.endswith(each) and not _is_half_a_question(before, each) for each in self.denials)

    @cached_property
    def _harmless(self) -> re.Pattern[str]:
        return _any_of(self.harmless)

    @cached_property
    def _hanzi(self) -> re.Pattern[str]:
        return _any_of(tuple(word for word in self.words if not word.isascii()))

    @cached_property
    def _latin(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{_any_of(tuple(word for word in self.words if word.isascii())).pattern})\b")


def _is_half_a_question(before: str, denial: str) -> bool:
    lead = before.removesuffix(denial)[-1:]
    return bool(lead) and lead in "有会是" and denial[:1] in "没不"


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Match any of the words, the longest first; of no words, match nothing."""
    longest_first = sorted((word.casefold() for word in words), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")
