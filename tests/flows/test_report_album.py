"""Albums: parts come one by one, without an end mark."""

from datetime import timedelta

from tests.flows.residents import GUSHU, LIGHT, choose, files_of, newest, report, to_preview
from tests.harness import Town

PAUSE = timedelta(seconds=2)


async def pause(town: Town) -> None:
    town.clock.moment += PAUSE
    await town.settle()


async def test_an_album_is_answered_once_after_its_last_part(town: Town) -> None:
    resident = town.person("李梅")

    await town.message(resident, LIGHT, photos=4)
    before = len(town.sent_to(resident))
    await pause(town)

    assert before == 0
    assert [sent.text.splitlines()[0] for sent in town.sent_to(resident)] == [
        "📎 已收到 4 件照片、视频或语音，存进草稿了。"]


async def test_the_albums_words_are_the_reports_words(town: Town) -> None:
    resident = town.person("李梅")

    await town.message(resident, LIGHT, photos=3)

    draft = await newest(town, resident)
    assert draft.words == LIGHT
    assert len(await files_of(town, draft)) == 3


async def test_a_late_part_still_joins(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, LIGHT, photos=2, album="trip")
    await pause(town)

    await town.message(resident, photo=True, album="trip")
    await pause(town)

    assert len(await files_of(town, await newest(town, resident))) == 3
    assert "已收到 3 件照片" in town.last(resident).text


async def test_a_part_after_submitting_joins_the_matter(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, LIGHT, photos=2, album="trip")
    await pause(town)
    await town.message(resident, GUSHU)
    await choose(town, resident)
    await town.press(resident, "提交")
    matter = await newest(town, resident)

    await town.message(resident, photo=True, album="trip")

    assert len(await files_of(town, matter)) == 3
    assert (await newest(town, resident)).id == matter.id


async def test_two_albums_join_one_draft(town: Town) -> None:
    resident = town.person("李梅")

    await town.message(resident, LIGHT, photos=10)
    await town.message(resident, photos=10)
    await pause(town)

    assert "已收到 20 件照片" in town.last(resident).text
    assert len(await files_of(town, await newest(town, resident))) == 20


async def test_the_words_may_follow_before_the_album_is_complete(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, photos=3)

    await town.message(resident, LIGHT)
    await pause(town)

    draft = await newest(town, resident)
    assert draft.words == LIGHT
    assert "问题在哪里" in town.sent_to(resident)[0].text


async def test_an_album_in_the_preview_shows_it_anew(town: Town) -> None:
    resident = town.person("李梅")
    await to_preview(town, resident)

    await town.message(resident, photos=3)
    await pause(town)

    assert "附件 4 个" in town.last(resident).text
    assert town.last(resident).has("提交")


async def test_more_files_than_a_draft_holds_are_refused_kindly(town: Town) -> None:
    resident = town.person("李梅")

    for _ in range(4):
        await town.message(resident, LIGHT, photos=9)
    await pause(town)

    assert len(await files_of(town, await newest(town, resident))) == 30
    assert len([sent for sent in town.sent_to(resident) if "最多 30 个附件" in sent.text]) == 1


async def test_an_album_of_a_new_report_leaves_the_last_matter_alone(town: Town) -> None:
    resident = town.person("李梅")
    first = await report(town, resident)

    await town.message(resident, "公园的长椅断了", photos=2)
    await pause(town)

    assert (await newest(town, resident)).id != first.id
    assert len(await files_of(town, first)) == 1
