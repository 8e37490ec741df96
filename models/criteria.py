"""What somebody searches for, as plain frozen data."""

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Self

OPEN = "open"
"""The choice of all states in which somebody still owes something."""


@dataclass(frozen=True)
class Criteria:
    """Which matters: every field narrows, an empty one does not.

    ``place`` is a street's or a community's code, ``state`` a state's code or `OPEN`; ``since`` and ``until`` are
    local days of submission, both included; ``owner`` is the seat of the deputy in charge, ``mine`` one's own.
    """

    words: str = ""
    place: str = ""
    state: str = ""
    since: date | None = None
    until: date | None = None
    mine: bool = False
    owner: int = 0

    def pack(self) -> dict[str, Any]:
        """Return the criteria as JSON; `unpack` is the inverse."""
        return {name: value.isoformat() if isinstance(value, date) else value
                for name, value in asdict(self).items() if value}

    @classmethod
    def unpack(cls, packed: dict[str, Any]) -> Self:
        """Return the criteria that `pack` packed."""
        days = {name: date.fromisoformat(packed[name]) for name in ("since", "until") if packed.get(name)}
        return cls(**{field.name: packed[field.name] for field in fields(cls) if field.name in packed} | days)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing narrows the search."""
        return not self.pack()
