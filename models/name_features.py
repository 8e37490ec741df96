"""Where a name may stand and what speaks for it: what is around, the name itself, the words it would tear apart."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models.name_tables import HONOURS, KIN, LABELS, OFFICES, ROLES
from models.surnames import DOUBLE, RANK
from models.word_costs import costs, given_costs, word_costs

_SURNAME_COSTS = (35, 60, 85)
_DOUBLE_COST, _STRANGE_GIVEN = 80, 95
_HOPELESS = -40
_BEFORE_ALONE = "老小姓大"
_AFTER_ALONE = "某氏姓总工哥姐叔姨嫂婶伯姑爷局处队生太家妈爸sSxX"
_PUNCTUATION = dict.fromkeys("。！？!?;；.…\n", "。") | dict.fromkeys(",，", "，")
_PUNCTUATION |= dict.fromkeys("“”‘’\"'《》「」【】[]", "“")
_PUNCTUATION |= dict.fromkeys("()（）", "(") | dict.fromkeys(":：", ":") | dict.fromkeys(" \u3000\t", "_")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a name: where it ends, how many characters are its given name, what speaks for it."""

    end: int
    given: int
    features: list[str]


@dataclass(frozen=True, slots=True)
class Place:
    """A place where a name may begin, with all its readings; the features are common to all of them."""

    start: int
    features: list[str]
    readings: list[Reading]


def _spelt_out(*patterns: str) -> frozenset[str]:
    """Return the words of alternations in which at most one character is optional."""
    words = set()
    for word in "|".join(patterns).split("|"):
        at = word.find("?")
        words |= {word} if at < 0 else {word[:at - 1] + word[at + 1:], word.replace("?", "")}
    return frozenset(words)


_LABELS, _ROLES = _spelt_out(LABELS), _spelt_out(ROLES)
_HOUSES = frozenset((Path(__file__).parent / "learned" / "houses.txt").read_text(encoding="utf-8").split())
_TITLES, _KIN = _spelt_out(HONOURS, OFFICES), _spelt_out(KIN)


def name_places(text: str) -> Iterator[Place]:
    """Find the places of folded text at which a surname stands, unless everyday words explain it far better."""
    starts = [at for at, character in enumerate(text) if character in RANK or text[at:at + 2] in DOUBLE]
    if starts:
        before, after = costs(text)
        for start in starts:
            readings = list(_readings(text, start, before, after))
            if readings:
                yield Place(start, _common(text, start, readings[0].end - readings[0].given - start), readings)


def _readings(text: str, start: int, before: list[int], after: list[int]) -> Iterator[Reading]:
    given_at = start + (2 if text[start:start + 2] in DOUBLE else 1)
    surname, whole = text[start:given_at], before[-1] - before[start]
    surname_cost = _SURNAME_COSTS[RANK[surname]] if surname in RANK else _DOUBLE_COST
    for end in range(given_at, min(given_at + 2, len(text)) + 1):
        given = text[given_at:end]
        if given and not "\u4e00" <= given[-1] <= "\u9fff":
            return
        price = whole - after[end]
        gain = price - surname_cost - _given_cost(given)
        if gain > _HOPELESS and (given or _may_stand_alone(text, start, end)):
            yield Reading(end, len(given), _own(text, start, given_at, end, price, gain))


def _may_stand_alone(text: str, start: int, end: int) -> bool:
    is_called = start > 0 and text[start - 1] in _BEFORE_ALONE
    return is_called or text[end:end + 1] in _AFTER_ALONE or _title(text, end) != "-"


def _common(text: str, start: int, size: int) -> list[str]:
    surname, left = text[start:start + size], _kind(text, start - 1)
    level = str(RANK.get(surname, 3))
    pair, cue = text[max(start - 2, 0):start], _cue(text, start)
    return [
        "*", "S" + surname, "r" + level, "a" + left, "b" + pair, "c" + cue, "C" + cue + level, "A" + left + level,
        "w" + _worth(text[max(start - 1, 0):start + 1]), "W" + _worth(text[max(start - 2, 0):start + 1]),
        "v" + _worth(pair),
    ]


def _own(text: str, start: int, given_at: int, end: int, price: int, gap: int) -> list[str]:
    surname, given = text[start:given_at], text[given_at:end]
    level, right, title = str(RANK.get(surname, 3)), _kind(text, end), _title(text, end)
    gain, left = _step(gap), _kind(text, start - 1)
    features = [
        "x" + right, "y" + text[end:end + 2], "t" + title, "d" + _step(price), "p" + gain, "P" + gain + level,
        "q" + _coarse(left) + _coarse(right), "u" + gain + _cue(text, start), "o" + gain + title,
        "f" + _worth(text[start:end]), "F" + _worth(text[start:end]) + _cue(text, start) + _coarse(right),
        "k" + _worth(text[end - 1:end + 1]), "l" + _worth(text[end - 1:end + 2]), "m" + _worth(text[end - 2:end + 1]),
        "n" + _worth(text[end:end + 2]), "Q" + _coarse(left) + _coarse(right) + gain,
    ]
    if given:
        features += ["g" + given[0], "h" + given[-1], "i" + _step(_given_cost(given)),
                     "s" + _worth(text[start:start + 2]), "j" + _worth(given), "J" + _worth(given) + gain]
    return features


def _given_cost(given: str) -> int:
    return sum(given_costs().get(character, _STRANGE_GIVEN) for character in given)


def _kind(text: str, at: int) -> str:
    """Return the character at a place; marks, digits and letters that do the same are the same."""
    if not 0 <= at < len(text):
        return "$"
    character = text[at]
    if character < "\u0250" and character.isalnum():
        return "0" if character.isdigit() else "z"
    return _PUNCTUATION.get(character, character)


def _coarse(kind: str) -> str:
    return "字" if kind >= "\u4e00" else kind


def _worth(word: str) -> str:
    """Return in coarse steps how everyday a word is."""
    cost = word_costs().get(word) if len(word) > 1 else None
    return "-" if cost is None else str(cost // 15)


def _step(cost: int) -> str:
    return str(max(-12, min(cost // 10, 24)))


def _cue(text: str, end: int) -> str:
    """Return what kind of word before a name ends there."""
    for size in (5, 4, 3, 2):
        word = text[max(end - size, 0):end]
        if word in _LABELS:
            return "l"
        if word in _ROLES:
            return "r"
    return "-"


def follows_cue(text: str, start: int) -> bool:
    """Tell whether right before a place stands whom the name belongs to."""
    return _cue(text, start) != "-"


def _title(text: str, start: int) -> str:
    """Return what kind of word after a name begins there."""
    for size in (4, 3, 2, 1):
        word = text[start:start + size]
        if word in _TITLES:
            return "t"
        if word in _KIN:
            return "k"
        if size > 1 and word in _ROLES:
            return "r"
        if size == 2 and word in _HOUSES:
            return "h"
    return "-"
