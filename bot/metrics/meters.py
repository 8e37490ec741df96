"""Counting updates where they are handled."""

from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Histogram

FATES = ("received", "handled", "refused", "failed", "set_aside", "unreadable")
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class UpdateMeters:
    """How many updates came and how they ended, and how long each took from its storing to its commit.

    Without a registry nobody reads them.
    """

    def __init__(self, registry: CollectorRegistry | None = None) -> None:
        updates = Counter(
            "huying_updates", "Updates: received (new ones, stored), handled, refused by a rule (told in words), "
            "failed (each try), set_aside after the last try, unreadable (set aside at the first: it lacks what the "
            "Bot API promises).", ["fate"], registry=registry)
        self._by_fate = {fate: updates.labels(fate) for fate in FATES}
        self._seconds = Histogram("huying_update_seconds", "Seconds from the storing of an update to the commit that "
                                  "marks it done.", buckets=BUCKETS, registry=registry)

    def received(self, updates: int) -> None:
        """Count new updates."""
        self._by_fate["received"].inc(updates)

    def settled(self, received_at: datetime, now: datetime, *, is_refused: bool) -> None:
        """Count an update whose handling is committed."""
        self._by_fate["refused" if is_refused else "handled"].inc()
        self._seconds.observe(max(0.0, (now - received_at).total_seconds()))

    def failed(self, *, is_dead: bool, is_unreadable: bool = False) -> None:
        """Count a failed try."""
        happened = {"failed": True, "set_aside": is_dead, "unreadable": is_unreadable}
        for fate, has_happened in happened.items():
            self._by_fate[fate].inc(has_happened)
