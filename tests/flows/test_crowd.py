"""The same words from many accounts: the sixth joins the first matter, and the office is told once."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from bot.features import FEATURES
from models.matter import Follower, Matter
from tests.flows.deputies import file_matter, forged, happenings, matter_of, seated_as
from tests.flows.residents import LIGHT, drafts_of, files_of, to_preview
from tests.harness import Town


async def flooded(town: Town, accounts: int = 5, words: str = LIGHT, **options: object) -> int:
    """Let so many accounts file the same words; return the first matter's id."""
    ids = [await file_matter(town, town.person(f"居民{number}"), words, **options)  # type: ignore[arg-type]
           for number in range(accounts)]
    return ids[0]


async def followers(town: Town, matter_id: int) -> int:
    query = select(func.count()).select_from(Follower).where(Follower.matter_id == matter_id)
    return await town.read(lambda session: session.scalar(query) or 0)


async def matters(town: Town) -> int:
    return await town.read(lambda session: session.scalar(select(func.count()).select_from(Matter)) or 0)


async def test_the_sixth_account_joins_the_first_matter_and_reads_why(tmp_path: Path) -> None:
    async with Town(tmp_path, FEATURES) as town:
        first, li_mei = await flooded(town), town.person("李梅")
        await to_preview(town, li_mei)

        await town.press(li_mei, "提交")

        number = (await matter_of(town, first)).number or ""
        assert f"已并入 {number}" in town.last(li_mei).text
        assert "5 个账号" in town.last(li_mei).text
        assert "现有 1 人" in town.last(li_mei).text
        assert await followers(town, first) == 1
        assert await matters(town) == 5
        assert (await happenings(town, first))[-3:] == ["joined", "added", "crowded"]


async def test_the_picture_of_a_joined_report_goes_to_the_first_matter(tmp_path: Path) -> None:
    async with Town(tmp_path, FEATURES) as town:
        first, li_mei = await flooded(town), town.person("李梅")
        await to_preview(town, li_mei)

        await town.press(li_mei, "提交")

        files = await files_of(town, await matter_of(town, first))
        assert len(files) == 1
        assert files[0].event_id is not None


async def test_the_progress_button_of_a_joined_report_opens_the_first_matter(tmp_path: Path) -> None:
    async with Town(tmp_path, FEATURES) as town:
        first, li_mei = await flooded(town), town.person("李梅")
        await to_preview(town, li_mei)
        await town.press(li_mei, "提交")

        await town.press(li_mei, "查看进度")

        assert ((await matter_of(town, first)).number or "-") in town.last(li_mei).text


async def test_office_and_street_are_told_once_and_can_look(tmp_path: Path) -> None:
    async with Town(tmp_path, FEATURES) as town:
        office = await seated_as(town, "office")
        first = await flooded(town)
        for name in ("李梅", "王强"):
            await to_preview(town, town.person(name))
            await town.press(town.person(name), "提交")
            await town.advance(minutes=1)

        told = [sent for sent in town.sent_to(office) if "几乎相同" in sent.text]
        await town.press(office, "查看", on=told[0])

        assert len(told) == 1
        assert "6 个账号" in told[0].text
        assert await followers(town, first) == 2
        assert town.last(office).has("禁言")


async def test_the_fifth_account_still_files_a_matter(tmp_path: Path) -> None:
    async with Town(tmp_path, FEATURES) as town:
        await flooded(town, 4)
        li_mei = town.person("李梅")
        await to_preview(town, li_mei)

        await town.press(li_mei, "提交")

        assert "已提交" in town.last(li_mei).text
        assert await matters(town) == 5


async def test_five_matters_of_one_account_are_no_crowd(tmp_path: Path) -> None:
    async with Town(tmp_path, FEATURES) as town:
        for _ in range(5):
            await file_matter(town, town.person("王强"), LIGHT)
        li_mei = town.person("李梅")
        await to_preview(town, li_mei)

        await town.press(li_mei, "提交")

        assert "已提交" in town.last(li_mei).text


async def test_words_older_than_a_week_count_no_more(tmp_path: Path) -> None:
    async with Town(tmp_path, FEATURES) as town:
        await flooded(town)
        town.clock.moment += timedelta(days=7, minutes=1)
        li_mei = town.person("李梅")
        await to_preview(town, li_mei)

        await town.press(li_mei, "提交")

        assert "已提交" in town.last(li_mei).text


async def test_other_words_are_a_matter_of_their_own(tmp_path: Path) -> None:
    async with Town(tmp_path, FEATURES) as town:
        await flooded(town)
        li_mei = town.person("李梅")
        await to_preview(town, li_mei, "公园里新装的路灯晚上不亮，跑步的人差点摔倒，请派人检查线路")

        await town.press(li_mei, "提交")

        assert "已提交" in town.last(li_mei).text


async def test_an_urgent_report_is_never_joined(tmp_path: Path) -> None:
    async with Town(tmp_path, FEATURES) as town:
        words = "小区门口的路灯漏电，已经有人被电到了，大家都不敢走"
        await flooded(town, words=words)
        li_mei = town.person("李梅")
        await town.message(li_mei, words, photo=True)
        await town.press(li_mei, "现在有危险")
        await town.message(li_mei, "西乡街道固戍社区东山路")
        await town.press(li_mei, "路灯不亮")
        while town.last(li_mei).has("跳过"):
            await town.press(li_mei, "跳过")

        await town.press(li_mei, "提交")

        assert await matters(town) == 6
        assert await drafts_of(town, li_mei) == []


async def test_who_follows_already_is_not_counted_twice(tmp_path: Path) -> None:
    async with Town(tmp_path, FEATURES) as town:
        first, li_mei = await flooded(town), town.person("李梅")
        for _ in range(2):
            await to_preview(town, li_mei)
            await town.press(li_mei, "提交")
            await town.advance(minutes=1)

        assert await followers(town, first) == 1
        assert "您已经在" in town.last(li_mei).text


async def test_a_double_tap_joins_once(tmp_path: Path) -> None:
    async with Town(tmp_path, FEATURES) as town:
        first, li_mei = await flooded(town), town.person("李梅")
        draft = await to_preview(town, li_mei)
        await town.press(li_mei, "提交")

        stale = await forged(town, li_mei, f"submit:{draft.id}", on=town.last(li_mei).message_id)

        assert stale.is_alert
        assert await followers(town, first) == 1


async def test_strangers_do_not_read_where_another_follower_lives(tmp_path: Path) -> None:
    async with Town(tmp_path, FEATURES) as town:
        first, li_mei = await flooded(town, community="xinan-1"), town.person("李梅")
        await to_preview(town, li_mei)

        await town.press(li_mei, "提交")

        assert await followers(town, first) == 1
        assert not any("东山路" in sent.text for sent in town.sent_to(town.person("居民0")))
