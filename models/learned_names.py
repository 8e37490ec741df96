"""Names that a learned scale finds: every reading of a surname's surroundings is weighed against its being no name."""

import math
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from models.name_features import Place, Reading, follows_cue, name_places
from models.word_costs import word_costs

Span = tuple[int, int]
Weights = dict[str, tuple[float, ...]]

THRESHOLD = 0.6
_SURE_OF_END, _SURE_OF_WORD, _SURE_OF_CUED = 0.8, 0.9, 0.8
_EVERYDAY = 115
_FILE = Path(__file__).parent / "learned" / "weights.txt"
_NOTHING = (0.0, 0.0, 0.0)


@cache
def learned_weights() -> Weights:
    """Return what each feature weighs for a name of no, one or two given characters; read once, when first asked."""
    lines = (line.split("\t") for line in _FILE.read_text(encoding="utf-8").splitlines())
    return {feature: tuple(int(each) / 100 for each in weights) for feature, *weights in lines}


def find_learned_names(text: str, weights: Weights | None = None, threshold: float = THRESHOLD) -> Iterator[Span]:
    """Find names in folded text that are likelier than the threshold."""
    weights = learned_weights() if weights is None else weights
    for place in name_places(text):
        shares = list(_shares(place, weights))
        if sum(shares) > threshold:
            end = _end(place.readings, shares)
            if "*" in text[max(place.start - 1, 0):end + 1]:
                continue
            sure = _SURE_OF_CUED if follows_cue(text, place.start) else _SURE_OF_WORD
            if sum(shares) > sure or not _is_everyday(text[place.start:end]):
                yield place.start, end


def _is_everyday(name: str) -> bool:
    return word_costs().get(name, _EVERYDAY) < _EVERYDAY and len(name) > 1


def _shares(place: Place, weights: Weights) -> Iterator[float]:
    """Return how likely each reading is, beside the others and beside there being no name."""
    common = [weights.get(feature, _NOTHING) for feature in place.features]
    powers = [math.exp(min(_score(common, reading, weights), 50)) for reading in place.readings]
    whole = 1 + sum(powers)
    return (power / whole for power in powers)


def _score(common: list[tuple[float, ...]], reading: Reading, weights: Weights) -> float:
    given = reading.given
    shared = sum(each[given] for each in common)
    return shared + sum(weights.get(feature, _NOTHING)[given] for feature in reading.features)


def _end(readings: list[Reading], shares: list[float]) -> int:
    """Return the shortest end that is likely enough: rather a character too many than a name cut short."""
    likely, enough = 0.0, _SURE_OF_END * sum(shares)
    for reading, share in zip(readings, shares, strict=True):
        likely += share
        if likely >= enough:
            return reading.end
    return readings[-1].end
