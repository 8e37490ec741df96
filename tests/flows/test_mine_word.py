"""The word after closing: solved, how satisfied, or not solved at all."""

import re

import pytest

from models.kinds import Satisfaction
from models.lifecycle import Status
from models.policy import ClockKind
from services.clocks import running
from tests.flows.residents import answered, close, closed, events_of, newest, report, said
from tests.harness import Town


async def test_solved_asks_how_satisfied_on_the_same_message(town: Town) -> None:
    resident, deputy = town.person("李梅"), await town.seated("zhang-wei")
    await closed(town, resident, deputy)
    question = next(sent for sent in town.sent_to(resident) if sent.has("已解决"))

    await town.press(resident, "已解决", on=question)

    assert question.labels == ["满意", "基本满意", "不满意"]
    assert (await newest(town, resident)).status == Status.CONFIRMED


@pytest.mark.parametrize("label, rating", [("满意", Satisfaction.SATISFIED), ("基本满意", Satisfaction.MOSTLY)])
async def test_the_rating_is_kept_and_told_to_the_owner(town: Town, label: str, rating: Satisfaction) -> None:
    resident, deputy = town.person("李梅"), await town.seated("zhang-wei")
    matter = await closed(town, resident, deputy)
    await town.press(resident, "已解决")

    await town.press(resident, label)

    assert (await newest(town, resident)).satisfaction == rating
    assert f"居民评价：{label}" in said(town, deputy)
    assert (await events_of(town, matter))[-2:] == ["confirmed", "rated"]


async def test_unsolved_without_a_sentence_changes_nothing(town: Town) -> None:
    resident, deputy = town.person("李梅"), await town.seated("zhang-wei")
    await closed(town, resident, deputy)

    await town.press(resident, "未解决")
    await town.message(resident, sticker=True)
    still_asked = town.last(resident).text
    await town.press(resident, "算了")

    matter = await newest(town, resident)
    assert "需要一句文字" in still_asked
    assert (matter.status, matter.disputes, matter.solved) == (Status.CLOSED, 0, None)


async def test_one_sentence_reopens_with_fresh_clocks_for_the_same_owner(town: Town) -> None:
    resident, deputy = town.person("李梅"), await town.seated("zhang-wei")
    before = await closed(town, resident, deputy)
    await town.advance(days=2)

    await town.press(resident, "未解决")
    await town.message(resident, "昨晚又灭了")

    matter = await newest(town, resident)
    clocks = await town.work(lambda work: [clock.kind for clock in running(work, matter)])
    assert (matter.status, matter.claimed_by, matter.disputes) == (Status.CLAIMED, before.claimed_by, 1)
    assert sorted(clocks) == [ClockKind.FIRST_ANSWER, ClockKind.RESOLVE]
    assert "昨晚又灭了" in said(town, deputy)
    assert "已重新办理" in town.last(resident).text


async def test_the_sentence_may_come_with_a_photo(town: Town) -> None:
    resident, deputy = town.person("李梅"), await town.seated("zhang-wei")
    matter = await closed(town, resident, deputy)

    await town.press(resident, "未解决")
    await town.message(resident, "还是不亮", photo=True)

    assert (await events_of(town, matter))[-2:] == ["disputed", "added"]


async def test_dissatisfied_asks_the_sentence_too(town: Town) -> None:
    resident, deputy = town.person("李梅"), await town.seated("zhang-wei")
    await closed(town, resident, deputy)
    await town.press(resident, "已解决")

    await town.press(resident, "不满意")
    unchanged = (await newest(town, resident)).status
    await town.message(resident, "等了太久")

    assert unchanged == Status.CONFIRMED
    assert (await newest(town, resident)).status == Status.CLAIMED


