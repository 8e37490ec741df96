"""The bench as a picture: people would rather look than read."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tests.bench.figures import Spread
from tests.bench.table import RATE, Runs

PICTURE = Path(__file__).parents[2] / "docs" / "performance.svg"
LINK = "![Updates a second and the time to a reply of each bot](performance.svg)"
OURS, THEIRS = "#0f766e", "#94a3b8"
WAITS = ("gentle p50", "gentle p95", "gentle p99")


def draw(runs: Runs, picture: Path = PICTURE) -> None:
    """Draw updates a second with their spread, and the waits at a gentle rate."""
    matplotlib.rcParams["svg.hashsalt"] = "bench"
    figure = Figure(figsize=(10, 0.6 * len(runs) + 1.6), layout="constrained")
    rates, waits = figure.subplots(1, 2, sharey=True)
    _bars(rates, runs, RATE, "updates/s, as fast as it can")
    _waits(waits, runs)
    rates.invert_yaxis()
    figure.savefig(picture, metadata={"Date": None})


def _bars(axes: Axes, runs: Runs, key: str, title: str) -> None:
    spreads = [Spread.of([run[key] for run in of_one]) for of_one in runs.values()]
    medians = [spread.median for spread in spreads]
    reach = [[s.median - s.low for s in spreads], [s.high - s.median for s in spreads]]
    bars = axes.barh(list(runs), medians, xerr=reach, color=_colours(list(runs)), ecolor="#334155", capsize=3)
    axes.bar_label(bars, [f"{median:,.0f}" for median in medians], padding=6)
    axes.set_title(title, fontsize=10)
    axes.margins(x=0.15)
    axes.spines[["top", "right"]].set_visible(False)


def _waits(axes: Axes, runs: Runs) -> None:
    for place, of_one in enumerate(runs.values()):
        medians = [Spread.of([run[key] for run in of_one]).median for key in WAITS]
        axes.plot(medians, [place] * len(medians), marker="o", color=_colours(list(runs))[place])
        axes.annotate("  ".join(f"{median:.0f}" for median in medians), (medians[-1], place),
                      xytext=(8, -3), textcoords="offset points", fontsize=9)
    axes.set_title("p50, p95, p99 from update to reply at a gentle rate, ms", fontsize=10)
    axes.set_xlim(left=0)
    axes.margins(x=0.25)
    axes.spines[["top", "right"]].set_visible(False)


def _colours(names: Sequence[str]) -> list[str]:
    return [OURS if name.startswith("Huying") else THEIRS for name in names]
