"""规则: what the policy says, read in the chat."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from models.category import Column
from models.policy import ClockKind, Limit, Unit
from tests.flows.deputies import forged, seated_as, town_of
from tests.flows.new_rules import retiring, rule_by, with_days
from tests.harness import ZONE, Town, default_policy
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


async def test_holidays_danger_words_retention_and_mutes_are_rules_too(tmp_path: Path) -> None:
    policy = with_days(date(2031, 1, 1), date(2031, 1, 2), workdays=(date(2031, 1, 4),), announced=(2031,))
    async with town_of(tmp_path, policy=policy, now=datetime(2030, 3, 5, 10, tzinfo=ZONE)) as town:
        office = await seated_as(town, "office")

        words = "\n".join(await pages_of(town, office))

        for said in ("⚠️ 2030 年：放假安排还没有公布", "✅ 2031 年：本单位录入的节假日表", "放假：2031年1月1日",
                     "上班：2031年1月4日", "着火", "灭火器", "禁言一次最长 90 天", "7 天内有 5 个以上账号",
                     "保存 30 天", "办结后 365 天"):
            assert said in words


async def test_a_retired_category_is_marked(tmp_path: Path) -> None:
    async with town_of(tmp_path, policy=retiring("gas")) as town:
        office = await seated_as(town, "office")

        words = "\n".join(await pages_of(town, office))

        assert words.count("已停用") == 1


async def test_the_office_is_warned_of_years_that_are_guessed_until_its_table_knows_them(tmp_path: Path) -> None:
    async with town_of(tmp_path, now=datetime(2031, 3, 5, 10, tzinfo=ZONE)) as town:
        office, officer = await seated_as(town, "office"), await seated_as(town, "officer")
        await town.message(office, "/office")
        await town.message(officer, "/office")
        warned, others = town.last(office).text, town.last(officer).text
        await rule_by(town, with_days(date(2031, 1, 1), announced=(2031,)))

        await town.message(office, "/office")

        assert "⚠️ 2031 年的放假安排还没有录入" in warned
        assert "⚠️" not in others
        assert "⚠️" not in town.last(office).text
