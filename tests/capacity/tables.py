"""The plan as tables, for a terminal and for docs/scale.md; a heading first."""

from collections.abc import Callable, Sequence

from tests.bench.table import Cells
from tests.capacity.inputs import Inputs
from tests.capacity.limits import Limit
from tests.capacity.plan import GIGABYTE, YEARS, Need
from tests.capacity.rhythm import chase, matters_a_day
from tests.capacity.scenes import Played

Row = tuple[str, str, Callable[[Need], float]]
NEEDS: tuple[Row, ...] = (
    ("bots and databases, one for each district", "{:,.0f}", lambda need: need.place.districts),
    ("residents of a district", "{:,.0f}", lambda need: need.place.residents),
    ("updates on an average day", "{:,.0f}", lambda need: need.updates),
    ("updates/s in a usual week's busiest hour", "{:,.1f}", lambda need: need.peak * need.place.districts),
    ("updates/s in the bad day's busiest hour", "{:,.0f}", lambda need: need.bad * need.place.districts),
    ("then, letters/s of one bot", "{:.1f}", lambda need: need.letters),
    ("processors used up by handlers then", "{:.2f}", lambda need: need.handler_cores * need.place.districts),
    ("processors of all hosts, by the headroom rule", "{:,.0f}", lambda need: need.host_cores),
    ("replicas of one bot, one may die", "{:,.0f}", lambda need: need.replicas),
    ("processors used up by PostgreSQL then", "{:.2f}", lambda need: need.database_cores * need.place.districts),
    ("processors of PostgreSQL, by the headroom rule", "{:,.0f}", lambda need: need.server_cores),
    ("connections at most", "{:,.0f}", lambda need: need.connections),
    ("readers of a notice, of one bot", "{:,.0f}", lambda need: need.subscribers),
    ("minutes until all of them have it", "{:.0f}", lambda need: need.notice_minutes),
    ("minutes by the paid lane", "{:.0f}", lambda need: need.subscribers / need.paid_rate / 60),
    ("bots a district would need for the bad day's letters", "{:.0f}", lambda need: need.bots_for_letters),
    ("bots a district would need for its notices", "{:.0f}", lambda need: need.bots_for_notices),
)
SENSES: tuple[Row, ...] = (
    ("letters/s of one bot", "{:.1f}", lambda need: need.letters),
    ("bots a district", "{:.0f}", lambda need: max(need.bots_for_letters, need.bots_for_notices)),
    ("handlers' processors", "{:.2f}", lambda need: need.handler_cores * need.place.districts),
    ("PostgreSQL's processors", "{:.2f}", lambda need: need.database_cores * need.place.districts),
    ("connections", "{:,.0f}", lambda need: need.connections),
    ("GB after 10 years", "{:,.0f}", lambda need: need.total_after(10) / GIGABYTE),
    ("minutes of a notice", "{:.0f}", lambda need: need.notice_minutes),
)
SAME = "·"


def needs(of: Sequence[Need]) -> Cells:
    """Return what each place needs."""
    rows = [[label, *(form.format(figure(need)) for need in of)] for label, form, figure in NEEDS]
    return [["", *(need.place.name for need in of)], *rows]


def waits(of: Sequence[tuple[Need, Sequence[Played]]]) -> Cells:
    """Return what people feel in each hour that was played."""
    heading = ["one bot", "hour", "p50 ms", "p99 ms", "letters/s", "of them a notice", "busiest second"]
    return [heading, *(wait_row(need, each) for need, played in of for each in played)]


def wait_row(need: Need, played: Played) -> list[str]:
    """Return one hour."""
    seen, seconds = played.seen, played.seconds
    return [f"{need.place.residents:,} residents", played.name, f"{played.wait(0.5):.0f}", f"{played.wait(0.99):.0f}",
            f"{seen.letters / seconds:.1f}", f"{seen.told / seconds:.1f}", str(seen.busiest_second)]


def limits(found: Sequence[Limit]) -> Cells:
    """Return what breaks at which load, the first in front."""
    rows = [[limit.name, limit.what, f"{limit.times:.1f}×", f"{limit.updates:,.0f}", limit.remedy] for limit in found]
    return [["limit", "", "bad day's hour", "updates/s of one bot", "then"], *rows]


