"""`我的诉求`: the list, the card, additions, chase, withdrawal, share."""

from models.lifecycle import Status
from tests.flows.residents import GUSHU_PIN, closed, events_of, files_of, newest, report, said, to_preview
from tests.harness import Town


async def test_the_list_has_pages_of_five(town: Town) -> None:
    resident = town.person("李梅")
    for hour in range(7):
        await report(town, resident)
        if hour == 4:
            await town.advance(hours=1, minutes=1)

    await town.message(resident, "我的诉求")
    first = town.last(resident).labels
    await town.press(resident, "下一页")

    assert [label[:14] for label in first[:5]] == [f"BA-261118-000{number}" for number in (7, 6, 5, 4, 3)]
    assert len([label for label in town.last(resident).labels if label.startswith("BA-")]) == 2


async def test_the_list_tells_state_and_age(town: Town) -> None:
    resident = town.person("李梅")
    await report(town, resident)
    await town.advance(days=3)

    await town.message(resident, "/my")

    assert "等待认领 · 3 天" in town.last(resident).text


async def test_the_list_of_nobody_says_how_to_begin(town: Town) -> None:
    resident = town.person("李梅")

    await town.message(resident, "我的诉求")

    assert "还没有提交过" in town.last(resident).text


async def test_the_list_mentions_the_draft_that_waits(town: Town) -> None:
    resident = town.person("李梅")
    await report(town, resident)
    await to_preview(town, resident)

    await town.message(resident, "我的诉求")

    assert "未提交的草稿" in town.sent_to(resident)[-2].text


async def test_the_card_shows_where_it_stands_and_what_happened(town: Town) -> None:
    resident, deputy = town.person("李梅"), await town.seated("zhang-wei")
    matter = await report(town, resident)
    await town.press(deputy, "认领")

    await town.message(resident, "我的诉求")
    await town.press(resident, f"{matter.number} 路灯不亮")

    card = town.last(resident)
    assert "已认领" in card.text
    assert "张伟 代表" in card.text
    assert "您 提交" in card.text
    assert {"补充", "催办", "撤回", "分享", "全部经过"} <= set(card.labels)


async def test_the_card_changes_with_the_matter(town: Town) -> None:
    resident, deputy = town.person("李梅"), await town.seated("zhang-wei")
    await report(town, resident)
    await town.press(resident, "查看进度")
    card = town.last(resident)
    before = card.text

    await town.press(deputy, "认领")

    assert "等待认领" in before
    assert "张伟 代表" in card.text


async def test_the_whole_timeline_is_paged(town: Town) -> None:
    resident = town.person("李梅")
    await report(town, resident)
    for part in range(12):
        await town.message(resident, f"补充第 {part} 条情况", reply_to=town.last(resident))

    await town.press(resident, "查看诉求")
    await town.press(resident, "全部经过")
    await town.press(resident, "下一页")

    assert "（2/2）" in town.last(resident).text
    assert "补充第 11 条情况" in town.last(resident).text
    assert town.last(resident).has("返回诉求")


async def test_an_addition_reaches_all_deputies_while_nobody_owns_it(town: Town) -> None:
    resident = town.person("李梅")
    zhang, chen = await town.seated("zhang-wei"), await town.seated("chen-jing")
    matter = await report(town, resident)
    await town.press(resident, "查看进度")

    await town.press(resident, "补充")
    await town.message(resident, "灯杆也歪了")

    assert "已补充" in town.last(resident).text
    for deputy in (zhang, chen):
        assert "灯杆也歪了" in said(town, deputy)
    assert await events_of(town, matter) == ["submitted", "added"]


async def test_a_reply_to_any_message_of_the_matter_is_an_addition(town: Town) -> None:
    resident, deputy = town.person("李梅"), await town.seated("zhang-wei")
    matter = await report(town, resident)
    await town.press(deputy, "认领")

    await town.message(resident, "谢谢，灯杆编号是 GS-7", reply_to=town.last(resident))

    assert "GS-7" in said(town, deputy)
    assert (await newest(town, resident)).id == matter.id


async def test_an_album_as_a_reply_is_one_addition(town: Town) -> None:
    resident, deputy = town.person("李梅"), await town.seated("zhang-wei")
    matter = await report(town, resident)

    await town.message(resident, "新拍的", photos=3, reply_to=town.last(resident))
    await town.advance(seconds=3)

    assert len(await files_of(town, matter)) == 4
    assert await events_of(town, matter) == ["submitted", "added"]
    assert len([sent for sent in town.sent_to(deputy) if "新拍的" in sent.text and not sent.has("认领")]) == 1


async def test_an_album_after_the_button_is_one_addition(town: Town) -> None:
    resident = town.person("李梅")
    matter = await report(town, resident)
    await town.press(resident, "查看进度")

    await town.press(resident, "补充")
    await town.message(resident, photos=3)

    assert len(await files_of(town, matter)) == 4
    assert await events_of(town, matter) == ["submitted", "added"]


async def test_a_pin_and_a_voice_may_be_added(town: Town) -> None:
    resident, deputy = town.person("李梅"), await town.seated("zhang-wei")
    matter = await report(town, resident)

    await town.message(resident, location=GUSHU_PIN, reply_to=town.last(resident))
    await town.message(resident, voice=True, reply_to=town.last(resident))

    assert await events_of(town, matter) == ["submitted", "added", "added"]
    assert "22.60660" in said(town, deputy)


