"""Learn the names: from the corpora, with every name in them replaced by many others, all drawn from one seed."""

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from models.name_features import Place, name_places
from models.name_tables import GIVEN
from models.surnames import DOUBLE, RANK
from models.word_costs import word_costs
from services.mask import fold
from tests.masking.corpus import HALVES, PRACTICE, Sentence, parse, read_half

WEIGHTS = Path(__file__).parents[2] / "models" / "learned" / "weights.txt"
_HERE = Path(__file__).parent
_GIVEN_NAMES = tuple((_HERE / f"{age}_names.txt").read_text(encoding="utf-8").split() for age in ("given", "modern"))
_WORD_NAMES = (_HERE / "word_names.txt").read_text(encoding="utf-8").split()
_FRAMES = {
    kind: (_HERE / f"{kind}_frames.txt").read_text(encoding="utf-8").splitlines()
    for kind in ("name", "harmless", "house")
}
_LIKE_NAMES = sorted(word for word in word_costs() if word[0] in RANK and len(word) > 1 and word not in _WORD_NAMES)
_ANY = "".join(each for each in word_costs() if len(each) == 1 and word_costs()[each] < 100)
_COPIES, _COPIES_WEIGH, _ROUNDS, _SMOOTH, _SEED = 24, 10.0, 220, 0.3, 2026
_FRAME_COPIES, _FRAME_WEIGHT = 30, 0.1
_DOUBLES = sorted(DOUBLE)
_FELT = 0.02
_LEVEL_SHARES = (0.5, 0.25, 0.25)
_SURNAMES = tuple([each for each in RANK if RANK[each] == level] for level in range(3))
_HAN = re.compile(r"[\u4e00-\u9fff]{1,4}")
Example = tuple[Place, int, float]
Weights = dict[str, tuple[float, ...]]


def examples(sentence: Sentence, weight: float) -> Iterator[Example]:
    """Return each place of a sentence with the reading that is right, or -1 for none, and its weight."""
    ends = dict(sentence.personal)
    text = fold(sentence.words)
    for place in name_places(text):
        end = ends.get(place.start)
        right = next((at for at, each in enumerate(place.readings) if each.end == end), -1)
        is_inside = any(start <= place.start < end for start, end in sentence.personal)
        if right >= 0 or not is_inside:
            yield place, right, weight


def copies(sentence: Sentence, draw: random.Random) -> Iterator[Sentence]:
    """Return a sentence with its names replaced by others of the same shape."""
    names = [span for span in sentence.personal if _shape(sentence.words[slice(*span)])]
    for _ in range(_COPIES if names else 0):
        yield _renamed(sentence, draw)


def _renamed(sentence: Sentence, draw: random.Random) -> Sentence:
    words, personal, last = "", [], 0
    for start, end in sentence.personal:
        words += sentence.words[last:start]
        old = sentence.words[start:end]
        new = _name(_shape(old), draw) if _shape(old) else old
        personal.append((len(words), len(words) + len(new)))
        words, last = words + new, end
    return Sentence(words + sentence.words[last:], tuple(personal))


def _shape(name: str) -> str:
    """Tell a surname alone from a whole name; anything else stays as it is."""
    if not _HAN.fullmatch(name):
        return ""
    size = 2 if name[:2] in DOUBLE else 1
    if (name[0] not in RANK and size == 1) or len(name) > size + 2:
        return ""
    return "surname" if len(name) == size else "name"


def _name(shape: str, draw: random.Random) -> str:
    surname = draw.choice(draw.choices(_SURNAMES, _LEVEL_SHARES)[0]) if draw.random() > 0.05 else draw.choice(_DOUBLES)
    if shape == "surname":
        return surname
    given, chance = draw.choice(draw.choice(_GIVEN_NAMES)), draw.random()
    if chance < 0.06:
        return draw.choice(_WORD_NAMES)
    if chance < 0.14:
        return draw.choice(_LIKE_NAMES)[:2] + draw.choice(GIVEN)
    if chance < 0.34:
        given = "".join(draw.choice(GIVEN) for _ in given)
    elif chance < 0.42:
        given = "".join(draw.choice(_ANY) for _ in given)
    return surname + given


def framed(draw: random.Random) -> Iterator[Sentence]:
    """Return sentences with names, with words that a surname opens, and with houses and shops that bear a name."""
    for frame in _FRAMES["name"]:
        for _ in range(_FRAME_COPIES):
            yield parse("".join(_name("name", draw) if each == "{}" else each for each in re.split(r"({})", frame)))
    for frame in _FRAMES["harmless"]:
        yield from (Sentence(frame.format(draw.choice(_LIKE_NAMES)), ()) for _ in range(_FRAME_COPIES))
    for frame in _FRAMES["house"]:
        yield from (Sentence(frame.format(_name("name", draw)), ()) for _ in range(_FRAME_COPIES))


def learn(halves: Sequence[str]) -> Weights:
    """Return the weights that make the right readings of these halves likely."""
    draw = random.Random(_SEED)
    found: list[Example] = []
    for sentence in (each for half in (*halves, PRACTICE) for each in read_half(half)):
        found += examples(sentence, 1.0)
        for copy in copies(sentence, draw):
            found += examples(copy, _COPIES_WEIGH / _COPIES)
    for sentence in framed(draw):
        found += examples(sentence, _FRAME_WEIGHT)
    return _fit(found)


def _fit(found: list[Example]) -> Weights:
    """Find the weights by gradient steps whose size follows each weight's own slope."""
    counts = Counter(each for place, _, _ in found for each in _all_features(place))
    index = {feature: at for at, feature in enumerate(sorted(each for each in counts if counts[each] > 2))}
    flat, sizes, readings, right, heavy = _arrays(found, index)
    weights = np.zeros(3 * len(index))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    at_reading = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    at_place = np.concatenate(([0], np.cumsum(readings)[:-1]))
    owner = np.repeat(np.arange(len(readings)), readings)
    for step in range(1, _ROUNDS + 1):
        powers = np.exp(np.clip(np.add.reduceat(weights[flat], at_reading), -30, 30))
        share = powers / (1 + np.add.reduceat(powers, at_place))[owner]
        slope = np.bincount(flat, np.repeat((share - right) * heavy[owner], sizes), len(weights)) + _SMOOTH * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.98 * square + 0.02 * slope**2
        weights -= 0.1 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.98**step)) + 1e-8)
    table = weights.reshape(-1, 3)
    kept = {feature: table[at] for feature, at in index.items() if abs(table[at]).max() > _FELT}
    return {feature: tuple(map(float, each)) for feature, each in kept.items()}


def _all_features(place: Place) -> Iterable[str]:
    yield from place.features
    for reading in place.readings:
        yield from reading.features


def _arrays(found: list[Example], index: dict[str, int]) -> tuple[np.ndarray, ...]:
    flat: list[int] = []
    sizes, readings, right, heavy = [], [], [], []
    for place, answer, weight in found:
        readings.append(len(place.readings))
        heavy.append(weight)
        for at, reading in enumerate(place.readings):
            known = [3 * index[each] + reading.given for each in (*place.features, *reading.features) if each in index]
            flat += known
            sizes.append(len(known))
            right.append(float(at == answer))
    return tuple(map(np.asarray, (flat, sizes, readings, right, heavy)))


def write(weights: Weights) -> None:
    """Put the weights where the package reads them."""
    rows = ((feature, *(str(round(100 * each)) for each in weights[feature])) for feature in sorted(weights))
    WEIGHTS.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    write(learn(HALVES))
