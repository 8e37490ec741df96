"""Lists, five to a page, and 今日."""

from pathlib import Path

from sqlalchemy import select

from models.person import Person
from services.work import Work
from tests.flows.deputies import claimed, file_matter, matter_of, seated_as, town_of
from tests.harness import Town, Who


async def seven_matters(town: Town) -> None:
    for number in range(7):
        await file_matter(town, town.person(f"居民{number}"), f"路灯坏了第 {number} 盏")


async def test_the_inbox_is_paged_by_five_and_opens_the_card(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        zhang = await town.seated("zhang-wei")
        await seven_matters(town)

        await town.message(zhang, "待认领")
        first = town.last(zhang).labels
        await town.press(zhang, "下一页")
        second = town.last(zhang).labels
        await town.press(zhang, second[0])

        assert len([label for label in first if label.startswith("BA-")]) == 5
        assert len([label for label in second if label.startswith("BA-")]) == 2
        assert "上一页" in second
        assert town.last(zhang).has("认领")
        assert second[0] in town.last(zhang).text


async def test_an_opened_card_folds_the_older_one(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        zhang = await town.seated("zhang-wei")
        await file_matter(town, town.person("李梅"))
        old = town.last(zhang)
        await town.message(zhang, "/inbox")

        await town.press(zhang, town.last(zhang).labels[0])

        assert "在下方重新打开" in old.text
        assert len([sent for sent in town.sent_to(zhang) if sent.has("认领")]) == 1


async def test_my_work_holds_what_i_took(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        zhang, chen = await town.seated("zhang-wei"), await town.seated("chen-jing")
        await claimed(town, town.person("李梅"), zhang)

        await town.message(zhang, "我的在办")
        await town.message(chen, "/mine")
        await town.message(chen, "/inbox")

        assert "我的在办 1 件" in town.last(zhang).text
        assert "没有在办" in town.sent_to(chen)[-2].text
        assert "没有待认领" in town.last(chen).text


async def test_overdue_and_today_tell_apart_what_is_late_and_what_is_due(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        zhang = await town.seated("zhang-wei")
        await file_matter(town, town.person("李梅"))
        await town.message(zhang, "今日")
        due = town.last(zhang).text
        await town.message(zhang, "超期")
        nothing = town.last(zhang).text

        await town.advance(hours=5)
        await town.message(zhang, "今日")
        late = town.last(zhang).text
        await town.message(zhang, "/overdue")

        assert "今天到期 1 件" in due
        assert "没有超期" in nothing
        assert "已超期 1 件" in late
        assert "超期 1 件" in town.last(zhang).text


async def test_what_was_put_aside_leaves_the_inbox(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        zhang, _ = await town.seated("zhang-wei"), await town.seated("chen-jing")
        await file_matter(town, town.person("李梅"))
        await town.press(zhang, "不属于我")

        await town.message(zhang, "待认领")

        assert "没有待认领" in town.last(zhang).text


async def test_an_officer_sees_the_stations_queue_but_no_other(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        here, there = await seated_as(town, "officer"), await seated_as(town, "officer", "shiyan-4")
        await file_matter(town, town.person("李梅"))
        await file_matter(town, town.person("王强"), community=None)

        for officer in (here, there):
            await town.message(officer, "分派")

        assert "等待分派 2 件" in town.last(here).text
        assert "等待分派 1 件" in town.last(there).text


async def test_what_a_deputy_can_claim_waits_under_its_own_title(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        officer, _ = await seated_as(town, "officer"), await town.seated("zhang-wei")
        claimable = await file_matter(town, town.person("李梅"))
        unplaced = await file_matter(town, town.person("王强"), community=None)
        numbers = [(await matter_of(town, matter_id)).number for matter_id in (claimable, unplaced)]

        await town.message(officer, "分派")
        queue = town.last(officer)
        waiting = queue.labels
        await town.press(officer, "待认领 1")
        beside = queue.labels
        await town.message(officer, "待认领")

        assert numbers[1] in waiting
        assert numbers[0] not in waiting
        assert numbers[0] in beside
        assert numbers[1] not in beside
        assert numbers[0] in town.last(officer).labels


async def test_a_resident_who_types_a_deputys_key_hears_who_can(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei = town.person("李梅")

        await town.message(li_mei, "待认领")

        assert "只有代表可以做" in town.last(li_mei).text


async def test_an_english_deputy_reads_english(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        zhang: Who = await town.seated("zhang-wei")
        await town.work(lambda work: _speak_english(work, zhang.id))
        await file_matter(town, town.person("李梅"))

        await town.message(zhang, "Inbox")

        assert "To be claimed: 1" in town.last(zhang).text
        assert town.sent_to(zhang)[0].has("Claim")


def _speak_english(work: Work, telegram_id: int) -> None:
    person = work.session.scalars(select(Person).where(Person.telegram_id == telegram_id)).one()
    person.language = "en"
