"""How often the job of an update waits for PostgreSQL: a count, which no busy machine changes."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.databases import settle_organisation
from tests.flows.conftest import all_routes
from tests.harness import Town, Who, default_plan
from tests.ways import Ways, counted

WORDS = (
    "小区东门外路灯有五盏整夜不亮", "公园西侧入口路灯坏了两盏，老人看不清路", "河边步道旁的路灯忽明忽暗，孩子害怕",
    "学校门口那盏路灯灭了半个月，没有人来看", "菜市场后巷的路灯被车撞歪了", "天桥下面路灯白天亮着，晚上反而不亮",
    "工业园北门到公交站台一段没有路灯",
)
WARM = 3
"""Reports after which a process has asked what it asks once, and its connections have prepared their statements."""
MOST = {"words": 6, "反映这个问题": 5, "西乡街道福中福社区": 4, "路灯不亮": 4, "跳过": 7, "提交": 12}
"""What a report is made of, words and buttons, and how often each step's job waits.

A way each for BEGIN, for what every update asks first, for what it writes, and for COMMIT; the rest are questions.
"""


@pytest.fixture
async def ways(postgres_url: str) -> AsyncIterator[tuple[Town, Ways]]:
    """Return a town on PostgreSQL whose ways to the server are counted."""
    await asyncio.to_thread(settle_organisation, postgres_url, default_plan())
    with tempfile.TemporaryDirectory(prefix="ways-") as folder:
        async with (counted(postgres_url, Path(folder)) as (address, ways),
                    Town(Path(folder), all_routes(), database=address, is_strict=False) as town):
            yield town, ways


async def test_no_step_of_a_report_waits_more_often_than_it_must(ways: tuple[Town, Ways]) -> None:
    town, counter = ways
    who = town.person("李梅")
    spent = [await report(town, counter, who, words) for words in WORDS]

    least = {step: min(each[step] for each in spent[WARM:]) for step in MOST}
    assert {step: count for step, count in least.items() if count > MOST[step]} == {}


async def report(town: Town, counter: Ways, who: Who, words: str) -> dict[str, int]:
    """File a report; returns how often the job of each step waited."""
    spent = {}
    for step in MOST:
        if step == "words":
            town.post(who, words)
        elif step == "西乡街道福中福社区":
            town.post(who, step)
        else:
            town.send_press(who, step)
        spent[step] = await job(town, counter)
    town.clock.moment += timedelta(hours=1)  # nobody may file more than a few an hour
    return spent


async def job(town: Town, counter: Ways) -> int:
    """Let the bot handle one update; returns how often its job waited."""
    await town.polling.once()
    before = counter.count
    await town.lanes.idle()
    spent = counter.count - before
    await town.settle()
    return spent
