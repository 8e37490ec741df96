"""Two pictures of the plan: what breaks first, and how the database grows."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

from matplotlib.figure import Figure

from tests.capacity.limits import Limit
from tests.capacity.plan import GIGABYTE, Need

DOCS = Path(__file__).parents[2] / "docs"
OURS, THEIRS = "#0f766e", "#94a3b8"
SHADES = ("#0f766e", "#2a9d8f", "#8ab17d", "#e9c46a", "#f4a261", "#94a3b8")
SHOWN = len(SHADES) - 1


def draw(found: Sequence[tuple[Need, Sequence[Limit]]], city: Need, folder: Path = DOCS) -> None:
    """Draw both."""
    matplotlib.rcParams["svg.hashsalt"] = "capacity"
    _limits(found, folder / "scale-limits.svg")
    _growth(city, folder / "scale-size.svg")


def _limits(found: Sequence[tuple[Need, Sequence[Limit]]], picture: Path) -> None:
    figure = Figure(figsize=(10, 6.4), layout="constrained")
    for axes, (need, limits) in zip(figure.subplots(len(found), 1, sharex=True), found, strict=True):
        bars = axes.barh([limit.name for limit in limits], [limit.times for limit in limits],
                         color=[OURS if place == 0 else THEIRS for place in range(len(limits))])
        axes.bar_label(bars, [f"{limit.times:.1f}×" for limit in limits], padding=4)
        axes.set_title(f"{need.place.name}: passed at so many times the bad day's hour", fontsize=9)
        axes.axvline(1.0, color="#334155", linewidth=0.8, linestyle="--")
        axes.set_xscale("log")
        axes.margins(x=0.2)
        axes.invert_yaxis()
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(picture, metadata={"Date": None})


def _growth(need: Need, picture: Path) -> None:
    years = [month / 12 for month in range(1, 121)]
    tables = sorted(need.inputs.tables, key=lambda name: -need.bytes_after(10)[name])
    lines = [[need.bytes_after(year)[name] / GIGABYTE for year in years] for name in tables]
    rest = [sum(values) for values in zip(*lines[SHOWN:], strict=True)]
    figure = Figure(figsize=(10, 3.4), layout="constrained")
    axes = figure.subplots()
    axes.stackplot(years, *lines[:SHOWN], rest, labels=[*tables[:SHOWN], "all others"], colors=SHADES)
    axes.set_title(f"{need.place.name}: GB of PostgreSQL over the years", fontsize=10)
    axes.set_xlabel("years")
    axes.set_xlim(0, 10)
    axes.legend(loc="upper left", frameon=False, reverse=True)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(picture, metadata={"Date": None})
