"""Assigning, placing, taking over, and the office's last word."""

from pathlib import Path

from sqlalchemy import select

from models.matter import Matter
from models.organisation import Community
from services.work import Work
from tests.flows.deputies import (
    HOME,
    answered,
    claimed,
    file_matter,
    forged,
    happenings,
    matter_of,
    seated_as,
    town_of,
)
from tests.harness import Town
from tests.telegram import Toast
from tests.updates import Who


async def test_a_matter_without_a_place_reaches_officers_and_office(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        zhang, officer, office = (await town.seated("zhang-wei"), await seated_as(town, "officer"),
                                  await seated_as(town, "office"))

        await file_matter(town, town.person("李梅"), community=None)

        assert town.sent_to(zhang) == []
        for who in (officer, office):
            assert town.last(who).has("分派")
            assert town.last(who).has("选社区")
            assert "地点不明" in town.last(who).text


async def test_an_officer_assigns_by_street_constituency_and_deputy(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang, officer = town.person("李梅"), await town.seated("zhang-wei"), await seated_as(town, "officer")
        matter_id = await file_matter(town, li_mei, community=None)

        await town.press(officer, "分派")
        await town.press(officer, "西乡街道")
        await town.press(officer, "西乡第二选区")
        assert any("陈静（未加入）" in label for label in town.last(officer).labels)
        toast = await town.press(officer, "张伟（在办 0）")

        assert toast is not None
        assert "已分派给 张伟 代表" in toast.text
        assert town.last(zhang).has("答复")
        assert "张伟 代表承办" in town.last(li_mei).text
        assert (await matter_of(town, matter_id)).status == "claimed"
        assert "分派给 张伟 代表" in town.last(zhang).text


async def test_a_deputy_who_has_not_joined_cannot_be_chosen(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        officer = await seated_as(town, "officer")
        matter_id = await file_matter(town, town.person("李梅"))
        await town.press(officer, "分派")

        toast = await town.press(officer, "陈静（未加入）")

        assert toast is not None
        assert "还没有用邀请链接加入" in toast.text
        assert (await matter_of(town, matter_id)).claimed_by is None


async def test_a_placed_matter_goes_to_the_deputies_of_its_community(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        zhang, office = await town.seated("zhang-wei"), await seated_as(town, "office")
        matter_id = await file_matter(town, town.person("李梅"), community=None, outside=True, place="东莞长安")

        await town.press(office, "选社区")
        await town.press(office, "西乡街道")
        toast = await town.press(office, "固戍社区")

        assert toast is not None
        assert "1 位代表会收到" in toast.text
        assert town.last(zhang).has("认领")
        assert "固戍社区" in town.last(zhang).text
        matter = await matter_of(town, matter_id)
        assert (matter.constituency_code, matter.outside) == ("xixiang-2", False)


async def move(town: Town, who: Who, street: str, community: str) -> Toast | None:
    """Press [改社区] and choose."""
    await town.press(who, "改社区")
    await town.press(who, street)
    while not town.last(who).has(community):
        await town.press(who, "下一页")
    return await town.press(who, community)


async def test_a_wrong_community_is_mended_and_the_card_changes_hands(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang, office = town.person("李梅"), await town.seated("zhang-wei"), await seated_as(town, "office")
        other = await seated_as(town, "deputy", "shiyan-4")
        matter_id = await file_matter(town, li_mei)
        card, name = town.last(zhang), await community_of(town, "shiyan-4")
        await forged(town, office, f"open:{matter_id}")

        toast = await move(town, office, "石岩街道", name)

        assert toast is not None
        assert "1 位代表会收到" in toast.text
        assert "已转到 石岩街道" in card.text
        assert card.labels == []
        assert town.last(other).has("认领")
        assert (await happenings(town, matter_id))[-1] == "placed"
        assert name in town.last(li_mei).text
        assert (await matter_of(town, matter_id)).constituency_code == "shiyan-4"
        assert "过期" in (await forged(town, office, f"plat:{matter_id}:{await code_of(town, name)}:1")).text


async def test_a_claimed_matter_stays_with_its_owner_when_its_community_is_mended(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        zhang, chen, office = (await town.seated("zhang-wei"), await town.seated("chen-jing"),
                               await seated_as(town, "office"))
        other = await seated_as(town, "deputy", "shiyan-4")
        matter_id = await claimed(town, town.person("李梅"), zhang)
        name = await community_of(town, "shiyan-4")
        await forged(town, office, f"open:{matter_id}")

        toast = await move(town, office, "石岩街道", name)

        assert toast is not None
        assert "仍由 张伟 代表 承办" in toast.text
        assert town.last(zhang).has("答复")
        assert name in town.last(zhang).text
        assert "已转到" in town.last(chen).text
        assert town.sent_to(other) == []
        assert (await matter_of(town, matter_id)).status == "claimed"


async def test_nobody_moves_a_closed_matter_nor_one_of_another_station(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        zhang, foreign = await town.seated("zhang-wei"), await seated_as(town, "officer", "shiyan-4")
        officer = await seated_as(town, "officer")
        matter_id = await claimed(town, town.person("李梅"), zhang)
        code = await code_of(town, await community_of(town, "shiyan-4"))
        not_theirs = await forged(town, foreign, f"plat:{matter_id}:{code}:2")
        await answered(town, zhang)
        await town.press(zhang, "办结")
        await town.press(zhang, "无需照片")
        await town.message(zhang, "现场一切正常")
        await forged(town, officer, f"open:{matter_id}")
        revision = (await matter_of(town, matter_id)).revision

        ended = await forged(town, officer, f"plat:{matter_id}:{code}:{revision}")

        assert "只有" in not_theirs.text
        assert "已办结" in ended.text
        assert not town.last(officer).has("改社区")
        assert (await matter_of(town, matter_id)).constituency_code == HOME


async def community_of(town: Town, constituency: str) -> str:
    query = select(Community.name).where(Community.constituency_code == constituency)
    return await town.read(lambda session: session.scalars(query).first())  # type: ignore[return-value]


async def code_of(town: Town, name: str) -> str:
    query = select(Community.code).where(Community.name == name)
    return await town.read(lambda session: session.scalars(query).first())  # type: ignore[return-value]


async def test_an_officer_takes_an_urgent_matter_over_and_the_claim_clock_stands(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, officer = town.person("李梅"), await seated_as(town, "officer")
        matter_id = await file_matter(town, li_mei, "电线冒烟", urgent=True)

        await town.press(officer, "已接手")

        matter = await matter_of(town, matter_id)
        assert matter.taken_over
        assert not town.last(officer).has("已接手")
        assert town.last(officer).has("分派")
        assert "前认领" not in town.last(officer).text
        assert any("已接手" in sent.text for sent in town.sent_to(li_mei))
        assert (await happenings(town, matter_id))[-1] == "taken_over"


async def test_after_the_second_dispute_the_office_may_leave_it_closed(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang, office = town.person("李梅"), await town.seated("zhang-wei"), await seated_as(town, "office")
        matter_id = await claimed(town, li_mei, zhang)
        for _ in range(2):
            await answered(town, zhang)
            await town.press(zhang, "办结", on=next(s for s in town.sent_to(zhang) if s.has("办结")))
            await town.press(zhang, "无需照片")
            await town.message(zhang, "现场一切正常")
            await town.press(li_mei, "未解决")
            await town.message(li_mei, "还是不亮")
        assert (await matter_of(town, matter_id)).disputes == 2
        await town.message(office, "/office")
        await town.press(office, "争议待定 1")
        await town.press(office, (await matter_of(town, matter_id)).number or "")

        await town.press(office, "维持办结")

        matter = await matter_of(town, matter_id)
        assert (matter.status, matter.upheld) == ("confirmed", True)
        assert "维持办结" in town.last(li_mei).text
        assert (await happenings(town, matter_id))[-1] == "upheld"


async def test_after_the_second_dispute_the_office_may_assign_it_again(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang, chen = town.person("李梅"), await town.seated("zhang-wei"), await town.seated("chen-jing")
        office = await seated_as(town, "office")
        matter_id = await claimed(town, li_mei, zhang)
        await town.work(lambda work: _dispute_twice(work, matter_id))
        await town.message(office, "分派")
        await town.message(office, "/office")
        await town.press(office, "争议待定 1")
        await town.press(office, (await matter_of(town, matter_id)).number or "")

        await town.press(office, "改派")
        await town.press(office, "陈静（在办 0）")

        assert town.last(chen).has("答复")
        assert "已改派给 陈静 代表" in " ".join(sent.text for sent in town.sent_to(zhang))


def _dispute_twice(work: Work, matter_id: int) -> None:
    work.session.get_one(Matter, matter_id).disputes = 2
