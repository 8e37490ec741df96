"""规则: what the policy says, read in the chat."""

from dataclasses import replace
from pathlib import Path

from models.policy import ClockKind, Column, Limit, Unit
from tests.flows.deputies import forged, seated_as, town_of
from tests.harness import Town, default_policy
from tests.updates import Who


async def pages_of(town: Town, who: Who) -> list[str]:
    """Read all pages of the rules."""
    await town.message(who, "/office")
    await town.press(who, "规则")
    panel, pages = town.last(who), []
    while True:
        pages.append(panel.text)
        if not panel.has("下一页"):
            return pages
        await town.press(who, "下一页", on=panel)


async def test_the_rules_are_read_page_by_page_in_one_message(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        office = await seated_as(town, "office")

        pages = await pages_of(town, office)

        assert "认领：2 小时（昼夜计算）" in pages[0]
        assert "认领：4 小时（每天 08:00–22:00 计算）" in pages[0]
        assert "办结：15 个工作日" in pages[0]
        assert "到 75%：经办人" in pages[1]
        assert "到期：经办人、站长" in pages[1]
        assert "超期 1 个工作日：街道人大工委、人大办" in pages[1]
        assert "夜间静默 22:00–08:00" in pages[2]
        assert "每小时最多提交 5 件" in pages[2]
        assert f"1/{len(pages)}" in pages[0]
        assert town.last(office).has("返回面板")


async def test_every_category_in_force_stands_on_some_page(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        officer = await seated_as(town, "officer")

        words = "\n".join(await pages_of(town, officer))

        for category in default_policy().categories:
            assert category.name.in_language("zh-Hans") in words


async def test_a_changed_policy_is_what_is_shown(tmp_path: Path) -> None:
    policy = default_policy()
    clocks = {**policy.clocks, (ClockKind.RESOLVE, Column.HARD): Limit(Unit.WORKING_DAYS, 22)}
    async with town_of(tmp_path, policy=replace(policy, clocks=clocks)) as town:
        office = await seated_as(town, "office")

        assert "办结：22 个工作日" in (await pages_of(town, office))[0]


async def test_the_rules_are_for_those_who_dispatch_and_a_forged_page_shows_the_last(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        office, zhang = await seated_as(town, "office"), await town.seated("zhang-wei")

        refused = await forged(town, zhang, "policy:0")
        await forged(town, office, "policy:999")

        assert "只有联络员" in refused.text
        assert "规则：类别" in town.last(office).text
        assert not town.last(office).has("下一页")
