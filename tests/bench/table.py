"""The figures side by side, for a terminal and for docs/performance.md."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from tests.bench.figures import Spread, ratios

Runs = Mapping[str, Sequence[Mapping[str, float]]]
Cells = list[list[str]]
RATE = "rate"


@dataclass(frozen=True)
class Row:
    """A figure: how it is called, its key in a run, and its form."""

    label: str
    key: str
    form: str


@dataclass(frozen=True)
class Bar:
    """So many times the updates a second of another bot are aimed at."""

    ours: str
    theirs: str
    times: float


ROWS = (
    Row("updates/s, as fast as it can", RATE, "{:,.0f}"),
    Row("whole reports/s", "reports", "{:,.0f}"),
    Row("p50 then, ms", "p50", "{:,.0f}"),
    Row("p95 then, ms", "p95", "{:,.0f}"),
    Row("p99 then, ms", "p99", "{:,.0f}"),
    Row("p50 at a gentle rate, ms", "gentle p50", "{:,.1f}"),
    Row("p95 at a gentle rate, ms", "gentle p95", "{:,.1f}"),
    Row("p99 at a gentle rate, ms", "gentle p99", "{:,.1f}"),
    Row("updates per CPU second of the bot", "per CPU second", "{:,.0f}"),
    Row("calls of the bot per update", "calls per update", "{:.2f}"),
    Row("peak memory of the bot, MB", "peak MB", "{:,.0f}"),
    Row("processor of the bot, cores", "bot busy", "{:.2f}"),
    Row("processor of the fake server, cores", "server busy", "{:.2f}"),
)


def rate_ratio(runs: Runs, theirs: str, ours: str) -> Spread:
    """Return how many times as many updates a second ours answers."""
    return Spread.of(ratios([run[RATE] for run in runs[ours]], [run[RATE] for run in runs[theirs]]))


def figures(runs: Runs) -> Cells:
    """Return a table of all bots' figures, its heading first; each is the median and the span of the runs."""
    return [["", *runs], *([row.label, *(_cell(of_one, row) for of_one in runs.values())] for row in ROWS)]


def comparison(runs: Runs, bars: Sequence[Bar]) -> Cells:
    """Return a table of the bars, its heading first: how many times as many updates a second, and what is aimed at."""
    heading = ["", "beside", "updates/s", "aim", ""]
    return [heading, *([bar.ours, bar.theirs, *_verdict(runs, bar)] for bar in bars)]


def is_met(runs: Runs, bar: Bar) -> bool:
    """Tell whether the median of the ratios reaches a bar."""
    return rate_ratio(runs, bar.theirs, bar.ours).median >= bar.times


def plain(cells: Sequence[Sequence[str]]) -> str:
    """Return the table for a terminal."""
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    return "\n".join("  ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip()
                     for row in cells)


def markdown(cells: Sequence[Sequence[str]]) -> str:
    """Return the table for a page."""
    heading, *rest = ("| " + " | ".join(row) + " |" for row in cells)
    return "\n".join([heading, "|" + "---|" * len(cells[0]), *rest])


def _verdict(runs: Runs, bar: Bar) -> list[str]:
    ratio = rate_ratio(runs, bar.theirs, bar.ours)
    span = f" ({ratio.low:.2f}–{ratio.high:.2f})" if ratio.low != ratio.high else ""
    return [f"{ratio.median:.2f}×{span}", f"{bar.times:.1f}×", "met" if is_met(runs, bar) else "missed"]


def _cell(runs: Sequence[Mapping[str, float]], row: Row) -> str:
    spread = Spread.of([run[row.key] for run in runs])
    form: Callable[[float], str] = row.form.format
    median, low, high = map(form, (spread.median, spread.low, spread.high))
    return median if low == high else f"{median} ({low}–{high})"


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - _width(cell))


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
