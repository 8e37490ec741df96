"""常用语: filled in, changed, sent; written and dropped by the office alone."""

from pathlib import Path

import pytest
from sqlalchemy import select

from handlers import canned, canned_office
from models.canned import CannedRow
from models.organisation import Seat
from models.person import Person
from models.timeline import AnswerDraft
from services.work import Work
from tests.flows.deputies import ROUTES, claimed, file_matter, forged, matter_of, seated_as
from tests.harness import Town, Who
from texts.canned_presses import CannedPress, CategoryPress, DropPress, OnePress, PickPress, RestorePress, RewordPress


def canned_town(folder: Path) -> Town:
    return Town(folder, [*ROUTES, canned.routes, canned_office.routes])


async def draft_of(town: Town) -> AnswerDraft:
    return await town.read(lambda session: session.scalars(select(AnswerDraft)).one())


async def answering(town: Town, zhang: Who, **options: object) -> int:
    """Let 张伟 claim a matter and begin to answer it."""
    matter_id = await claimed(town, town.person("李梅"), zhang, **options)
    await town.press(zhang, "答复")
    return matter_id


async def rows_of(town: Town) -> dict[str, CannedRow]:
    return await town.read(lambda session: {row.code: row for row in session.scalars(select(CannedRow))})


async def write_new(town: Town, office: Who, name: str, words: str) -> None:
    await town.message(office, "/canned")
    await town.press(office, "新增")
    await town.message(office, name)
    await town.message(office, words)


async def test_a_canned_reply_is_filled_in_and_sent(tmp_path: Path) -> None:
    async with canned_town(tmp_path) as town:
        zhang, li_mei = await town.seated("zhang-wei"), town.person("李梅")
        matter = await matter_of(town, await answering(town, zhang, place="东山路 3 号"))
        form = town.last(zhang)

        await town.press(zhang, "常用语")
        await town.press(zhang, "路灯已修复")
        filled = (await draft_of(town)).words
        await town.press(zhang, "A 已解决")
        await town.press(zhang, "发送")

        assert filled == ("居民朋友，您好。西乡街道固戍社区东山路 3 号的路灯已于 11月18日周三 修好，"
                          "今晚请您看看是否正常亮灯。谢谢您的提醒。")
        assert filled in town.last(li_mei).text
        assert "已发送" in form.text or matter.number in form.text


async def test_every_variable_that_ships_is_filled_in(tmp_path: Path) -> None:
    async with canned_town(tmp_path) as town:
        zhang, office = await town.seated("zhang-wei"), await seated_as(town, "office")
        words = "{number}|{place}|{date}|{resident}|{deadline}|{category}|{deputy}"
        await write_new(town, office, "全部变量", words)
        matter = await matter_of(town, await answering(town, zhang, anonymous=False))

        await town.press(zhang, "常用语")
        while not town.last(zhang).has("全部变量"):
            await town.press(zhang, "下一页")
        await town.press(zhang, "全部变量")

        assert (await draft_of(town)).words == (
            f"{matter.number}|西乡街道固戍社区|11月18日周三|李梅|11月20日周五|路灯不亮|张伟 代表")


async def test_the_list_begins_with_the_category_and_is_paged_by_five_in_one_message(tmp_path: Path) -> None:
    async with canned_town(tmp_path) as town:
        zhang = await town.seated("zhang-wei")
        await answering(town, zhang)
        await town.press(zhang, "常用语")
        form, sent = town.last(zhang), len(town.sent_to(zhang))
        first = form.labels

        await town.press(zhang, "下一页")

        assert first[:2] == ["路灯已修复", "路灯等配件"]
        assert len(first) == 5 + 2
        assert "垃圾已清运" not in first + form.labels
        assert form.has("上一页")
        assert form.has("政策解释") or form.has("由其他单位办理")
        assert len(town.sent_to(zhang)) == sent


async def test_it_joins_what_was_written_and_a_double_tap_puts_it_once(tmp_path: Path) -> None:
    async with canned_town(tmp_path) as town:
        zhang = await town.seated("zhang-wei")
        matter_id = await answering(town, zhang)
        await town.message(zhang, "先说一句。")
        await town.press(zhang, "常用语")
        on = town.last(zhang).message_id

        for _ in range(2):
            await forged(town, zhang, PickPress(matter_id, "lamp_fixed").pack(), on=on)
        await town.message(zhang, "再说一句。")

        words = (await draft_of(town)).words
        assert words.startswith("先说一句。\n")
        assert words.endswith("\n再说一句。")
        assert words.count("路灯已于") == 1


