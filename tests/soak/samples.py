"""What a long run showed of a process's memory, and whether it grows with the updates it has handled."""

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

WARM_SHARE = 0.25
"""Of all updates: until then caches fill up to their bounds."""
FLAT_MB = 2.0
"""Megabytes in 100,000 updates: 21 bytes an update, less than the smallest object that could stay behind each."""
FLAT_OBJECTS = 10_000
"""Objects in 100,000 updates: one that stays behind every tenth update."""
PER = 100_000


@dataclass(frozen=True)
class Sample:
    """The bot after so many updates: resident memory in MB, Python's blocks and objects, objects by type.

    ``sqlite_mb`` is that part of it which SQLite holds, whose caches are bounded by a setting; ``holes_mb`` lies
    free between blocks in use.
    """

    updates: int
    seconds: float
    megabytes: float
    blocks: int
    objects: int
    types: Mapping[str, int] = field(default_factory=dict)
    database_mb: float = 0.0
    sqlite_mb: float = 0.0
    holes_mb: float = 0.0


@dataclass(frozen=True)
class Verdict:
    """How memory went after warming up: growth in 100,000 updates, by a line of least squares."""

    updates: int
    warm_mb: float
    end_mb: float
    megabytes: float
    blocks: float
    objects: float
    sqlite: float = 0.0
    holes: float = 0.0

    @property
    def is_flat(self) -> bool:
        """Tell whether nothing stays behind an update."""
        return self.megabytes <= FLAT_MB and self.objects <= FLAT_OBJECTS


def judge(samples: Sequence[Sample]) -> Verdict:
    """Sum up a run.

    Raises:
        ValueError: fewer than three samples lie behind the warming up.
    """
    warm = after_warm_up(samples)
    if len(warm) < 3:
        raise ValueError("too few samples after warming up: let it run longer")
    return Verdict(warm[-1].updates, warm[0].megabytes, warm[-1].megabytes,
                   slope(warm, lambda each: each.megabytes), slope(warm, lambda each: each.blocks),
                   slope(warm, lambda each: each.objects), slope(warm, lambda each: each.sqlite_mb),
                   slope(warm, lambda each: each.holes_mb))


def after_warm_up(samples: Sequence[Sample]) -> list[Sample]:
    """Return the samples behind the warming up."""
    since = WARM_SHARE * samples[-1].updates if samples else 0
    return [each for each in samples if each.updates >= since]


def slope(samples: Sequence[Sample], figure: Callable[[Sample], float]) -> float:
    """Return how much a figure grows in 100,000 updates."""
    line = statistics.linear_regression([each.updates for each in samples], [figure(each) for each in samples])
    return line.slope * PER


def grown(samples: Sequence[Sample], most: int = 12) -> list[tuple[str, int, int]]:
    """Return the types of which most objects came since the warming up: name, then and at the end."""
    warm = after_warm_up(samples)
    before, after = warm[0].types, warm[-1].types
    by_growth = sorted(after, key=lambda name: before.get(name, 0) - after[name])
    return [(name, before.get(name, 0), after[name]) for name in by_growth[:most] if after[name] > before.get(name, 0)]
