"""Notices and news on every database: the statements that a small change of dialect could break."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.rhythm import keep_rhythm
from tests.databases import settle_organisation
from tests.flows.conftest import all_routes
from tests.flows.crowd import XINAN, XIXIANG, group, people, readers
from tests.flows.deputies import file_matter, seated_as
from tests.harness import Town, default_plan

WORDS = "本周六上午 9 点，代表联络站开放接访。"


@pytest.fixture
async def town(database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    await asyncio.to_thread(settle_organisation, database_url, default_plan())
    async with Town(tmp_path, all_routes(), database=database_url) as town:
        yield town


async def test_a_street_reads_a_notice_across_a_pause_and_a_restart_once(town: Town) -> None:
    office, near = await seated_as(town, "office"), await people(town, 250, street=XIXIANG)
    await people(town, 5, street=XINAN, first=7001)
    chat = await group(town, -77, "street", XIXIANG)
    await town.message(office, "/broadcast")
    await town.message(office, WORDS)
    await town.press(office, "一个街道")
    await town.press(office, "西乡街道")
    assert "居民 250 人，群 1 个" in town.last(office).text
    await town.press(office, "发送")
    first = len(readers(town, WORDS))

    await town.press(office, "暂停")
    await town.restart()
    await town.advance(minutes=30)
    paused = len(readers(town, WORDS))
    await town.press(office, "继续")
    await town.advance(hours=1)

    assert (first, paused) == (200, 200)
    assert readers(town, WORDS) == [chat, *near]
    assert "已送达 251" in town.last(office).text


async def test_a_street_a_category_and_a_circle_tell_their_news_once(town: Town) -> None:
    resident = town.person("王芳")
    await town.work(keep_rhythm)
    await town.message(resident, "/settings")
    await town.press(resident, "订阅")
    await town.press(resident, "添加订阅")
    await town.press(resident, "一个街道")
    await town.press(resident, "西乡街道")
    await town.press(resident, "添加订阅")
    await town.press(resident, "一个地点周围")
    await town.message(resident, location=(22.6066, 113.8522))
    await town.press(resident, "1000 米")

    await file_matter(town, town.person("李梅"), lat=22.6066, lon=113.8522)
    await town.advance(days=1)

    assert sum("新诉求 1 件" in sent.text for sent in town.sent_to(resident)) == 1