async def test_the_words_can_be_changed_before_they_are_sent(tmp_path: Path) -> None:
    async with canned_town(tmp_path) as town:
        zhang, li_mei = await town.seated("zhang-wei"), town.person("李梅")
        await answering(town, zhang)
        await town.message(zhang, photo=True)
        await town.press(zhang, "常用语")
        await town.press(zhang, "路灯已修复")
        await town.press(zhang, "修改文字")
        asked = town.last(zhang)
        await town.message(zhang, sticker=True)
        refused = town.last(zhang).text

        await town.message(zhang, "路灯换了新的，请您看看。")
        await town.press(zhang, "A 已解决")
        await town.press(zhang, "发送")

        assert "<code>居民朋友，您好。" in asked.html
        assert "这里要文字" in refused
        assert any("路灯换了新的，请您看看。" in sent.text for sent in town.sent_to(li_mei))
        assert not any("今晚请您看看" in sent.text for sent in town.sent_to(li_mei))
        assert any(sent.media for sent in town.sent_to(li_mei))


async def test_back_from_the_list_and_from_changing_keeps_the_answer(tmp_path: Path) -> None:
    async with canned_town(tmp_path) as town:
        zhang = await town.seated("zhang-wei")
        await answering(town, zhang)
        await town.press(zhang, "常用语")
        await town.press(zhang, "返回答复")
        empty = town.last(zhang).text
        await town.message(zhang, "已请人去看。")
        await town.press(zhang, "修改文字")
        await town.message(zhang, "/back")

        assert "已请人去看。" in town.last(zhang).text
        assert town.last(zhang).has("先作回应")
        assert "已请人去看。" not in empty
        assert (await draft_of(town)).words == "已请人去看。"


async def test_too_long_a_change_is_refused_and_the_words_stay(tmp_path: Path) -> None:
    async with canned_town(tmp_path) as town:
        zhang = await town.seated("zhang-wei")
        await answering(town, zhang)
        await town.message(zhang, "已请人去看。")
        await town.press(zhang, "修改文字")

        await town.message(zhang, "长" * 3001)

        assert "最多 3000 字" in town.last(zhang).text
        assert (await draft_of(town)).words == "已请人去看。"


async def test_nobody_else_fills_in_an_answer(tmp_path: Path) -> None:
    async with canned_town(tmp_path) as town:
        zhang, chen = await town.seated("zhang-wei"), await town.seated("chen-jing")
        matter_id = await answering(town, zhang)

        for who in (chen, town.person("李梅")):
            for press in (CannedPress(matter_id, 0), PickPress(matter_id, "lamp_fixed"), RewordPress(matter_id)):
                toast = await forged(town, who, press.pack())
                assert toast.text

        assert (await draft_of(town)).words == ""


async def test_a_reply_of_another_category_or_after_sending_is_stale(tmp_path: Path) -> None:
    async with canned_town(tmp_path) as town:
        zhang = await town.seated("zhang-wei")
        matter_id = await answering(town, zhang)
        form = town.last(zhang)

        foreign = await forged(town, zhang, PickPress(matter_id, "road_patched").pack(), on=form.message_id)
        await town.press(zhang, form.labels[-1], on=form)
        late = await forged(town, zhang, PickPress(matter_id, "lamp_fixed").pack(), on=form.message_id)

        assert "过期" in (foreign.text or "")
        assert "过期" in (late.text or "")


async def test_the_office_writes_one_and_deputies_choose_it(tmp_path: Path) -> None:
    async with canned_town(tmp_path) as town:
        zhang, office = await town.seated("zhang-wei"), await seated_as(town, "office")

        await write_new(town, office, "夜间抢修", "今晚 {place} 抢修 <b>路灯</b>。")
        await town.press(office, "改适用类别")
        await town.press(office, "路灯不亮")
        await answering(town, zhang)
        await town.press(zhang, "常用语")
        await town.press(zhang, "夜间抢修")

        assert "适用：路灯不亮" in town.last(office).text
        assert "&lt;b&gt;路灯" in town.last(office).html
        assert (await draft_of(town)).words == "今晚 西乡街道固戍社区 抢修 <b>路灯</b>。"


