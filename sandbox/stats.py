"""What the sandbox counted since it started."""

from collections import Counter, deque

from sandbox.clock import monotonic
from sandbox.jsontypes import Json


class Stats:
    """Counts calls by method, messages that arrived, and the busiest second."""

    def __init__(self) -> None:
        self.by_method: Counter[str] = Counter()
        self.errors: Counter[int] = Counter()
        self.sent = 0
        self.peak_per_second = 0
        self._recent: deque[float] = deque()

    def count_sent(self) -> None:
        """Count one message or edit that reached a chat."""
        now = monotonic()
        self.sent += 1
        self._recent.append(now)
        while self._recent[0] <= now - 1:
            self._recent.popleft()
        if len(self._recent) > self.peak_per_second:
            self.peak_per_second = len(self._recent)

    def as_json(self) -> Json:
        """Describe the counts as GET /updates/stats does."""
        return {
            "sent": self.sent,
            "by_method": dict(self.by_method),
            "peak_per_second": self.peak_per_second,
            "errors_429": self.errors[429],
            "errors": {str(code): count for code, count in sorted(self.errors.items())},
        }
