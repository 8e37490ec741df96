"""/office: counts, lists, refresh; and what nobody claimed in the station head's list."""

from datetime import timedelta
from pathlib import Path

from tests.flows.deputies import claimed, file_matter, forged, happenings, matter_of, seated_as, town_of
from tests.flows.residents import said
from tests.harness import Town
from tests.updates import Who


async def stale_matter(town: Town, who: Who, words: str = "路灯坏了三天") -> int:
    """File a matter and let its claim limit pass by more than one working day."""
    matter_id = await file_matter(town, who, words)
    await town.advance(days=3)
    return matter_id


async def test_the_panel_counts_what_stands_where(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        office, _ = await seated_as(town, "office"), await town.seated("zhang-wei")
        await file_matter(town, town.person("李梅"))
        await file_matter(town, town.person("王强"), community=None)
        await file_matter(town, town.person("赵敏"), urgent=True)

        await town.message(office, "/office")

        assert town.last(office).labels == ["待分派 1", "待认领 2", "超期 0", "急件 1", "久未认领 0", "争议待定 0",
                                            "人员", "死信 0", "二维码", "请假", "🔍 查询与导出", "💬 常用语", "规则",
                                            "刷新"]
        assert "全部在办 3 件" in town.last(office).text
        assert "待认领" not in town.last(office).text


async def test_a_constituency_whose_deputies_have_not_joined_waits_for_an_assignment(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        office = await seated_as(town, "office")
        await file_matter(town, town.person("李梅"))

        await town.message(office, "/office")

        assert "待分派 1" in town.last(office).labels
        assert "待认领 0" in town.last(office).labels


async def test_a_count_opens_its_list_in_the_same_message_and_leads_back(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        office, _ = await seated_as(town, "office"), await town.seated("zhang-wei")
        for number in range(7):
            await file_matter(town, town.person(f"居民{number}"))
        await town.message(office, "/office")
        panel = town.last(office)

        await town.press(office, "待认领 7")
        first = [label for label in panel.labels if label.startswith("BA-")]
        await town.press(office, "下一页")
        second = [label for label in panel.labels if label.startswith("BA-")]
        await town.press(office, "返回面板")

        assert (len(first), len(second)) == (5, 2)
        assert town.last(office).message_id == panel.message_id
        assert "全部在办 7 件" in panel.text


async def test_refresh_counts_anew_in_the_same_message(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        office, zhang = await seated_as(town, "office"), await town.seated("zhang-wei")
        await town.message(office, "/office")
        panel = town.last(office)
        await claimed(town, town.person("李梅"), zhang)
        assert "全部在办 0 件" in panel.text

        await town.press(office, "刷新")

        assert "全部在办 1 件" in panel.text
        assert town.last(office).message_id == panel.message_id


async def test_an_officer_has_a_panel_without_disputes_and_a_resident_none(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        officer, li_mei = await seated_as(town, "officer"), town.person("李梅")

        await town.message(officer, "/office")
        await town.message(li_mei, "/office")
        toast = await forged(town, li_mei, "panel")

        assert not any(label.startswith("争议待定") for label in town.last(officer).labels)
        assert "只有联络员" in said(town, li_mei)
        assert "只有联络员" in toast.text


async def test_what_nobody_claimed_waits_for_the_head_oldest_first(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        zhang, head = await town.seated("zhang-wei"), await seated_as(town, "head")
        first = await file_matter(town, town.person("李梅"), "第一件路灯坏了")
        await town.advance(hours=1)
        second = await file_matter(town, town.person("王强"), "第二件路灯坏了", urgent=True)
        fresh_text = said(town, head)
        await town.advance(days=3)
        await town.message(head, "/office")

        await town.press(head, "久未认领 2")

        numbers = [(await matter_of(town, matter_id)).number for matter_id in (first, second)]
        assert [label for label in town.last(head).labels if label.startswith("BA-")] == numbers
        assert "久未认领" not in fresh_text
        assert "久未认领" in said(town, head)
        assert zhang.id != head.id


async def test_the_head_takes_what_nobody_claimed_in_another_constituency(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang, head = town.person("李梅"), await town.seated("zhang-wei"), await seated_as(town, "head")
        await town.seated("zhao-xuefen")
        matter_id = await stale_matter(town, li_mei)
        await forged(town, head, f"open:{matter_id}")

        await town.press(head, "认领")

        matter = await matter_of(town, matter_id)
        assert matter.status == "claimed"
        assert head.name in town.last(li_mei).text
        assert town.last(head).has("答复")
        assert (await happenings(town, matter_id))[-1] == "assigned"
        assert not town.last(zhang).has("认领")


async def test_the_head_takes_nothing_before_its_time_and_a_deputy_nothing_that_way(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        zhang, head = await town.seated("zhang-wei"), await seated_as(town, "head")
        await town.seated("zhao-xuefen")
        matter_id = await file_matter(town, town.person("李梅"))
        revision = (await matter_of(town, matter_id)).revision

        early = await forged(town, head, f"stuck:{matter_id}:{revision}")
        foreign = await forged(town, zhang, f"stuck:{matter_id}:{revision}")
        stale = await forged(town, head, f"stuck:{matter_id}:{revision - 1}")

        assert "还在认领时限内" in early.text
        assert "只有" in foreign.text
        assert "过期" in stale.text
        assert (await matter_of(town, matter_id)).claimed_by is None


async def test_after_a_standstill_the_head_is_still_called_once(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        await town.seated("zhang-wei")
        head = await seated_as(town, "head")
        await file_matter(town, town.person("李梅"))

        town.clock.moment += timedelta(days=12)
        await town.settle()
        await town.advance(days=2)

        assert said(town, head).count("已排入您的“久未认领”") == 1
