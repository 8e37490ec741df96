"""First words, classed answers, questions, messages and notes."""

from pathlib import Path

from sqlalchemy import select

from models.matter import Attachment
from tests.flows.deputies import answered, claimed, forged, happenings, matter_of, running_clocks, town_of


async def test_a_first_word_names_its_date_and_stops_the_first_answer_clock(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        matter_id = await claimed(town, li_mei, zhang)

        await town.press(zhang, "答复")
        await town.message(zhang, "已联系街道，周五到现场看。")
        await town.press(zhang, "先作回应")
        assert "下一步在哪一天" in town.last(zhang).text
        await town.press(zhang, "11月19日周四")
        assert "群众将看到" in town.last(zhang).text
        await town.press(zhang, "发送")

        told = town.last(li_mei).text
        assert "张伟 代表对您的诉求" in told
        assert "已联系街道" in told
        assert "11月19日周四" in told
        assert await running_clocks(town) == {"resolve"}
        assert (await matter_of(town, matter_id)).status == "claimed"
        assert (await happenings(town, matter_id))[-1] == "responded"


async def test_a_solved_answer_reaches_the_resident_with_its_class(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        matter_id = await claimed(town, li_mei, zhang)

        await answered(town, zhang)

        matter = await matter_of(town, matter_id)
        assert (matter.status, matter.result_class) == ("answered", "A")
        assert "办理结果：A 已解决" in town.last(li_mei).text
        assert await running_clocks(town) == {"resolve"}


async def test_b_and_c_ask_the_date_which_may_be_typed(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        matter_id = await claimed(town, li_mei, zhang)
        await town.press(zhang, "答复")
        await town.message(zhang, "灯具已订货。")
        await town.press(zhang, "B 正在解决")

        await town.message(zhang, "尽快")
        refused = town.last(zhang).text
        await town.message(zhang, "昨天")
        await town.message(zhang, "2026-11-17")
        past = town.last(zhang).text
        await town.message(zhang, "12月1日")
        await town.press(zhang, "发送")

        assert "没看懂这个日期" in refused
        assert "今天以后" in past
        assert "承诺日期：12月1日周二" in town.last(li_mei).text
        assert (await matter_of(town, matter_id)).result_class == "B"


async def test_d_asks_the_reason(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        await claimed(town, li_mei, zhang)
        await town.press(zhang, "答复")
        await town.message(zhang, "核实过了。")

        await town.press(zhang, "D 暂无法解决")
        await town.message(zhang, "管线权属不清 <待法院判决>")
        await town.press(zhang, "发送")

        assert "原因：管线权属不清 <待法院判决>" in town.last(li_mei).text


async def test_an_album_and_words_make_one_answer(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        matter_id = await claimed(town, li_mei, zhang)
        await town.press(zhang, "答复")

        await town.message(zhang, "修好了，请看。", photos=3)
        collected = [sent.text for sent in town.sent_to(zhang) if "的答复" in sent.text]
        await town.message(zhang, "谢谢反映。")
        await town.press(zhang, "A 已解决")
        await town.press(zhang, "发送")

        assert len(collected) == 1
        assert "3 个附件" in collected[0]
        albums = [sent for sent in town.sent_to(li_mei) if sent.media]
        assert sum(len(sent.media) for sent in albums) == 3
        assert "修好了，请看。\n谢谢反映。" in town.last(li_mei).text
        kept = await town.read(lambda session: session.scalars(
            select(Attachment).where(Attachment.matter_id == matter_id)).all())
        assert len(kept) == 3
        assert all(item.event_id for item in kept)


async def test_pictures_alone_are_no_answer(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        await claimed(town, li_mei, zhang)
        await town.press(zhang, "答复")

        await town.message(zhang, photo=True)

        assert "请再写几句话" in town.last(zhang).text
        assert not town.last(zhang).has("A 已解决")


async def test_send_pressed_twice_sends_once(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        await claimed(town, li_mei, zhang)
        await town.press(zhang, "答复")
        await town.message(zhang, "修好了。")
        await town.press(zhang, "A 已解决")
        keys = [town.send_press(zhang, "发送"), town.send_press(zhang, "发送")]

        await town.settle()

        assert len([sent for sent in town.sent_to(li_mei) if "办理结果" in sent.text and "答复您" in sent.text]) == 1
        assert "这个按钮已过期" in town.telegram.toasts[keys[1]].text


async def test_an_answer_can_be_edited_or_thrown_away(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        matter_id = await claimed(town, li_mei, zhang)
        await town.press(zhang, "答复")
        await town.message(zhang, "写错了")
        await town.press(zhang, "A 已解决")

        await town.press(zhang, "修改")
        await town.message(zhang, "写对了")
        assert "写错了" not in town.last(zhang).text
        await town.press(zhang, "取消")

        assert "没有发送" in town.last(zhang).text
        assert (await matter_of(town, matter_id)).status == "claimed"
        assert not any("写对了" in sent.text for sent in town.sent_to(li_mei))


async def test_a_menu_word_and_a_restart_keep_the_answer(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        await claimed(town, li_mei, zhang)
        await town.press(zhang, "答复")
        await town.message(zhang, "先写一半")
        await town.message(zhang, "/cancel")
        await town.restart()

        await town.press(zhang, "答复", on=next(sent for sent in town.sent_to(zhang) if sent.has("答复")))

        assert "先写一半" in town.last(zhang).text


async def test_a_later_class_replaces_the_earlier_one(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        matter_id = await claimed(town, li_mei, zhang)
        await town.press(zhang, "答复")
        await town.message(zhang, "列入计划。")
        await town.press(zhang, "C 列入计划")
        await town.press(zhang, "11月25日周三")
        await town.press(zhang, "发送")

        await answered(town, zhang, "提前修好了。")

        matter = await matter_of(town, matter_id)
        assert (matter.result_class, matter.promise_on) == ("A", None)
        assert (await happenings(town, matter_id)).count("answered") == 2


async def test_a_resident_who_blocked_the_bot_is_named_to_the_deputy(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        matter_id = await claimed(town, li_mei, zhang)
        await town.block(li_mei)

        await answered(town, zhang)

        assert "收不到消息" in town.last(zhang).text
        assert any("停用了机器人" in sent.text for sent in town.sent_to(zhang) if sent.has("全部经过"))
        assert (await matter_of(town, matter_id)).status == "answered"


async def test_too_long_an_answer_is_refused_before_it_is_lost(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        await claimed(town, li_mei, zhang)
        await town.press(zhang, "答复")
        await town.message(zhang, "修好了。")

        await town.message(zhang, "长" * 3500)

        assert "文字太长了" in town.last(zhang).text
        await town.message(zhang, "谢谢。")
        assert "修好了。\n谢谢。" in town.last(zhang).text


async def test_back_returns_to_what_was_written_and_then_leaves_it_kept(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        await claimed(town, li_mei, zhang)
        card = town.last(zhang)
        await town.press(zhang, "答复")
        await town.message(zhang, "正在核实。")
        await town.press(zhang, "B 正在解决")

        await town.message(zhang, "/back")
        again = town.last(zhang).labels
        await town.message(zhang, "/back")
        await town.press(zhang, "答复", on=card)

        assert "A 已解决" in again
        assert "正在核实。" in town.last(zhang).text


async def test_what_was_answered_can_be_closed_from_the_message_that_says_so(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        matter_id = await claimed(town, li_mei, zhang)
        await town.press(zhang, "答复")
        await town.message(zhang, "下周开始施工。")
        await town.press(zhang, "D 暂无法解决")
        await town.message(zhang, "管线权属不清")
        await town.press(zhang, "发送")
        sent = next(each for each in reversed(town.sent_to(zhang)) if "请按“办结”" in each.text)

        data, offered = sent.button("办结").data, sent.text
        await town.press(zhang, "办结", on=sent)
        again = await forged(town, zhang, data or "", on=sent.message_id)

        assert again.text
        assert len([each for each in town.sent_to(li_mei) if each.has("已解决")]) == 1
        assert "\n⏰" in offered
        assert sent.labels == []
        assert (await matter_of(town, matter_id)).status == "closed"


async def test_a_first_word_offers_no_closing(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        await claimed(town, li_mei, zhang)
        await town.press(zhang, "答复")
        await town.message(zhang, "已安排现场查看。")
        await town.press(zhang, "先作回应")
        await town.message(zhang, "11月25日")
        await town.press(zhang, "发送")

        told = next(each for each in reversed(town.sent_to(zhang)) if "回应已发给群众" in each.text)

        assert told.labels == []
