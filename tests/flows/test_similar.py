"""Before 提交: is it one of these? Joined instead of filed twice, or filed as it is."""

import re

from sqlalchemy import func, select

from models.lifecycle import Status
from models.matter import Follower, Matter
from tests.flows.deputies import forged
from tests.flows.residents import GUSHU_PIN, drafts_of, events_of, newest, report, said, to_preview
from tests.harness import Sent, Town, Who

NEAR_PIN = (GUSHU_PIN[0] - 0.0005, GUSHU_PIN[1])
"""Some 56 m to the south; a street lamp's radius is 100 m."""
FAR_PIN = (GUSHU_PIN[0] - 0.005, GUSHU_PIN[1])
OTHERS_WORDS = "东山路口太黑了，老人走夜路害怕"


async def at_pin(town: Town, who: Who, pin: tuple[float, float], words: str) -> None:
    """Fill the form up to its preview, placed by a pin."""
    await town.message(who, words, photo=True)
    await town.message(who, location=pin)
    await choose_lamp(town, who)


async def choose_lamp(town: Town, who: Who) -> None:
    draft = await newest(town, who)
    await forged(town, who, f"cat:{draft.id}:streetlight", on=town.last(who).message_id)
    while town.last(who).has("跳过"):
        await town.press(who, "跳过")


async def filed_at(town: Town, who: Who, pin: tuple[float, float], words: str = "路灯不亮已经一个星期") -> Matter:
    await at_pin(town, who, pin, words)
    await town.press(who, "提交")
    return await newest(town, who)


async def count_matters(town: Town) -> int:
    return await town.read(lambda session: session.scalar(select(func.count()).select_from(Matter))) or 0


def same_buttons(sent: Sent) -> list[str]:
    return [label for label in sent.labels if "就是这件" in label]


async def test_a_near_matter_is_shown_with_distance_age_and_state_but_nothing_of_a_person(town: Town) -> None:
    resident, neighbour = town.person("李梅"), town.person("王强")
    first = await filed_at(town, resident, NEAR_PIN, "我是李梅13800138000，路灯不亮")
    await town.advance(days=2)

    await at_pin(town, neighbour, GUSHU_PIN, OTHERS_WORDS)

    preview = town.last(neighbour)
    assert "🔴 约 60 米 · 西乡街道 固戍社区" in preview.text
    assert "等待认领 · 2 天" in preview.text
    assert {"就是这件", "都不是", "提交"} <= set(preview.labels)
    for secret in ("李梅", "13800138000", "路灯不亮已经", first.handle, first.number or ""):
        assert secret not in preview.text


async def test_its_photo_comes_above_the_preview_once(town: Town) -> None:
    resident, neighbour = town.person("李梅"), town.person("王强")
    await filed_at(town, resident, NEAR_PIN)
    await at_pin(town, neighbour, GUSHU_PIN, OTHERS_WORDS)

    await town.press(neighbour, "匿名：开")
    await town.press(neighbour, "修改")
    await town.press(neighbour, "返回预览")

    pictures = [sent for sent in town.sent_to(neighbour) if sent.media]
    assert len(pictures) == 1
    assert "附近已反映的照片" in pictures[0].text
    assert pictures[0].message_id < town.last(neighbour).message_id
    assert town.last(neighbour).has("就是这件")


async def test_who_wants_nothing_public_shows_no_photo_and_no_distance(town: Town) -> None:
    resident, neighbour = town.person("李梅"), town.person("王强")
    await at_pin(town, resident, NEAR_PIN, "路灯不亮已经一个星期")
    await town.press(resident, "不公开：关")
    await town.press(resident, "提交")

    await at_pin(town, neighbour, GUSHU_PIN, OTHERS_WORDS)

    assert not [sent for sent in town.sent_to(neighbour) if sent.media]
    assert "🔴 同一社区" in town.last(neighbour).text
    assert "米" not in town.last(neighbour).text


