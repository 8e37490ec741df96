"""Account for every letter: what became of it, how long it took, and what went wrong."""

import statistics
from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Entry:
    """What happened to one letter, in business seconds since the replay began."""

    filed_at: float
    number: str | None = None
    numbers: set[str] = field(default_factory=set)
    submitted_at: float | None = None
    claimed_at: float | None = None
    answered_at: float | None = None
    closed_at: float | None = None
    confirmed_at: float | None = None


@dataclass
class Ledger:
    """The replay's book; a row for every letter, by number once it has one."""

    entries: dict[int, Entry] = field(default_factory=dict)
    by_number: dict[str, Entry] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)

    def received(self, letter: int, number: str, at: float) -> None:
        """The resident was told the number."""
        entry = self.entries[letter]
        entry.numbers.add(number)
        entry.number, entry.submitted_at = number, entry.submitted_at or at
        self.by_number[number] = entry

    def mark(self, number: str, what: str, at: float) -> None:
        """A step of a matter was seen; only the first time counts."""
        entry = self.by_number.get(number)
        if entry and getattr(entry, what) is None:
            setattr(entry, what, at)

    def count(self, what: str) -> int:
        """Return how many letters reached a step."""
        return sum(getattr(entry, what) is not None for entry in self.entries.values())

    def median(self, start: str, end: str) -> float | None:
        """Return the median business seconds between two steps."""
        spans = [getattr(e, end) - getattr(e, start) for e in self.entries.values()
                 if getattr(e, start) is not None and getattr(e, end) is not None]
        return statistics.median(spans) if spans else None


@dataclass(frozen=True)
class Stored:
    """What the bot's own database says at the end."""

    matters: int
    letters: Counter[str]
    dead_updates: int
    waiting_updates: int
    unmarked_doubles: int


def table(ledger: Ledger, stored: Stored, real_seconds: float) -> list[tuple[str, str]]:
    """Return the closing table as rows of name and value."""
    rows = [(name, str(ledger.count(f"{step}_at"))) for name, step in (
        ("filed", "filed"), ("received", "submitted"), ("claimed", "claimed"), ("answered", "answered"),
        ("closed", "closed"), ("confirmed", "confirmed"))]
    rows += [(f"median {name}", _hours(ledger.median(start, end))) for name, start, end in (
        ("received to claimed", "submitted_at", "claimed_at"), ("received to answered", "submitted_at", "answered_at"),
        ("received to closed", "submitted_at", "closed_at"))]
    rows += [("matters stored", str(stored.matters))]
    rows += [(f"letters {state}", str(count)) for state, count in sorted(stored.letters.items())]
    rows += [(f"error: {what}", str(count)) for what, count in ledger.errors.most_common()]
    rows += [("lost", str(len(lost(ledger, stored)))), ("doubled", str(doubled(ledger, stored)))]
    return [*rows, ("real seconds", f"{real_seconds:.1f}")]


def _hours(seconds: float | None) -> str:
    return "-" if seconds is None else f"{seconds / 3600:.2f} h"


def lost(ledger: Ledger, stored: Stored) -> list[str]:
    """Name what is missing: letters without a matter of their own, updates set aside or still waiting."""
    missing = [f"letter {index}" for index, entry in ledger.entries.items() if entry.number is None]
    missing += ["letter without a stored matter"] * max(0, len(ledger.entries) - len(missing) - stored.matters)
    return missing + ["dead update"] * stored.dead_updates + ["waiting update"] * stored.waiting_updates


def doubled(ledger: Ledger, stored: Stored) -> int:
    """Count letters that became two matters, matters nobody filed, and messages sent twice unmarked."""
    twice = sum(len(entry.numbers) > 1 for entry in ledger.entries.values())
    return twice + max(0, stored.matters - len(ledger.by_number)) + stored.unmarked_doubles
