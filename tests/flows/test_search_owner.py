"""/search by the deputy in charge: picked by constituency or by name, and in the table of the same search."""

from pathlib import Path

from tests.flows.deputies import claimed, file_matter, forged, matter_of, seated_as
from tests.flows.searching import export_all, look_for, numbers_in, search_town
from tests.harness import Town, Who
from texts.search_owner import OwnerPress


async def two_owners(town: Town) -> tuple[Who, str, str]:
    """Let 张伟 and 陈静 have a matter each; return the office and the two numbers."""
    zhang, chen = await town.seated("zhang-wei"), await town.seated("chen-jing")
    first = await claimed(town, town.person("李梅"), zhang)
    second = await claimed(town, town.person("王强"), chen)
    await file_matter(town, town.person("赵敏"))
    numbers = [(await matter_of(town, each)).number or "" for each in (first, second)]
    return await seated_as(town, "office"), numbers[0], numbers[1]


async def test_the_office_picks_a_deputy_by_street_and_constituency(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        office, first, _ = await two_owners(town)
        page = await look_for(town, office, "路灯")
        await town.press(office, "承办代表", on=page)
        await town.press(office, "西乡街道", on=page)
        await town.press(office, "西乡第二选区", on=page)
        offered = list(page.labels)
        await town.press(office, "张伟", on=page)

        assert "陈静" in offered
        assert numbers_in(page) == [first]
        assert "承办：张伟 代表（西乡第二选区）" in page.text


async def test_a_typed_name_finds_the_deputy_at_once(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        office, _, second = await two_owners(town)
        page = await look_for(town, office, "路灯")
        await town.press(office, "承办代表", on=page)
        await town.message(office, "陈静代表")

        assert numbers_in(town.last(office)) == [second]
        assert "承办：陈静 代表" in town.last(office).text


async def test_namesakes_are_offered_and_strangers_asked_again(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        office, first, _ = await two_owners(town)
        page = await look_for(town, office, "路灯")
        await town.press(office, "承办代表", on=page)
        await town.message(office, "外星人<b>")
        lost = town.last(office).text
        await town.message(office, "张")
        offered = town.last(office)
        labels = list(offered.labels)
        await town.press(office, "张伟（西乡第二选区）", on=offered)

        assert "没有找到姓名含“外星人<b>”的代表" in lost
        assert len(labels) > 2
        assert numbers_in(offered) == [first]


async def test_a_deputy_is_offered_colleagues_and_oneself(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        await two_owners(town)
        chen = town.person("陈静")
        page = await look_for(town, chen, "路灯")
        await town.press(chen, "承办代表", on=page)

        assert {"我的", "所有"} <= {label.split()[-1] for label in page.labels}
        assert "张伟" in page.labels
        assert "陈静" not in page.labels


async def test_mine_and_a_deputy_replace_each_other(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        _, first, second = await two_owners(town)
        chen = town.person("陈静")
        page = await look_for(town, chen, "路灯")
        await town.press(chen, "承办代表", on=page)
        await town.press(chen, "我的", on=page)
        own = numbers_in(page)
        await town.press(chen, "承办代表", on=page)
        await town.press(chen, "张伟", on=page)

        assert own == [second]
        assert numbers_in(page) == [first]


async def test_only_deputies_own_matters(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        office, *_ = await two_owners(town)
        page = await look_for(town, office, "路灯")
        found = numbers_in(page)

        toast = await forged(town, office, OwnerPress(1, 999_999).pack(), on=page.message_id)

        assert "已过期" in toast.text
        assert numbers_in(page) == found


async def test_the_table_holds_the_same_deputys_matters(tmp_path: Path) -> None:
    async with search_town(tmp_path) as town:
        office, first, _ = await two_owners(town)
        page = await look_for(town, office, "路灯")
        await town.press(office, "承办代表", on=page)
        await town.message(office, "张伟")
        await town.press(office, "导出")
        await town.press(office, "CSV 文本")
        await export_all(town, tmp_path)

        path = next(call.files["document"] for call in town.telegram.calls if call.method == "sendDocument")
        lines = path.read_text("utf-8-sig").splitlines()

        assert len(lines) == 2
        assert lines[1].startswith(first)
        assert "承办：张伟 代表" in town.last(office).text
