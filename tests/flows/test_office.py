"""Assigning, placing, taking over, and the office's last word."""

from pathlib import Path

from models.matter import Matter
from services.work import Work
from tests.flows.deputies import answered, claimed, file_matter, happenings, matter_of, seated_as, town_of


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
        await town.press(office, "等待决定 1")
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
        await town.press(office, "等待决定 1")
        await town.press(office, (await matter_of(town, matter_id)).number or "")

        await town.press(office, "分派")
        await town.press(office, "陈静（在办 0）")

        assert town.last(chen).has("答复")
        assert "已改派给 陈静 代表" in " ".join(sent.text for sent in town.sent_to(zhang))


async def test_the_panel_counts_what_waits(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        office = await seated_as(town, "office")
        await file_matter(town, town.person("李梅"))

        await town.message(office, "/office")

        assert "等待分派 1 件" in town.last(office).text
        assert town.last(office).labels == ["等待分派 1", "超期 0", "等待决定 0", "🔍 查询与导出",
                                            "💬 常用语"]


def _dispute_twice(work: Work, matter_id: int) -> None:
    work.session.get_one(Matter, matter_id).disputes = 2
