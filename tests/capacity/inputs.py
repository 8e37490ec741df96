"""What the plan is computed from: one file of measured figures, assumptions and places."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("measured.toml")


@dataclass(frozen=True)
class Input:
    """One figure: its value, what it means with its unit, and the command or page it is from."""

    value: float
    meaning: str
    source: str
    is_measured: bool


@dataclass(frozen=True)
class Place:
    """Somewhere to plan for: so many districts, each with a bot and a database of its own."""

    name: str
    districts: int
    residents: int
    """Of one district."""


@dataclass(frozen=True)
class Table:
    """A table's growth with one matter: rows, and bytes with its indexes."""

    rows: float
    bytes: float


@dataclass(frozen=True)
class Inputs:
    """Everything the simulation is told."""

    figures: Mapping[str, Input]
    tables: Mapping[str, Table]
    hours: tuple[float, ...]
    """How many of a sample of real messages came in each hour of the day."""
    weekdays: tuple[float, ...]
    places: tuple[Place, ...]
    partitions: Mapping[str, Any]
    """What partitions by month forbade and cost, as `tests.capacity.partitions` printed it."""

    def __getitem__(self, name: str) -> float:
        """Return a figure's value."""
        return self.figures[name].value

    def times(self, name: str, factor: float) -> "Inputs":
        """Return the same inputs with one figure that many times as large."""
        changed = replace(self.figures[name], value=self.figures[name].value * factor)
        return replace(self, figures={**self.figures, name: changed})


@cache
def load(file: Path = FILE) -> Inputs:
    """Read the file."""
    raw = tomllib.loads(file.read_text(encoding="utf-8"))
    figures = {name: Input(float(each["value"]), each["meaning"], each["source"], kind == "measured")
               for kind in ("measured", "assumed") for name, each in raw[kind].items()}
    return Inputs(
        figures, {name: Table(*each) for name, each in raw["tables"]["per_matter"].items()},
        tuple(raw["curve"]["hours"]), tuple(raw["curve"]["weekdays"]),
        tuple(Place(**each) for each in raw["place"]), raw["partitions"],
    )
