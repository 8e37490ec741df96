"""Muting: who may, what is asked, what the muted person reads and keeps."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.features import FEATURES
from models.matter import Event, Happening
from models.person import Person
from tests.flows.deputies import claimed, file_matter, forged, happenings, seated_as
from tests.flows.residents import drafts_of, said, to_preview
from tests.harness import ZONE, Town
from tests.updates import Who
from texts.mine_buttons import AddPress, ChasePress
from texts.start import JoinPress

REASON = "一天内多次发布广告"


async def office_with_card(town: Town, li_mei: Who) -> tuple[Who, int]:
    office = await seated_as(town, "office")
    return office, await file_matter(town, li_mei, community=None)


async def muted(town: Town, li_mei: Who, until: str = "11月20日") -> tuple[Who, int]:
    office, matter_id = await office_with_card(town, li_mei)
    await town.press(office, "禁言")
    await town.message(office, REASON)
    await town.message(office, until)
    await town.press(office, "确认禁言")
    return office, matter_id


async def person_of(town: Town, who: Who) -> Person:
    return await town.read(lambda session: session.scalars(select(Person).where(Person.telegram_id == who.id)).one())


async def test_the_office_mutes_with_reason_and_last_day_and_the_person_reads_both(tmp_path: Path) -> None:
    async with Town(tmp_path, FEATURES) as town:
        li_mei = town.person("李梅")

        office, matter_id = await muted(town, li_mei)

        person = await person_of(town, li_mei)
        assert person.muted_until == datetime(2026, 11, 20, 16, tzinfo=UTC)
        assert person.mute_reason == REASON
        assert REASON in town.last(li_mei).text
        assert "11月20日" in town.last(li_mei).text
        assert "人大办" in town.last(li_mei).text
        assert "已禁言" in town.last(office).text
        assert (await happenings(town, matter_id))[-1] == "muted"


async def test_every_mute_is_an_event_with_actor_reason_and_day(tmp_path: Path) -> None:
    async with Town(tmp_path, FEATURES) as town:
        office, matter_id = await muted(town, town.person("李梅"))

        query = select(Event).where(Event.matter_id == matter_id, Event.what == Happening.MUTED)
        event = await town.read(lambda session: session.scalars(query).one())

        assert event.words == REASON
        assert event.data["on"] == "2026-11-20"
        assert event.person_id == (await person_of(town, office)).id


async def test_a_muted_person_cannot_submit_and_keeps_the_draft(tmp_path: Path) -> None:
    async with Town(tmp_path, FEATURES) as town:
        li_mei = town.person("李梅")
        await muted(town, li_mei)
        await to_preview(town, li_mei)

        toast = await town.press(li_mei, "提交")

        told = (toast.text if toast else "") or town.last(li_mei).text
        assert REASON in told
        assert "11月20日" in told
        assert len(await drafts_of(town, li_mei)) == 1


async def test_a_mute_ends_by_itself_after_its_last_day(tmp_path: Path) -> None:
    async with Town(tmp_path, FEATURES) as town:
        li_mei = town.person("李梅")
        await muted(town, li_mei, "明天")
        await to_preview(town, li_mei)
        await town.advance_to(datetime(2026, 11, 20, tzinfo=ZONE))

        await town.press(li_mei, "提交")

        assert "已提交" in said(town, li_mei)
        assert await drafts_of(town, li_mei) == []


async def test_a_muted_person_neither_adds_nor_chases_nor_joins(tmp_path: Path) -> None:
    async with Town(tmp_path, FEATURES) as town:
        li_mei, wang = town.person("李梅"), town.person("王强")
        _, matter_id = await muted(town, li_mei)
        other = await file_matter(town, wang, "另一盏灯也坏了")
        before = await happenings(town, matter_id), await happenings(town, other)

        chased = await forged(town, li_mei, ChasePress(matter_id).pack())
        joined = await forged(town, li_mei, JoinPress(other, True).pack())
        await forged(town, li_mei, AddPress(matter_id).pack())
        await town.message(li_mei, "又来补充一句话")

        assert REASON in (chased.text or "")
        assert REASON in (joined.text or "")
        assert REASON in town.last(li_mei).text
        assert (await happenings(town, matter_id), await happenings(town, other)) == before


async def test_the_office_lifts_a_mute_and_the_person_hears_of_it(tmp_path: Path) -> None:
    async with Town(tmp_path, FEATURES) as town:
        li_mei = town.person("李梅")
        office, matter_id = await muted(town, li_mei)
        card = next(sent for sent in town.sent_to(office) if sent.has("解除禁言"))

        await town.press(office, "解除禁言", on=card)
        again = await forged(town, office, f"unmute:{matter_id}", on=card.message_id)

        assert not (await person_of(town, li_mei)).is_muted(town.clock.moment)
        assert "已恢复" in town.last(li_mei).text
        assert (await happenings(town, matter_id)).count("unmuted") == 1
        assert "可以正常使用" in (again.text or "")
        assert any(sent.has("禁言") for sent in town.sent_to(office))


@pytest.mark.parametrize("words", ["昨天", "今天", "三年后", "不知道", "2020-01-01"])
async def test_a_day_out_of_reach_is_asked_again(tmp_path: Path, words: str) -> None:
    async with Town(tmp_path, FEATURES) as town:
        li_mei = town.person("李梅")
        office, _ = await office_with_card(town, li_mei)
        await town.press(office, "禁言")
        await town.message(office, REASON)

        await town.message(office, words)

        assert "明天到" in town.last(office).text
        assert (await person_of(town, li_mei)).muted_until is None
        await town.message(office, "三天后")
        assert town.last(office).has("确认禁言")


async def test_a_reason_that_is_too_long_or_a_picture_is_asked_again(tmp_path: Path) -> None:
    async with Town(tmp_path, FEATURES) as town:
        office, _ = await office_with_card(town, town.person("李梅"))
        await town.press(office, "禁言")

        await town.message(office, "长" * 201)
        too_long = town.last(office).text
        await town.message(office, "", photo=True)

        assert "不超过 200 字" in too_long
        assert "请写明原因" in town.last(office).text


@pytest.mark.parametrize("verb", ["mute", "unmute", "mutesure"])
async def test_a_forged_press_of_a_resident_or_deputy_mutes_nobody(tmp_path: Path, verb: str) -> None:
    async with Town(tmp_path, FEATURES) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        matter_id = await claimed(town, li_mei, zhang)

        for who in (zhang, town.person("王强")):
            toast = await forged(town, who, f"{verb}:{matter_id}", on=town.last(zhang).message_id)
            assert toast.text

        assert (await person_of(town, li_mei)).muted_until is None
        assert not {"muted", "unmuted"} & set(await happenings(town, matter_id))


async def test_the_street_of_another_place_may_not_mute(tmp_path: Path) -> None:
    async with Town(tmp_path, FEATURES) as town:
        stranger = await seated_as(town, "street", "xinan-1")
        matter_id = await file_matter(town, town.person("李梅"))

        toast = await forged(town, stranger, f"mute:{matter_id}")

        assert toast.is_alert
        assert (await person_of(town, town.person("李梅"))).muted_until is None


async def test_confirming_twice_or_after_leaving_the_form_mutes_once(tmp_path: Path) -> None:
    async with Town(tmp_path, FEATURES) as town:
        li_mei = town.person("李梅")
        office, matter_id = await muted(town, li_mei)

        stale = await forged(town, office, f"mutesure:{matter_id}", on=town.last(office).message_id)

        assert "这个按钮已过期" in (stale.text or "")
        assert (await happenings(town, matter_id)).count("muted") == 1


async def test_cancelling_the_form_mutes_nobody(tmp_path: Path) -> None:
    async with Town(tmp_path, FEATURES) as town:
        li_mei = town.person("李梅")
        office, matter_id = await office_with_card(town, li_mei)
        await town.press(office, "禁言")

        await town.press(office, "取消")
        await town.message(office, REASON)

        assert "muted" not in await happenings(town, matter_id)


async def test_nobody_mutes_themselves(tmp_path: Path) -> None:
    async with Town(tmp_path, FEATURES) as town:
        office = await seated_as(town, "office")
        matter_id = await file_matter(town, office, community=None)

        toast = await forged(town, office, f"mute:{matter_id}")

        assert "不能禁言" in (toast.text or "")
