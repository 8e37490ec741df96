"""Search, export and canned replies on every database: the same criteria find the same matters."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.media.exporter import Exporter
from handlers import canned, canned_office, export, search
from models.criteria import Criteria
from models.matter import Matter
from models.organisation import Seat
from models.search import SearchGram
from services.finding import find_ids, page_of_found
from services.readable import readable
from services.search_index import index_words, look_for_missing
from services.seats import reads
from services.work import Work
from tests.databases import settle_organisation
from tests.flows.deputies import ROUTES, file_matter, seated_as
from tests.harness import Town, default_plan


@pytest.fixture
async def town(database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    await asyncio.to_thread(settle_organisation, database_url, default_plan())
    routes = [*ROUTES, search.routes, export.routes, canned.routes, canned_office.routes]
    async with Town(tmp_path, routes, database=database_url) as town:
        yield town


async def some_matters(town: Town) -> None:
    for number, words in enumerate(("LED路灯 100%坏了", "路灯亮了，井盖松动", "下水道_堵了", "电梯停了")):
        await file_matter(town, town.person(f"居民{number}"), words)
    await file_matter(town, town.person("赵敏"), "路灯也坏了", community="shiyan-4")
    await file_matter(town, town.person("孙丽"), "路灯在哪儿", community=None)


FOUND: dict[Criteria, list[str]] = {
    Criteria("路灯"): ["0006", "0005", "0002", "0001"], Criteria("灯"): ["0006", "0005", "0002", "0001"],
    Criteria("led路灯"): ["0001"], Criteria("0%坏"): ["0001"], Criteria("道_堵"): ["0003"],
    Criteria("路灯 井盖"): ["0002"], Criteria("灯_坏"): [], Criteria("ba-261118-0004"): ["0004"],
    Criteria("261118-"): ["0006", "0005", "0004", "0003", "0002"],
    Criteria("路灯", place="440306018"): ["0002", "0001"], Criteria(state="claimed"): [],
    Criteria("电梯", state="open"): ["0004"],
}
"""What is found by criteria: the ends of the numbers on the first page."""


async def test_criteria_find_the_same_matters(town: Town) -> None:
    await some_matters(town)

    found = {criteria: await town.work(lambda work, criteria=criteria: _find(work, criteria)) for criteria in FOUND}

    assert {criteria: [number[-4:] for number in numbers] for criteria, (_, numbers) in found.items()} == FOUND
    assert found[Criteria("261118-")][0] == 6
    assert found[Criteria("路灯")][0] == 4


def _find(work: Work, criteria: Criteria) -> tuple[int, list[str]]:
    seat = work.session.scalars(select(Seat).where(Seat.role == "office")).first()
    assert seat is not None
    ids = find_ids(work, seat, criteria)
    return len(ids), [matter.number or "" for matter in page_of_found(work, ids, 0)]


async def test_what_may_be_read_is_the_same_for_one_and_for_all(town: Town) -> None:
    await some_matters(town)

    assert await town.work(_differing) == []


def _differing(work: Work) -> list[str]:
    newest = work.session.scalars(select(Matter).order_by(Matter.id.desc())).first()
    assert newest is not None
    newest.form = {"street": "440306018"}
    work.session.flush()
    matters = work.session.scalars(select(Matter)).all()
    differing = []
    for seat in work.session.scalars(select(Seat)).all():
        ids = set(work.session.scalars(select(Matter.id).where(readable(work, seat))))
        differing += [seat.key for matter in matters if (matter.id in ids) != reads(work, seat, matter)]
    return differing


async def test_changed_words_leave_no_pairs_behind(town: Town) -> None:
    matter_id = await file_matter(town, town.person("李梅"), "请打 13800138000")

    left = await town.work(lambda work: _change(work, matter_id))

    assert left == 0
    assert await town.work(partial(look_for_missing, after=0)) == ([], matter_id)


def _change(work: Work, matter_id: int) -> int:
    matter = work.session.get_one(Matter, matter_id)
    matter.words = "请打电话"
    index_words(work, matter)
    beginning = ord("8") << 21
    query = select(func.count()).where(SearchGram.gram >= beginning, SearchGram.gram < beginning + (1 << 21))
    return work.session.scalar(query) or 0


async def test_a_search_is_exported_and_a_canned_reply_is_kept(town: Town, tmp_path: Path) -> None:
    office = await seated_as(town, "office")
    await some_matters(town)
    await town.message(office, "/search 路灯")
    await town.press(office, "导出")
    await town.press(office, "CSV 文本")
    await Exporter(town.desk, town.catalog, tmp_path).drain()
    await town.settle()
    await town.message(office, "/canned")
    await town.press(office, "新增")
    await town.message(office, "夜间抢修")
    await town.message(office, "今晚抢修。")

    assert any("共 4 件" in sent.text for sent in town.sent_to(office))
    assert "夜间抢修" in town.last(office).text
