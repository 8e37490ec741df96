"""The pace over time and the waits of people, as a picture."""

from pathlib import Path

import matplotlib

matplotlib.use("Agg")

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tests.bench.figures import percentile
from tests.pacing.figures import CEILING
from tests.pacing.table import REPLY_MS, Runs

PICTURE = Path(__file__).parents[2] / "docs" / "pacing.svg"
LINK = "![Messages a second and the time to a reply while a broadcast runs](pacing.svg)"
COLOURS = ("#0f766e", "#b45309", "#4338ca", "#be123c")
SECONDS = 5.0
SHARES = tuple(place / 200 for place in range(1, 200))


def draw(runs: Runs, picture: Path = PICTURE) -> None:
    """Draw messages a second, and which share of updates was answered how soon."""
    matplotlib.rcParams["svg.hashsalt"] = "pacing"
    figure = Figure(figsize=(10, 3.6), layout="constrained")
    paces, waits = figure.subplots(1, 2)
    for (name, run), colour in zip(runs.items(), COLOURS, strict=False):
        pace = run.pace(SECONDS)
        paces.plot([at for at, _ in pace], [rate for _, rate in pace], color=colour, label=name)
        felt = [1000 * reply.waited for reply in run.answered]
        waits.plot([percentile(felt, share) for share in SHARES], [100 * share for share in SHARES], color=colour)
    _limit(paces, CEILING, "messages a second over the seconds of the broadcast")
    waits.axvline(REPLY_MS, color="#94a3b8", linestyle="--")
    waits.set_title("% of updates answered within so many ms", fontsize=10)
    waits.set_xscale("log")
    paces.legend(frameon=False, fontsize=9, loc="lower center")
    for axes in (paces, waits):
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(picture, metadata={"Date": None})


def _limit(axes: Axes, height: float, title: str) -> None:
    axes.axhline(height, color="#94a3b8", linestyle="--")
    axes.set_ylim(bottom=0)
    axes.set_title(title, fontsize=10)
