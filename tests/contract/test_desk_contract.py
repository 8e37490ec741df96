"""The office's desk on every database: what it counts, lists, puts back and takes away."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.features import FEATURES
from models.mail import Letter
from models.organisation import Seat
from models.walk_in import WalkInCall
from services.work import Work
from tests.databases import settle_organisation
from tests.flows.deputies import claimed, file_matter, forged, matter_of, seated_as
from tests.flows.residents import GUSHU, LIGHT, choose
from tests.harness import Town, default_plan


@pytest.fixture
async def town(database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    await asyncio.to_thread(settle_organisation, database_url, default_plan())
    async with Town(tmp_path, FEATURES, database=database_url, is_strict=False) as town:
        yield town


async def test_what_nobody_claimed_is_counted_and_taken_by_the_head(town: Town) -> None:
    head = await seated_as(town, "head")
    for key in ("zhang-wei", "zhao-xuefen"):
        await town.seated(key)
    matter_id = await file_matter(town, town.person("李梅"))
    await town.advance(days=3)
    await town.message(head, "/office")

    await town.press(head, "久未认领 1")
    await town.press(head, (await matter_of(town, matter_id)).number or "")
    await town.press(head, "认领")

    assert (await matter_of(town, matter_id)).status == "claimed"


async def test_a_decision_moves_clocks_and_ends_a_matter(town: Town) -> None:
    zhang, office = await town.seated("zhang-wei"), await seated_as(town, "office")
    matter_id = await claimed(town, town.person("李梅"), zhang)
    for flag, reason in (("urgent", "有危险"), ("ordinary", "已排除"), ("hard", "难")):
        await forged(town, office, f"flag:{matter_id}:{flag}")
        await town.message(office, reason)
    matter = await matter_of(town, matter_id)
    assert (matter.urgent, matter.hard) == (False, True)

    await forged(town, office, f"rej:{matter_id}")
    await town.message(office, "重复")
    await town.press(office, "信访部门")
    await town.press(office, "确认不予受理")

    assert (await matter_of(town, matter_id)).status == "rejected"


async def test_somebody_without_the_app_is_registered_and_called(town: Town) -> None:
    zhang, officer = await town.seated("zhang-wei"), await seated_as(town, "officer")
    for words in ("代群众登记", LIGHT, GUSHU):
        await town.message(officer, words)
    await choose(town, officer)
    await town.message(officer, "陈阿婆")
    await town.message(officer, "13800138000")
    await town.press(officer, "提交")
    await town.press(zhang, "认领")

    await town.press(officer, "已告知")
    await town.message(officer, "待电话告知")

    assert "没有待告知" in town.last(officer).text
    calls = await town.read(lambda session: list(session.scalars(select(WalkInCall))))
    assert [call.told_at is not None for call in calls] == [True]


async def test_a_dead_letter_leaves_after_all(town: Town) -> None:
    office = await seated_as(town, "office")
    await file_matter(town, town.person("李梅"))
    number = await town.work(_kill_newest)
    await town.message(office, "/office")
    await town.press(office, "死信 1")
    await town.press(office, f"L{number}")

    await town.press(office, "重试")

    assert (await town.read(lambda session: session.get_one(Letter, number))).state == "sent"


async def test_an_unbound_seat_is_free_for_a_new_phone(town: Town) -> None:
    office, zhang = await seated_as(town, "office"), await town.seated("zhang-wei")
    await claimed(town, town.person("李梅"), zhang)
    seat = await _seat(town)
    await forged(town, office, f"unbind:{seat.id}:1")
    free = await _seat(town)

    new_phone = town.person("张伟的新手机")
    await town.message(new_phone, f"/start join_{free.token}")
    await town.press(new_phone, "是我")
    await town.message(new_phone, "我的在办")

    assert "我的在办 1 件" in town.last(new_phone).text
    assert (seat.token, (await _seat(town)).token) == (None, None)


async def _seat(town: Town) -> Seat:
    return await town.read(lambda session: session.scalars(select(Seat).where(Seat.key == "zhang-wei")).one())


def _kill_newest(work: Work) -> int:
    letter = work.session.scalars(select(Letter).order_by(Letter.id.desc())).first()
    assert letter is not None
    letter.state, letter.error = "dead", "Bad Request"
    return letter.id
