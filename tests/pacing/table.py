"""The figures of some runs side by side, and which aims they meet."""

from collections.abc import Callable, Mapping, Sequence

from tests.bench.figures import percentile
from tests.bench.table import Cells
from tests.pacing.figures import CEILING, Measured
from tests.pacing.server import PLANTED_SECONDS

SHARE, REPLY_MS = 0.97, 150.0
Runs = Mapping[str, Measured]
Row = tuple[str, Callable[[Measured], str]]


def _whole(value: float) -> str:
    return f"{value:,.0f}"


def _waits(run: Measured, elsewhere: bool | None = None) -> str:
    return ", ".join(_whole(run.wait(share, elsewhere=elsewhere)) for share in (0.5, 0.95, 0.99))


def _beside(run: Measured) -> str:
    rates = run.beside(PLANTED_SECONDS)
    return f"{percentile(rates, 0.5):.1f} (lowest {min(rates):.1f})" if rates else "none"


ROWS: tuple[Row, ...] = (
    ("letters meant", lambda run: _whole(len(run.readers))),
    ("never arrived / arrived twice", lambda run: f"{len(run.missing)} / {len(run.doubled)}"),
    ("seconds from the first to the last", lambda run: _whole(run.span[1] - run.span[0])),
    ("free messages a second, all together", lambda run: f"{run.rate():.2f}"),
    ("share of 30 a second", lambda run: f"{100 * run.rate() / CEILING:.1f} %"),
    ("busiest sliding second, free", lambda run: str(run.busiest())),
    ("paid messages a second", lambda run: f"{run.rate(paid=True):.1f}"),
    ("busiest sliding second, paid", lambda run: str(run.busiest(paid=True))),
    ("429 caused by us", lambda run: str(run.refused("refused"))),
    ("429 of single chats, Telegram's own doing", lambda run: str(run.refused("planted"))),
    ("messages a second while such a chat waited", _beside),
    ("updates answered meanwhile", lambda run: _whole(len(run.answered))),
    ("update to reply p50, p95, p99, ms", _waits),
    ("the same, posted to a replica that does not send", lambda run: _waits(run, elsewhere=True)),
)


def figures(runs: Runs) -> Cells:
    """Return a table of all runs' figures, its heading first."""
    return [["", *runs], *([label, *(show(run) for run in runs.values())] for label, show in ROWS)]


def missed(run: Measured, *, is_documented: bool = True, is_free: bool = True) -> Sequence[str]:
    """Return the aims a run misses, in words.

    The pace and the 429 are aims where Telegram is as documented, and the pace where nothing is paid for.
    """
    aims = {
        "somebody read it never or twice": not run.missing and not run.doubled,
        f"more than {CEILING} in a second": run.busiest() <= CEILING,
        "429 caused by us": not is_documented or run.refused("refused") == 0,
        f"less than {SHARE:.0%} of {CEILING} a second": not (is_documented and is_free)
        or run.rate() >= SHARE * CEILING,
        f"replies later than {REPLY_MS:.0f} ms": not is_free or not run.answered or run.wait(0.99) < REPLY_MS,
    }
    return [words for words, is_met in aims.items() if not is_met]
