"""Words of danger: the numbers at once, and only [现在有危险] makes it urgent."""

import pytest

from tests.flows.residents import GUSHU, drafts_of, newest
from tests.harness import Town


@pytest.mark.parametrize("words", ["着火了", "三楼着火了快来人", "小区里燃气泄漏味道很大", "路边电线杆漏电"])
async def test_the_numbers_are_shown_at_once(town: Town, words: str) -> None:
    resident = town.person("李梅")

    await town.message(resident, words)

    text = town.last(resident).text
    assert all(number in text for number in ("119", "110", "120"))
    assert town.last(resident).labels[:2] == ["现在有危险", "没有危险"]


@pytest.mark.parametrize("words", ["火锅店的油烟太大了", "希望公交车开得再火速一点", "小区要办防火讲座吗"])
async def test_a_harmless_fire_is_none(town: Town, words: str) -> None:
    resident = town.person("李梅")

    await town.message(resident, words)

    assert not town.last(resident).has("现在有危险")


async def test_danger_now_makes_the_matter_urgent(town: Town) -> None:
    resident, deputy = town.person("李梅"), await town.seated("zhang-wei")
    await town.message(resident, "三楼着火了，浓烟很大，快来人", photo=True)

    await town.press(resident, "现在有危险")
    await town.message(resident, GUSHU)
    if town.last(resident).has("其他类别"):
        await town.press(resident, "其他类别")
    await town.press(resident, "其他")
    await town.press(resident, town.last(resident).labels[0])
    await town.press(resident, "提交")

    matter = await newest(town, resident)
    assert matter.urgent
    assert matter.number is not None
    assert matter.number in town.last(deputy).text
    assert not town.last(deputy).silent


async def test_no_danger_leaves_it_as_it_is(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, "上周楼下着火后一直没人清理", photo=True)

    await town.press(resident, "没有危险")

    assert not (await newest(town, resident)).urgent
    assert "问题在哪里" in town.last(resident).text


async def test_the_answer_may_be_typed(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, "三楼着火了，浓烟很大", photo=True)

    await town.message(resident, "现在有危险")

    assert (await newest(town, resident)).urgent


async def test_a_pin_meanwhile_is_kept_and_the_question_stands(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, "三楼着火了，浓烟很大", photo=True)

    await town.message(resident, location=(22.6066, 113.8522))

    assert (await newest(town, resident)).community_code is not None
    assert town.last(resident).has("现在有危险")


async def test_danger_in_later_words_is_asked_about_too(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, "小区北门的配电箱坏了好几天", photo=True)
    await town.message(resident, GUSHU)

    await town.message(resident, "刚才开始冒烟了")

    assert town.last(resident).has("现在有危险")


async def test_danger_words_that_are_no_report_may_be_dropped(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, "电影里的房子着火了")

    await town.press(resident, "取消")

    assert await drafts_of(town, resident) == []


async def test_the_numbers_to_call_come_before_the_draft_that_waits(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, "门口的井盖松了，走路会响", photo=True)
    await town.message(resident, "/cancel")
    seen = len(town.sent_to(resident))

    await town.message(resident, "楼道里着火了")

    warning, waiting = town.sent_to(resident)[seen:]
    assert "119" in warning.text
    assert warning.labels == ["现在有危险", "没有危险", "取消"]
    assert "未提交的草稿" in waiting.text
    assert "井盖" in waiting.text
