"""What a handful of runs says: medians, how far the runs lie apart, percentiles."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Spread:
    """A figure over several runs."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        """Sum up the runs.

        Raises:
            ValueError: there was none.
        """
        if not values:
            raise ValueError("no run gave this figure")
        return cls(statistics.median(values), min(values), max(values))


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least this share of all do not exceed; not a number for none."""
    if not values:
        return math.nan
    place = math.ceil(share * len(values)) - 1
    return sorted(values)[max(0, place)]


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> list[float]:
    """Return how many times theirs ours is, run by run.

    Runs are paired because they were made one right after the other: what slows the machine for a minute slows
    both of a pair.
    """
    return [our / their for our, their in zip(ours, theirs, strict=True)]
