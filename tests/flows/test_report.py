"""A report: what begins it, and four inputs to 已提交."""

import pytest

from models.kinds import Kind
from models.lifecycle import Status
from tests.flows.residents import (
    GUSHU,
    LIGHT,
    choose,
    drafts_of,
    files_of,
    newest,
    report,
    said,
    to_preview,
)
from tests.harness import Town


async def test_four_inputs_make_a_matter_that_reaches_the_deputies(town: Town) -> None:
    resident, deputy = town.person("李梅"), await town.seated("zhang-wei")

    await town.message(resident, LIGHT, photo=True)
    await town.message(resident, GUSHU)
    await choose(town, resident)
    await town.press(resident, "提交")

    told = town.last(resident)
    assert "已提交" in told.text
    assert "BA-261118-0001" in told.text
    assert "张伟" in told.text
    assert told.labels == ["查看进度", "撤回"]
    assert "BA-261118-0001" in town.last(deputy).text
    assert town.last(deputy).has("认领")


async def test_words_outside_any_form_are_kept_at_once_and_asked_about(town: Town) -> None:
    resident = town.person("李梅")

    await town.message(resident, "楼下垃圾好几天没人收了")

    assert town.last(resident).labels == ["反映这个问题", "不是"]
    assert [draft.words for draft in await drafts_of(town, resident)] == ["楼下垃圾好几天没人收了"]


async def test_words_that_are_no_report_are_forgotten(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, "你们几点上班呀")

    await town.press(resident, "不是")

    assert await drafts_of(town, resident) == []
    assert town.last(resident).labels == []


async def test_fewer_than_four_characters_begin_nothing(town: Town) -> None:
    resident = town.person("李梅")

    await town.message(resident, "你好")

    assert await drafts_of(town, resident) == []
    assert town.keyboard(resident)[0] == ["随手拍", "反映诉求"]


async def test_words_confirmed_as_a_report_ask_for_the_place(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, LIGHT)

    await town.press(resident, "反映这个问题")

    assert town.keyboard(resident) == [["发送位置"], ["跳过"]]


@pytest.mark.parametrize("content", [{"photo": True}, {"image": True}, {"video": True}, {"voice": True}])
async def test_any_picture_or_recording_begins_a_report(town: Town, content: dict[str, bool]) -> None:
    resident = town.person("李梅")

    await town.message(resident, **content)

    draft = (await drafts_of(town, resident))[0]
    assert len(await files_of(town, draft)) == 1
    assert "问题在哪里" in town.last(resident).text


async def test_a_snap_asks_for_the_photo_and_a_request_for_the_words(town: Town) -> None:
    resident = town.person("李梅")

    await town.message(resident, "随手拍")
    asked_for_photo = town.last(resident).text
    await town.message(resident, "反映诉求")
    asked_for_words = town.last(resident).text

    assert "请发照片" in asked_for_photo
    assert "请用几句话说说" in asked_for_words


async def test_the_menu_decides_the_kind(town: Town) -> None:
    resident = town.person("李梅")

    await town.message(resident, "反映诉求")
    await town.message(resident, LIGHT)

    assert (await newest(town, resident)).kind == Kind.REQUEST


async def test_very_short_words_are_asked_for_one_more_sentence(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, "路灯坏", photo=True)

    await town.message(resident, GUSHU)

    assert "再补充一句" in town.last(resident).text


async def test_one_more_sentence_leads_to_the_categories(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, photo=True)
    await town.message(resident, GUSHU)

    await town.message(resident, "路灯三天没亮了，晚上很黑")

    assert town.last(resident).has("路灯不亮")
    assert (await newest(town, resident)).words == "路灯三天没亮了，晚上很黑"


async def test_who_has_nothing_to_add_goes_on_to_the_categories(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, photo=True)
    await town.message(resident, GUSHU)

    await town.press(resident, "不补充了")

    assert "道路与出行" in town.last(resident).labels
    assert not town.last(resident).has("返回")


async def test_the_tree_leads_from_groups_to_categories(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, LIGHT, photo=True)
    await town.message(resident, GUSHU)

    await town.press(resident, "其他类别")
    await town.press(resident, "道路与出行")
    names = town.last(resident).labels
    await town.press(resident, names[0])

    draft = await newest(town, resident)
    assert town.house.policy.category(str(draft.category)).group == "travel"


