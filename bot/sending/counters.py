"""What the sender did since it started, for health and metrics."""

from dataclasses import asdict, dataclass

from models.mail import LetterState


@dataclass
class Counters:
    """Letters by how they ended, and calls that Telegram slowed down or that have to be repeated."""

    sent: int = 0
    maybe_duplicate: int = 0
    unknown: int = 0
    failed: int = 0
    cancelled: int = 0
    refused_429: int = 0
    retried: int = 0

    def add(self, ended: dict[str, int]) -> None:
        """Add letters that ended, by state."""
        self.sent += ended.get(LetterState.SENT, 0)
        self.maybe_duplicate += ended.get(LetterState.MAYBE_DUPLICATE, 0)
        self.unknown += ended.get(LetterState.UNKNOWN, 0)
        self.failed += ended.get(LetterState.DEAD, 0)
        self.cancelled += ended.get(LetterState.CANCELLED, 0)

    def read(self) -> dict[str, int]:
        """Return all counts by name."""
        return asdict(self)
