"""What the sender did since it started, for health and metrics."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from models.mail import Lane

Ended = Counter[tuple[str, Lane]]
"""How many letters ended in a state, by state and lane."""


@dataclass
class Counters:
    """Letters by how they ended, and calls that Telegram slowed down or that have to be repeated."""

    ended: Ended = field(default_factory=Counter)
    refused_429: int = 0
    retried: int = 0

    def add(self, ended: Mapping[tuple[str, Lane], int]) -> None:
        """Add letters that ended."""
        self.ended.update(ended)

    def of(self, state: str) -> int:
        """Return how many letters ended in a state, of all lanes."""
        return sum(count for (which, _), count in self.ended.items() if which == state)