async def test_a_sticker_is_no_addition(town: Town) -> None:
    resident = town.person("李梅")
    matter = await report(town, resident)

    await town.message(resident, sticker=True, reply_to=town.last(resident))

    assert "不能补充" in town.last(resident).text
    assert await events_of(town, matter) == ["submitted"]


async def test_an_addition_by_night_waits_for_the_morning(town: Town) -> None:
    resident, deputy = town.person("李梅"), await town.seated("zhang-wei")
    await report(town, resident)
    await town.advance(hours=13)
    before = len(town.sent_to(deputy))

    await town.message(resident, "灯杆也歪了", reply_to=town.last(resident))
    at_night = len(town.sent_to(deputy))
    await town.advance(hours=10)

    assert at_night == before
    assert "灯杆也歪了" in said(town, deputy)


async def test_a_chase_tells_what_happened_since_and_until_when(town: Town) -> None:
    resident, deputy = town.person("李梅"), await town.seated("zhang-wei")
    matter = await report(town, resident)
    await town.press(deputy, "认领")
    await town.press(resident, "查看进度")

    await town.press(resident, "催办")

    text = town.last(resident).text
    assert "张伟 代表" in text
    assert "首次答复" in text
    assert "第 1 次催办" in said(town, deputy)
    assert await events_of(town, matter) == ["submitted", "claimed", "chased"]


async def test_a_matter_is_chased_once_a_day(town: Town) -> None:
    resident = town.person("李梅")
    await town.seated("zhang-wei")
    matter = await report(town, resident)
    await town.press(resident, "查看进度")
    await town.press(resident, "催办")

    toast = await town.press(resident, "催办")
    await town.advance(days=1)
    await town.press(resident, "催办")

    assert toast is not None
    assert toast.is_alert
    assert (await events_of(town, matter)).count("chased") == 2


async def test_withdrawing_is_asked_once_more(town: Town) -> None:
    resident = town.person("李梅")
    matter = await report(town, resident)

    await town.press(resident, "撤回")
    asked = (await newest(town, resident)).status
    await town.press(resident, "确认撤回")

    assert asked == Status.SUBMITTED
    assert (await newest(town, resident)).status == Status.WITHDRAWN
    assert await events_of(town, matter) == ["submitted", "withdrawn"]


async def test_who_does_not_withdraw_keeps_the_matter(town: Town) -> None:
    resident = town.person("李梅")
    await report(town, resident)

    await town.press(resident, "撤回")
    await town.press(resident, "不撤回")

    assert (await newest(town, resident)).status == Status.SUBMITTED


async def test_the_owner_hears_of_a_withdrawal_and_loses_the_buttons(town: Town) -> None:
    resident, deputy = town.person("李梅"), await town.seated("zhang-wei")
    await report(town, resident)
    await town.press(deputy, "认领")

    await town.press(resident, "撤回")
    await town.press(resident, "确认撤回")

    assert "已撤回" in town.last(deputy).text
    assert not any(sent.has("答复") for sent in town.sent_to(deputy))


async def test_an_ended_matter_takes_no_addition_and_says_what_to_do(town: Town) -> None:
    resident = town.person("李梅")
    matter = await report(town, resident)
    await town.press(resident, "撤回")
    await town.press(resident, "确认撤回")

    await town.message(resident, "还是坏的", reply_to=town.last(resident))

    assert "不能再补充" in town.last(resident).text
    assert await events_of(town, matter) == ["submitted", "withdrawn"]


async def test_a_closed_matter_offers_to_reopen_instead_of_an_addition(town: Town) -> None:
    resident, deputy = town.person("李梅"), await town.seated("zhang-wei")
    await closed(town, resident, deputy)

    await town.message(resident, "还是坏的", reply_to=town.last(resident))

    assert town.last(resident).has("未解决")


async def test_sharing_gives_a_link_to_the_public_view(town: Town) -> None:
    resident = town.person("李梅")
    matter = await report(town, resident)
    await town.press(resident, "查看进度")

    await town.press(resident, "分享")

    assert f"start=mt_{matter.number}" in town.last(resident).text


async def test_nobody_touches_the_matter_of_another(town: Town) -> None:
    resident, stranger = town.person("李梅"), town.person("王强")
    matter = await report(town, resident)
    await town.message(stranger, "/start")

    for verb in ("matter:{}", "myhist:{}:0", "chase:{}", "withdraw:{}:1", "share:{}", "add:{}", "confirm:{}:1",
                 "confirm:{}:0", "rate:{}:satisfied", "rate:{}:dissatisfied", "nevermind:{}", "keep:{}"):
        key = town.forge(stranger, verb.format(matter.id), town.last(stranger).message_id)
        await town.settle()
        assert town.telegram.toasts[key].is_alert, verb

    assert await events_of(town, matter) == ["submitted"]


async def test_a_follower_sees_the_matter_but_neither_chases_nor_withdraws(town: Town) -> None:
    resident, neighbour = town.person("李梅"), town.person("王强")
    matter = await report(town, resident)
    await town.message(neighbour, f"/start me_{matter.number}")
    await town.press(neighbour, "我也遇到")

    await town.press(neighbour, "查看诉求")

    assert town.last(neighbour).has("补充")
    assert not town.last(neighbour).has("催办")
    assert not town.last(neighbour).has("撤回")