async def test_a_shipped_one_is_changed_dropped_and_restored(tmp_path: Path) -> None:
    async with canned_town(tmp_path) as town:
        zhang, office = await town.seated("zhang-wei"), await seated_as(town, "office")
        await answering(town, zhang)
        await forged(town, office, OnePress("lamp_fixed", 0).pack())
        await town.press(office, "改名称")
        await town.message(office, "灯亮了")
        await town.press(office, "改内容")
        await town.message(office, "路灯亮了。")
        changed = await offered(town, zhang)
        await town.press(office, "删除")
        await town.press(office, "确认删除")
        after_drop = await offered(town, zhang)
        await town.message(office, "/canned")
        while not town.last(office).has("路灯已修复"):
            await town.press(office, "下一页")
        await town.press(office, "路灯已修复")
        gone = town.last(office).text
        await town.press(office, "恢复原文")

        assert changed[0] == "灯亮了"
        assert "灯亮了" not in after_drop
        assert "路灯已修复" not in after_drop
        assert "可以恢复" in gone
        assert (await offered(town, zhang))[0] == "路灯已修复"
        assert await rows_of(town) == {}


async def offered(town: Town, zhang: Who) -> list[str]:
    """Return what the first page of the list offers the deputy now."""
    await town.press(zhang, "常用语")
    labels = town.last(zhang).labels
    await town.press(zhang, "返回答复")
    return labels


async def test_an_own_one_is_dropped_for_good(tmp_path: Path) -> None:
    async with canned_town(tmp_path) as town:
        office = await seated_as(town, "office")
        await write_new(town, office, "夜间抢修", "今晚抢修。")

        await town.press(office, "删除")
        await town.press(office, "确认删除")

        assert await rows_of(town) == {}
        assert not town.last(office).has("夜间抢修")


@pytest.mark.parametrize(("name", "words", "told"), [
    ("名" * 31, "好", "1 到 30 个字"), ("两\n行", "好", "1 到 30 个字"), ("好", "字" * 1001, "1 到 1000 个字"),
    ("好", "{电话} 找我", "{电话} 不能自动填写"),
])
async def test_what_would_not_work_is_refused_and_asked_again(tmp_path: Path, name: str, words: str,
                                                              told: str) -> None:
    async with canned_town(tmp_path) as town:
        office = await seated_as(town, "office")
        await town.message(office, "/canned")
        await town.press(office, "新增")

        await town.message(office, name)
        await town.message(office, words)
        refused = [sent.text for sent in town.sent_to(office)]
        rows = await rows_of(town)
        if name == "好":
            await town.message(office, "改好了")

        assert any(told in text for text in refused)
        assert not any(row.words in (words, "") for row in rows.values())
        assert [row.words for row in (await rows_of(town)).values()][:1] == (["改好了"] if name == "好" else [])


async def test_only_the_office_writes_canned_replies(tmp_path: Path) -> None:
    async with canned_town(tmp_path) as town:
        for who in (town.person("李梅"), await town.seated("zhang-wei"), await seated_as(town, "officer"),
                    await seated_as(town, "street")):
            await town.message(who, "/canned")
            assert "只有人大办可以做" in town.last(who).text
            for press in (DropPress("lamp_fixed"), CategoryPress("lamp_fixed", ""), RestorePress("lamp_fixed"),
                          OnePress("lamp_fixed", 0)):
                toast = await forged(town, who, press.pack())
                assert "只有人大办可以做" in (toast.text or "")

        assert await rows_of(town) == {}


async def test_codes_and_categories_that_nobody_offered_are_stale(tmp_path: Path) -> None:
    async with canned_town(tmp_path) as town:
        office = await seated_as(town, "office")
        forgeries = (OnePress("nothing", 0), DropPress("nothing"), CategoryPress("lamp_fixed", "nothing"),
                     RestorePress("nothing"), CategoryPress("nothing", ""))

        toasts = [await forged(town, office, press.pack()) for press in forgeries]

        assert all("过期" in (toast.text or "") for toast in toasts)
        assert await rows_of(town) == {}


async def test_a_seat_lost_between_name_and_words_saves_nothing(tmp_path: Path) -> None:
    async with canned_town(tmp_path) as town:
        office = await seated_as(town, "office")
        await file_matter(town, town.person("李梅"))
        await town.message(office, "/canned")
        await town.press(office, "新增")
        await town.message(office, "夜间抢修")
        await town.work(lambda work: _unseat(work, office))

        await town.message(office, "今晚抢修。")

        assert "只有人大办可以做" in town.last(office).text
        assert await rows_of(town) == {}


def _unseat(work: Work, who: Who) -> None:
    person = work.session.scalars(select(Person).where(Person.telegram_id == who.id)).one()
    for seat in work.session.scalars(select(Seat).where(Seat.person_id == person.id)):
        seat.person_id = None