async def test_the_sentence_may_reply_to_a_message_of_the_matter(town: Town) -> None:
    resident, deputy = town.person("李梅"), await town.seated("zhang-wei")
    await closed(town, resident, deputy)
    await town.press(resident, "未解决")

    await town.message(resident, "还是不亮", reply_to=town.last(resident))

    assert (await newest(town, resident)).disputes == 1


async def test_the_second_dispute_goes_to_the_office(town: Town) -> None:
    resident, deputy, office = town.person("李梅"), await town.seated("zhang-wei"), await town.seated("office-1")
    await closed(town, resident, deputy)
    await town.press(resident, "未解决")
    await town.message(resident, "还是不亮")
    await answer_again(town, deputy)

    await town.press(resident, "未解决")
    await town.message(resident, "第二次还是不亮")

    assert (await newest(town, resident)).disputes == 2
    assert "第二次还是不亮" in said(town, office)
    assert "区人大办裁定" in town.last(resident).text


async def test_after_twenty_eight_days_nothing_is_reopened(town: Town) -> None:
    resident, deputy = town.person("李梅"), await town.seated("zhang-wei")
    await closed(town, resident, deputy)
    await town.press(resident, "已解决")
    await town.press(resident, "满意")
    matter = await newest(town, resident)
    await town.advance(days=29)

    key = town.forge(resident, f"confirm:{matter.id}:0", town.last(resident).message_id)
    await town.settle()

    assert town.telegram.toasts[key].is_alert
    assert (await newest(town, resident)).status == Status.CONFIRMED


async def test_on_the_last_day_it_still_reopens(town: Town) -> None:
    resident, deputy = town.person("李梅"), await town.seated("zhang-wei")
    matter = await closed(town, resident, deputy)
    await town.press(resident, "已解决")
    await town.press(resident, "满意")
    await town.advance(days=28)

    town.forge(resident, f"confirm:{matter.id}:0", town.last(resident).message_id)
    await town.settle()
    await town.message(resident, "又不亮了")

    assert (await newest(town, resident)).status == Status.CLAIMED


async def test_solved_on_the_card_shows_on_the_card(town: Town) -> None:
    resident, deputy = town.person("李梅"), await town.seated("zhang-wei")
    await report(town, resident)
    await town.press(resident, "查看进度")
    card = town.last(resident)
    await answered(town, deputy)
    await close(town, deputy)

    await town.press(resident, "已解决", on=card)
    await town.press(resident, "满意", on=card)

    assert "已确认" in card.text
    assert card.has("未解决")


async def test_the_rating_cannot_be_forged_before_it_is_solved(town: Town) -> None:
    resident, deputy = town.person("李梅"), await town.seated("zhang-wei")
    matter = await closed(town, resident, deputy)

    key = town.forge(resident, f"rate:{matter.id}:satisfied", town.last(resident).message_id)
    await town.settle()

    assert town.telegram.toasts[key].is_alert
    assert (await newest(town, resident)).satisfaction is None


async def answer_again(town: Town, deputy: object) -> None:
    await town.press(deputy, "答复")  # type: ignore[arg-type]
    await town.message(deputy, "换了新的灯具")  # type: ignore[arg-type]
    await town.press(deputy, "A 已解决")  # type: ignore[arg-type]
    await town.press(deputy, "发送")  # type: ignore[arg-type]
    await close(town, deputy)  # type: ignore[arg-type]


async def test_question_rating_and_card_name_the_same_last_day(town: Town) -> None:
    resident, deputy = town.person("李梅"), await town.seated("zhang-wei")
    await closed(town, resident, deputy)
    question = next(sent for sent in town.sent_to(resident) if sent.has("已解决"))
    asked = question.text

    await town.press(resident, "已解决", on=question)
    await town.press(resident, "满意", on=question)
    thanked = question.text
    await town.press(resident, "查看诉求", on=question)

    until = [re.findall(r"[^，。：？ ]+日[^，。]*? 前", text) for text in (asked, thanked, town.last(resident).text)]
    assert until == [["12月16日周三 24:00 前"]] * 3
