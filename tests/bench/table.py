"""The figures side by side, for a terminal and for docs/performance.md."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from tests.bench.figures import Spread, ratios

Runs = Mapping[str, Sequence[Mapping[str, float]]]
BAR = 1.0
RATE = "rate"


@dataclass(frozen=True)
class Row:
    """A figure: how it is called, its key in a run, its form, and whether a ratio of it says something."""

    label: str
    key: str
    form: str
    is_compared: bool = False


ROWS = (
    Row("updates/s, as fast as it can", RATE, "{:,.0f}", True),
    Row("p50 then, ms", "p50", "{:,.0f}"),
    Row("p99 then, ms", "p99", "{:,.0f}"),
    Row("p50 at a gentle rate, ms", "gentle p50", "{:,.1f}", True),
    Row("p99 at a gentle rate, ms", "gentle p99", "{:,.1f}", True),
    Row("updates per CPU second", "per CPU second", "{:,.0f}", True),
    Row("whole reports/s", "reports", "{:,.0f}"),
    Row("calls of ours per update", "calls per update", "{:.2f}"),
    Row("peak memory, MB", "peak MB", "{:,.0f}"),
    Row("processor of the bot, cores", "bot busy", "{:.2f}"),
    Row("processor of the fake server, cores", "server busy", "{:.2f}"),
)


def rate_ratio(runs: Runs, theirs: str, ours: str) -> Spread:
    """Return how many times as many updates a second ours answers."""
    return Spread.of(ratios([run[RATE] for run in runs[ours]], [run[RATE] for run in runs[theirs]]))


def lines(runs: Runs, theirs: str, ours: str) -> list[list[str]]:
    """Return the table's cells, its heading first; each figure is the median and the span of the runs."""
    heading = ["", theirs, ours, "ratio"]
    return [heading, *([row.label, _cell(runs[theirs], row), _cell(runs[ours], row), _ratio(runs, theirs, ours, row)]
                       for row in ROWS)]


def plain(cells: Sequence[Sequence[str]]) -> str:
    """Return the table for a terminal."""
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    return "\n".join("  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
                     for row in cells)


def markdown(cells: Sequence[Sequence[str]]) -> str:
    """Return the table for a page."""
    heading, *rest = ("| " + " | ".join(row) + " |" for row in cells)
    return "\n".join([heading, "|" + "---|" * len(cells[0]), *rest])


def _cell(runs: Sequence[Mapping[str, float]], row: Row) -> str:
    spread = Spread.of([run[row.key] for run in runs])
    form: Callable[[float], str] = row.form.format
    median, low, high = map(form, (spread.median, spread.low, spread.high))
    return median if low == high else f"{median} ({low}–{high})"


def _ratio(runs: Runs, theirs: str, ours: str, row: Row) -> str:
    if not row.is_compared:
        return ""
    spread = Spread.of(ratios([run[row.key] for run in runs[ours]], [run[row.key] for run in runs[theirs]]))
    return f"{spread.median:.2f}×" + ("" if len(runs[ours]) == 1 else f" ({spread.low:.2f}–{spread.high:.2f})")


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - _width(cell))


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