async def test_the_same_joins_with_one_more_and_the_draft_is_gone(town: Town) -> None:
    resident, neighbour, deputy = town.person("李梅"), town.person("王强"), await town.seated("zhang-wei")
    first = await filed_at(town, resident, NEAR_PIN)
    await at_pin(town, neighbour, GUSHU_PIN, OTHERS_WORDS)

    await town.press(neighbour, "就是这件")

    assert f"已加入 {first.number}" in town.last(neighbour).text
    assert "草稿已删除" in town.last(neighbour).text
    assert await drafts_of(town, neighbour) == []
    assert await count_matters(town) == 1
    assert await events_of(town, first) == ["submitted", "joined"]
    assert "1 人同感" in town.last(deputy).text
    await town.press(neighbour, "查看诉求")
    assert first.number in town.last(neighbour).text


async def test_none_of_them_goes_on_to_submit_and_asks_no_more(town: Town) -> None:
    resident, neighbour = town.person("李梅"), town.person("王强")
    await filed_at(town, resident, NEAR_PIN)
    await at_pin(town, neighbour, GUSHU_PIN, OTHERS_WORDS)

    await town.press(neighbour, "都不是")
    preview = town.last(neighbour)
    after = preview.labels, preview.text
    await town.press(neighbour, "提交")

    assert "就是这件" not in after[0]
    assert "同一件事" not in after[1]
    assert (await newest(town, neighbour)).status == Status.SUBMITTED
    assert await count_matters(town) == 2


async def test_submitting_without_a_word_to_the_question_files_it(town: Town) -> None:
    resident, neighbour = town.person("李梅"), town.person("王强")
    await filed_at(town, resident, NEAR_PIN)
    await at_pin(town, neighbour, GUSHU_PIN, OTHERS_WORDS)

    await town.press(neighbour, "提交")

    assert (await newest(town, neighbour)).status == Status.SUBMITTED


async def test_beyond_the_radius_in_other_words_nobody_is_asked(town: Town) -> None:
    resident, neighbour = town.person("李梅"), town.person("王强")
    await filed_at(town, resident, FAR_PIN, "公园里的灯杆歪了，晚上不亮")

    await at_pin(town, neighbour, GUSHU_PIN, OTHERS_WORDS)

    assert not town.last(neighbour).has("就是这件")


async def test_similar_words_in_the_same_community_are_asked_about_without_pins(town: Town) -> None:
    resident, neighbour = town.person("李梅"), town.person("王强")
    await report(town, resident, "小区门口的路灯已经坏了三天，晚上看不清路")

    await to_preview(town, neighbour, "门口路灯坏了好几天了，晚上很黑看不清")

    assert "🔴 同一社区" in town.last(neighbour).text
    assert town.last(neighbour).has("就是这件")


async def test_other_words_in_the_same_community_are_not(town: Town) -> None:
    resident, neighbour = town.person("李梅"), town.person("王强")
    await report(town, resident, "小区门口的路灯已经坏了三天，晚上看不清路")

    await to_preview(town, neighbour, "东山路口路灯不亮")

    assert not town.last(neighbour).has("就是这件")


async def test_another_category_or_an_ended_matter_is_no_duplicate(town: Town) -> None:
    resident, neighbour = town.person("李梅"), town.person("王强")
    other, ended = await filed_at(town, resident, GUSHU_PIN), await filed_at(town, resident, GUSHU_PIN)
    await town.work(lambda work: setattr(work.session.get_one(Matter, other.id), "category", "road"))
    await forged(town, resident, f"withdraw:{ended.id}:1")

    await at_pin(town, neighbour, GUSHU_PIN, OTHERS_WORDS)

    assert not town.last(neighbour).has("就是这件")


async def test_at_most_five_are_shown_the_nearest_first_each_with_its_own_mark(town: Town) -> None:
    neighbour, filed = town.person("王强"), []
    for step in range(7):
        filed.append(await filed_at(town, town.person(f"居民{step}"), (GUSHU_PIN[0] - step * 1e-4, GUSHU_PIN[1])))

    await at_pin(town, neighbour, GUSHU_PIN, OTHERS_WORDS)
    buttons, preview = same_buttons(town.last(neighbour)), town.last(neighbour).text
    await town.press(neighbour, buttons[2])

    assert buttons == [f"{mark} 就是这件" for mark in ("🔴", "🔷", "🟩", "⭐", "🔶")]
    assert re.findall(r"(.) 约 (\d+) 米", preview) == [
        ("🔴", "10"), ("🔷", "10"), ("🟩", "20"), ("⭐", "30"), ("🔶", "40")]
    assert f"已加入 {filed[2].number}" in town.last(neighbour).text