def sizes(of: Sequence[Need]) -> Cells:
    """Return the gigabytes of each place after some years, by table, and of its pictures."""
    heading = ["GB", *(f"{need.place.name.lower()}, {years} y" for need in of for years in YEARS)]
    names = sorted(of[0].inputs.tables, key=lambda name: -of[0].bytes_after(YEARS[-1])[name])
    rows = [[name, *(_gigabytes(need.bytes_after(years)[name]) for need in of for years in YEARS)] for name in names]
    total = ["all tables", *(_gigabytes(need.total_after(years)) for need in of for years in YEARS)]
    return [heading, *rows, total, ["pictures, as files", *(_pictures(need, years) for need in of for years in YEARS)]]


def _pictures(need: Need, years: int) -> str:
    a_year = matters_a_day(need.inputs, need.place.residents) * 365 * need.place.districts
    return _gigabytes(a_year * years * need.inputs["media_bytes_per_matter"])


def _gigabytes(count: float) -> str:
    return f"{count / GIGABYTE:,.1f}" if count < 10 * GIGABYTE else f"{count / GIGABYTE:,.0f}"


def chased(inputs: Inputs, of: Sequence[Need]) -> Cells:
    """Return what the chase ladder costs, played on the real calendar."""
    ladder = chase(inputs)
    heading = ["", *(need.place.name for need in of)]
    rungs = [need.matters * need.place.districts * ladder.rungs for need in of]
    fullest = [need.matters * need.place.districts * ladder.busiest_rungs for need in of]
    held = [need.matters * ladder.busiest_letters for need in of]
    seconds = [count / need.place.districts * inputs["rung_ms"] / 1000 for count, need in zip(fullest, of, strict=True)]
    return [
        heading, ["rungs that fire, for each matter", *([f"{ladder.rungs:.1f}"] * len(of))],
        ["rungs on an average day", *(f"{count:,.0f}" for count in rungs)],
        [f"rungs of the fullest minute ({ladder.rungs_at:%d %B %H:%M} UTC)", *(f"{count:,.0f}" for count in fullest)],
        ["seconds of a processor to run them, for each bot", *(f"{count:.0f}" for count in seconds)],
        [f"lines of the fullest morning ({ladder.letters_at:%d %B %H:%M} UTC), for each bot",
         *(f"{count:,.0f}" for count in held)],
    ]


def sensitivity(inputs: Inputs, need: Need) -> Cells:
    """Return what a place needs when one figure is twice as large; only what changes."""
    plain = _sensed(need)
    rows = [["as planned", *plain]]
    for name, each in inputs.figures.items():
        doubled = _sensed(Need(inputs.times(name, 2), need.place))
        if doubled != plain:
            rows.append([each.meaning, *(new if new != old else SAME for new, old in zip(doubled, plain, strict=True))])
    return [["twice as much of", *(label for label, _, _ in SENSES)], *rows]


def _sensed(need: Need) -> list[str]:
    return [form.format(figure(need)) for _, form, figure in SENSES]


def figures(inputs: Inputs, *, measured: bool) -> Cells:
    """Return the measured figures with their commands, or the assumptions with their reasons."""
    rows = [[each.meaning, f"{each.value:,g}", each.source.replace("|", "/")]
            for each in inputs.figures.values() if each.is_measured == measured]
    return [["figure", "", "measured by" if measured else "assumed, because"], *rows]


def partitions(inputs: Inputs) -> Cells:
    """Return what partitions by month cost and buy."""
    cost = inputs.partitions
    rows = [("put a letter, bytes of the write-ahead log", "put_one", "put_many", "{:,.0f}"),
            ("forget a letter of the oldest month, the same", "forget_one", "forget_many", "{:,.0f}"),
            ("forget its key, the same", None, "forget_keys", "{:,.0f}"),
            ("disk given back a forgotten letter, bytes", "back_one", "back_many", "{:,.0f}"),
            ("find 30 that wait, pages read", "look_one", "look_many", "{:,.0f}")]
    return [["", "one table", "twelve partitions, keys apart"],
            *([label, form.format(cost[one]) if one else "", form.format(cost[many])]
              for label, one, many, form in rows)]