async def test_the_tree_leads_back_to_the_guesses(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, LIGHT, photo=True)
    await town.message(resident, GUSHU)
    await town.press(resident, "其他类别")
    await town.press(resident, "道路与出行")

    await town.press(resident, "返回")
    await town.press(resident, "返回")

    assert town.last(resident).has("路灯不亮")


async def test_a_categorys_name_may_be_typed(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, LIGHT, photo=True)
    await town.message(resident, GUSHU)

    await town.message(resident, "噪音、施工扰民")

    assert (await newest(town, resident)).category == "noise"


async def test_other_words_than_a_category_better_the_guesses(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, "小区北门这边的情况请来看一看", photo=True)
    await town.message(resident, GUSHU)

    await town.message(resident, "半夜施工噪音很大")

    assert town.last(resident).has("噪音、施工扰民")
    assert "半夜施工" in (await newest(town, resident)).words


async def test_a_choice_is_pressed_and_shown_in_the_preview(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, "半夜工地施工噪音很大，睡不着觉", photo=True)
    await town.message(resident, GUSHU)
    await town.press(resident, "噪音、施工扰民")

    await town.press(resident, "夜间")

    assert "夜间" in town.last(resident).text
    assert (await newest(town, resident)).answers == {"when": "night"}


async def test_a_question_may_be_answered_in_words(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, LIGHT, photo=True)
    await town.message(resident, GUSHU)
    await town.press(resident, "路灯不亮")

    await town.message(resident, "GS-1024")

    assert "GS-1024" in town.last(resident).text
    assert town.last(resident).has("提交")


async def test_the_preview_says_who_gets_it_and_until_when(town: Town) -> None:
    resident = town.person("李梅")

    await to_preview(town, resident)

    text = town.last(resident).text
    for expected in (LIGHT, "附件 1 个", "固戍社区", "路灯不亮", "西乡第二选区", "张伟", "14:00"):
        assert expected in text


async def test_a_submitted_matter_is_numbered_by_the_local_day(town: Town) -> None:
    resident = town.person("李梅")

    first = await report(town, resident)
    second = await report(town, resident)

    assert (first.number, second.number) == ("BA-261118-0001", "BA-261118-0002")


async def test_a_double_tap_makes_one_matter(town: Town) -> None:
    resident = town.person("李梅")
    await to_preview(town, resident)

    town.send_press(resident, "提交")
    town.send_press(resident, "提交")
    await town.settle()

    assert "BA-261118-0001" in town.last(resident).text
    assert "BA-261118-0002" not in said(town, resident)
    assert (await newest(town, resident)).status == Status.SUBMITTED


async def test_the_sixth_matter_of_an_hour_waits_as_a_draft(town: Town) -> None:
    resident = town.person("李梅")
    for _ in range(5):
        await report(town, resident)
    await to_preview(town, resident)

    toast = await town.press(resident, "提交")

    assert toast is not None
    assert toast.is_alert
    assert len(await drafts_of(town, resident)) == 1


async def test_an_hour_later_the_waiting_draft_is_taken(town: Town) -> None:
    resident = town.person("李梅")
    for _ in range(5):
        await report(town, resident)
    await to_preview(town, resident)

    await town.advance(minutes=61)
    await town.press(resident, "提交")

    assert "BA-261118-0006" in town.last(resident).text


async def test_typed_submit_is_as_good_as_pressed(town: Town) -> None:
    resident = town.person("李梅")
    await to_preview(town, resident)

    await town.message(resident, "提交")

    assert "已提交" in town.last(resident).text


async def test_english_speakers_report_in_english(town: Town) -> None:
    resident = town.person("Ann", language_code="en")
    await town.message(resident, "/start")
    await town.press(resident, "English")

    await town.message(resident, "Snap a photo")
    await town.message(resident, "The street light has been broken for three days", photo=True)
    await town.message(resident, GUSHU)
    await town.message(resident, "Street light out")

    assert "Please send a photo" in said(town, resident)
    assert "What kind of matter" in said(town, resident)


async def test_by_night_one_is_told_when_the_deputies_receive_it(town: Town) -> None:
    resident = town.person("李梅")
    await town.advance(hours=13)

    await report(town, resident)

    assert "08:30" in town.last(resident).text