async def test_an_urgent_report_is_never_compared(town: Town) -> None:
    resident, neighbour = town.person("李梅"), town.person("王强")
    await filed_at(town, resident, GUSHU_PIN)

    await town.message(neighbour, "路灯漏电，很危险")
    await town.press(neighbour, "现在有危险")
    await town.message(neighbour, location=GUSHU_PIN)
    await choose_lamp(town, neighbour)

    assert town.last(neighbour).has("提交")
    assert not town.last(neighbour).has("就是这件")


async def test_ones_own_matter_is_shown_too_and_needs_no_second_one(town: Town) -> None:
    resident = town.person("李梅")
    first = await filed_at(town, resident, GUSHU_PIN)
    await at_pin(town, resident, GUSHU_PIN, OTHERS_WORDS)

    await town.press(resident, "就是这件")

    assert f"{first.number} 就是您自己反映的" in town.last(resident).text
    assert await events_of(town, first) == ["submitted"]
    assert await drafts_of(town, resident) == []


async def test_what_ended_meanwhile_is_not_joined_and_the_draft_stays(town: Town) -> None:
    resident, neighbour = town.person("李梅"), town.person("王强")
    first = await filed_at(town, resident, NEAR_PIN)
    await at_pin(town, neighbour, GUSHU_PIN, OTHERS_WORDS)
    await forged(town, resident, f"withdraw:{first.id}:1")

    toast = await town.press(neighbour, "就是这件")

    assert toast is not None
    assert "草稿还在" in (toast.text or "")
    assert not town.last(neighbour).has("就是这件")
    assert len(await drafts_of(town, neighbour)) == 1


async def test_a_second_tap_and_a_forged_press_change_nothing(town: Town) -> None:
    resident, neighbour, stranger = town.person("李梅"), town.person("王强"), town.person("赵云")
    first = await filed_at(town, resident, NEAR_PIN)
    await at_pin(town, neighbour, GUSHU_PIN, OTHERS_WORDS)
    draft = (await drafts_of(town, neighbour))[0]

    theirs = await forged(town, stranger, f"same:{draft.id}:{first.id}")
    nowhere = await forged(town, neighbour, f"same:{draft.id}:999")
    itself = await forged(town, neighbour, f"same:{draft.id}:{draft.id}")
    kept = len(await drafts_of(town, neighbour))
    await town.press(neighbour, "就是这件")
    again = await forged(town, neighbour, f"same:{draft.id}:{first.id}")

    assert all("过期" in (toast.text or "") for toast in (theirs, nowhere, itself, again))
    assert kept == 1
    assert len(await town.read(lambda session: session.scalars(select(Follower)).all())) == 1


async def test_words_of_the_first_resident_never_reach_the_second(town: Town) -> None:
    resident, neighbour = town.person("李梅"), town.person("王强")
    await filed_at(town, resident, NEAR_PIN, "我家在8号楼302，路灯不亮")
    await at_pin(town, neighbour, GUSHU_PIN, OTHERS_WORDS)

    await town.press(neighbour, "就是这件")
    await town.press(neighbour, "查看诉求")

    assert "302" not in said(town, neighbour)


async def test_a_typed_place_without_a_community_compares_nothing(town: Town) -> None:
    resident, neighbour = town.person("李梅"), town.person("王强")
    await filed_at(town, resident, NEAR_PIN)

    await town.message(neighbour, OTHERS_WORDS, photo=True)
    await town.message(neighbour, "跳过")
    await choose_lamp(town, neighbour)

    assert town.last(neighbour).has("提交")
    assert not town.last(neighbour).has("就是这件")
