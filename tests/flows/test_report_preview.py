"""The preview: its switches, [修改], [取消], and what a draft survives."""

from models.kinds import Kind
from tests.flows.residents import GUSHU, LIGHT, choose, drafts_of, files_of, newest, report, to_preview
from tests.harness import Town


async def test_the_kind_goes_round(town: Town) -> None:
    resident = town.person("李梅")
    await to_preview(town, resident)

    seen = []
    for _ in range(4):
        seen.append((await newest(town, resident)).kind)
        label = next(label for label in town.last(resident).labels if label.startswith("类型"))
        await town.press(resident, label)

    assert seen == [Kind.SNAP, Kind.REQUEST, Kind.IDEA, Kind.ENTERPRISE]
    assert (await newest(town, resident)).kind == Kind.SNAP


async def test_one_is_hidden_unless_one_switches_it_off(town: Town) -> None:
    resident, deputy = town.person("李梅"), await town.seated("zhang-wei")
    await report(town, resident)
    hidden = town.last(deputy).text
    await to_preview(town, resident)

    await town.press(resident, "匿名：开")
    label_now = town.last(resident).has("匿名：关")
    await town.press(resident, "提交")

    assert label_now
    assert "居民·" in hidden
    assert "李梅" not in hidden
    assert "李梅" in town.last(deputy).text


async def test_words_may_be_kept_from_the_public(town: Town) -> None:
    resident = town.person("李梅")
    await to_preview(town, resident)

    await town.press(resident, "不公开：关")

    assert (await newest(town, resident)).unpublished
    assert town.last(resident).has("不公开：开")


async def test_the_words_may_be_written_anew(town: Town) -> None:
    resident = town.person("李梅")
    await to_preview(town, resident)

    await town.press(resident, "修改")
    await town.press(resident, "文字")
    await town.message(resident, "路灯不是坏了三天，是五天")

    assert (await newest(town, resident)).words == "路灯不是坏了三天，是五天"
    assert town.last(resident).has("提交")


async def test_the_photos_may_be_removed(town: Town) -> None:
    resident = town.person("李梅")
    await to_preview(town, resident)

    await town.press(resident, "修改")
    await town.press(resident, "照片")
    await town.press(resident, "删除全部照片")

    assert await files_of(town, await newest(town, resident)) == []
    assert town.last(resident).has("提交")


async def test_the_place_may_be_changed(town: Town) -> None:
    resident = town.person("李梅")
    await to_preview(town, resident)

    await town.press(resident, "修改")
    await town.press(resident, "地点")
    await town.message(resident, "福永街道福永社区")

    assert "福永社区" in town.last(resident).text
    assert town.last(resident).has("提交")


async def test_the_category_may_be_changed(town: Town) -> None:
    resident = town.person("李梅")
    await to_preview(town, resident)

    await town.press(resident, "修改")
    await town.press(resident, "类别")
    await town.press(resident, "其他类别")
    await town.press(resident, "道路与出行")
    await town.press(resident, town.last(resident).labels[0])
    while town.last(resident).has("跳过"):
        await town.press(resident, "跳过")

    draft = await newest(town, resident)
    assert town.house.policy.category(str(draft.category)).group == "travel"
    assert draft.answers == {}


async def test_changing_nothing_leads_back(town: Town) -> None:
    resident = town.person("李梅")
    await to_preview(town, resident)
    await town.press(resident, "修改")

    await town.press(resident, "返回预览")

    assert town.last(resident).has("提交")


async def test_words_and_photos_in_the_preview_join_the_draft(town: Town) -> None:
    resident = town.person("李梅")
    await to_preview(town, resident)

    await town.message(resident, "对了，旁边还有一盏也不亮", photo=True)

    assert "旁边还有一盏" in town.last(resident).text
    assert "附件 2 个" in town.last(resident).text


async def test_cancelling_keeps_the_draft_and_offers_to_go_on(town: Town) -> None:
    resident = town.person("李梅")
    await to_preview(town, resident)

    await town.press(resident, "取消")
    offered = town.last(resident).labels
    await town.press(resident, "继续填写")

    assert offered == ["继续填写", "删除草稿"]
    assert town.last(resident).has("提交")


async def test_a_deleted_draft_is_gone_and_its_buttons_are_stale(town: Town) -> None:
    resident = town.person("李梅")
    await to_preview(town, resident)
    preview = town.last(resident)
    submit = preview.button("提交").data
    await town.press(resident, "取消")
    await town.press(resident, "删除草稿")

    key = town.forge(resident, str(submit), preview.message_id)
    await town.settle()

    assert await drafts_of(town, resident) == []
    assert "已过期" in str(town.telegram.toasts[key].text)


async def test_a_new_report_mentions_the_draft_that_waits(town: Town) -> None:
    resident = town.person("李梅")
    await to_preview(town, resident)

    await town.message(resident, "反映诉求")

    parked, asked = town.sent_to(resident)[-2:]
    assert "未提交的草稿" in parked.text
    assert parked.labels == ["继续填写", "删除草稿"]
    assert "请用几句话说说" in asked.text


async def test_the_parked_draft_waits_while_another_is_submitted(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, "公园的长椅断了一条腿", photo=True)
    await town.message(resident, "随手拍")
    await report(town, resident)

    await town.message(resident, "我的诉求")
    await town.press(resident, "继续填写")

    assert "问题在哪里" in town.last(resident).text
    assert [draft.words for draft in await drafts_of(town, resident)] == ["公园的长椅断了一条腿"]


async def test_menu_words_work_in_any_step_and_in_both_languages(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, LIGHT, photo=True)

    await town.message(resident, "Help")

    assert "怎样使用" in town.sent_to(resident)[-2].text
    assert "未提交的草稿" in town.last(resident).text
    assert (await newest(town, resident)).words == LIGHT


async def test_the_form_can_be_walked_backwards(town: Town) -> None:
    resident = town.person("李梅")
    await to_preview(town, resident)

    await town.message(resident, "/back")
    category = town.last(resident).has("其他类别")
    await town.message(resident, "/back")
    place = town.last(resident).text
    await town.message(resident, GUSHU)

    assert category
    assert "问题在哪里" in place
    assert town.last(resident).has("提交")


async def test_cancel_leaves_the_form_and_brings_the_menu_back(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, LIGHT, photo=True)

    await town.message(resident, "/cancel")

    assert town.keyboard(resident)[0] == ["随手拍", "反映诉求"]
    assert town.last(resident).labels == ["继续填写", "删除草稿"]


async def test_cancel_and_back_outside_any_form_are_answered(town: Town) -> None:
    resident = town.person("李梅")

    await town.message(resident, "/cancel")
    cancelled = town.last(resident).text
    await town.message(resident, "/back")

    assert "没有正在填写" in cancelled
    assert "没有正在填写" in town.last(resident).text


async def test_a_draft_survives_a_restart(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, LIGHT, photo=True)

    await town.restart()
    await town.message(resident, GUSHU)
    await choose(town, resident)

    assert town.last(resident).has("提交")


async def test_a_draft_is_forgotten_after_seven_days(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, LIGHT, photo=True)

    await town.advance(days=7, minutes=1)

    assert await drafts_of(town, resident) == []
