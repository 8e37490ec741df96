"""Memory over updates as a picture."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tests.bench.plot import OURS, THEIRS
from tests.soak.samples import Sample, Verdict, after_warm_up


def draw(samples: Sequence[Sample], verdict: Verdict, picture: Path) -> None:
    """Draw resident memory and live objects over the updates handled."""
    matplotlib.rcParams["svg.hashsalt"] = "soak"
    figure = Figure(figsize=(10, 3.2), layout="constrained")
    memory, objects = figure.subplots(1, 2)
    _frame(memory, samples, f"resident memory, MB ({verdict.megabytes:+.2f} in 100,000 updates)")
    _line(memory, samples, [each.megabytes for each in samples], OURS)
    _line(memory, samples, [each.sqlite_mb for each in samples], THEIRS, "of it SQLite's")
    _line(memory, samples, [each.holes_mb for each in samples], THEIRS, "of it free between blocks in use")
    _frame(objects, samples, f"live objects, thousands ({verdict.objects / 1000:+.1f} in 100,000 updates)")
    _line(objects, samples, [each.objects / 1000 for each in samples], OURS)
    for axes in (memory, objects):
        axes.set_ylim(bottom=0)
    figure.savefig(picture, metadata={"Date": None})


def _line(axes: Axes, samples: Sequence[Sample], values: Sequence[float], color: str, label: str = "") -> None:
    axes.plot([each.updates / 1000 for each in samples], values, color=color, linewidth=1.5)
    axes.annotate(label, (samples[-1].updates / 1000, values[-1]), (0, 6), textcoords="offset points", ha="right",
                  fontsize=9)


def _frame(axes: Axes, samples: Sequence[Sample], title: str) -> None:
    axes.axvspan(0, after_warm_up(samples)[0].updates / 1000, color=THEIRS, alpha=0.2, linewidth=0)
    axes.set_title(title, fontsize=10)
    axes.set_xlabel("thousand updates (grey: warming up)", fontsize=9)
    axes.spines[["top", "right"]].set_visible(False)
