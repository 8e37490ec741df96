"""The office's own table of days off and make-up workdays."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Holidays:
    """The office's own table, which beats the official calendar day by day.

    `announced` holds the years whose whole table stands in it: they are not guessed any more.
    """

    off: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    announced: frozenset[int] = frozenset()

    @property
    def overrides(self) -> Mapping[date, bool]:
        """Map each day of the table to whether it is worked."""
        return dict.fromkeys(self.off, False) | dict.fromkeys(self.workdays, True)
