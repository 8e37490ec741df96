"""The chase ladder over a weekend and over the National Day of 2026: who hears what, to the quarter hour."""

from collections import defaultdict
from datetime import datetime
from pathlib import Path

from models.policy import ClockKind
from tests.flows.clock_town import (
    ROUTES,
    bind,
    claim,
    end_clocks,
    file_matter,
    gather,
    live_until,
    local,
    number_of,
)
from tests.harness import Town

CLAIM, FIRST_ANSWER, RESOLVE = ClockKind.CLAIM, ClockKind.FIRST_ANSWER, ClockKind.RESOLVE
ALL = {CLAIM, FIRST_ANSWER, RESOLVE}
OWNER, OTHER, HEAD, STREET, OFFICE, GROUP = "张伟", "陈静", "赵雪芬", "肖巧云", "余秀兰", "西乡第二选区代表群"
Row = tuple[str, str, set[str]]
"""Local time, rung, recipients."""


async def diaries(folder: Path, start: datetime, end: datetime, *clocks: set[ClockKind], category: str = "rubbish",
                  urgent: bool = False) -> list[list[Row]]:
    """File a matter for each set of clocks, stop its other clocks, and write down every rung that is heard."""
    async with Town(folder, ROUTES, now=start) as town:
        cast = await gather(town)
        group = await bind(town, cast.zhang, GROUP, "代表群", "西乡街道", "西乡第二选区")
        numbers = []
        for running in clocks:
            matter = await file_matter(town, cast.author, category=category, urgent=urgent)
            if CLAIM not in running:
                await claim(town, cast.zhang, matter)
            await end_clocks(town, matter, *(ALL - running))
            numbers.append(await number_of(town, matter))
        lines = await live_until(town, end, *cast.staff, group)
    return [_rows([line[1:] for line in lines if line[0] == number]) for number in numbers]


def _rows(lines: list[tuple[str, str, str]]) -> list[Row]:
    told: dict[tuple[str, str], list[str]] = defaultdict(list)
    for at, rung, who in lines:
        told[at, rung].append(who)
    assert all(len(who) == len(set(who)) for who in told.values()), "somebody heard the same twice"
    return sorted((at, rung, set(who)) for (at, rung), who in told.items())


async def test_normal_matters_over_national_day(tmp_path: Path) -> None:
    start, end = local(9, 30, 10), local(10, 22)

    claims, answers, closings = await diaries(tmp_path, start, end, {CLAIM}, {FIRST_ANSWER}, {RESOLVE})

    assert claims == [
        ("10-08 14:45", "near", {OWNER, OTHER}),
        ("10-09 08:30", "limit", {OWNER, OTHER, HEAD}),
        ("10-10 08:30", "late", {STREET, OFFICE}),
        ("10-13 08:30", "board", {GROUP}),
    ]
    assert answers == [
        ("10-10 09:15", "near", {OWNER}),
        ("10-12 08:30", "limit", {OWNER, HEAD}),
        ("10-13 08:30", "late", {STREET, OFFICE}),
        ("10-15 08:30", "board", {GROUP}),
    ]
    assert closings == [
        ("10-14 09:15", "near", {OWNER}),
        ("10-16 08:30", "limit", {OWNER, HEAD}),
        ("10-19 08:30", "late", {STREET, OFFICE}),
        ("10-21 08:30", "board", {GROUP}),
    ]


async def test_utility_matters_of_a_friday_afternoon(tmp_path: Path) -> None:
    start, end = local(11, 20, 17), local(11, 27)

    claims, answers = await diaries(tmp_path, start, end, {CLAIM}, {FIRST_ANSWER}, category="water")

    assert claims == [
        ("11-20 20:00", "near", {OWNER, OTHER}),
        ("11-20 21:00", "limit", {OWNER, OTHER, HEAD}),
        ("11-24 08:30", "late", {STREET, OFFICE}),
        ("11-26 08:30", "board", {GROUP}),
    ]
    # of the weekend's two reminders only the newer one was kept for Monday
    assert answers == [
        ("11-23 08:30", "limit", {OWNER, HEAD}),
        ("11-24 08:30", "late", {STREET, OFFICE}),
        ("11-26 08:30", "board", {GROUP}),
    ]


async def test_a_make_up_sunday_is_a_working_day_and_mid_autumn_is_none(tmp_path: Path) -> None:
    [claims] = await diaries(tmp_path, local(9, 20, 9), local(9, 29), {CLAIM})

    assert claims == [
        ("09-21 14:30", "near", {OWNER, OTHER}),
        ("09-22 08:30", "limit", {OWNER, OTHER, HEAD}),
        ("09-23 08:30", "late", {STREET, OFFICE}),
        ("09-28 08:30", "board", {GROUP}),
    ]


async def test_an_urgent_claim_rings_in_the_night_of_a_holiday(tmp_path: Path) -> None:
    [claims] = await diaries(tmp_path, local(10, 1, 3), local(10, 2), {CLAIM}, urgent=True)

    assert claims == [
        ("10-01 04:30", "near", {OWNER, OTHER}),
        ("10-01 05:00", "limit", {OWNER, OTHER, HEAD}),
        ("10-01 06:00", "late", {OFFICE}),
    ]


async def test_with_all_clocks_running_nothing_rings_at_night_or_on_a_day_off(tmp_path: Path) -> None:
    start, end = local(10, 3, 23), local(10, 19)

    [heard] = await diaries(tmp_path, start, end, ALL)

    times = [at for at, _, _ in heard]
    days_off = {"10-04", "10-05", "10-06", "10-07", "10-11", "10-17", "10-18"}
    assert times
    assert not [at for at in times if at[:5] in days_off or not "08:30" <= at[6:] < "22:00"]
