"""Edited messages: a draft's words change, a submitted matter is added to."""


from models.matter import Matter
from tests.flows.residents import GUSHU, LIGHT, events_of, newest, report, said, to_preview
from tests.harness import Town, Who

FIVE_DAYS = "路灯坏了五天，晚上看不清路"


async def edit(town: Town, who: Who, number: int, words: str) -> None:
    """Edit a message of one's own."""
    await town.message(who, words, edit=number)


def first_message(matter: Matter) -> int:
    return int(matter.form["parts"][0][0])


async def test_an_edited_message_of_a_draft_changes_its_words_and_preview(town: Town) -> None:
    resident = town.person("李梅")
    draft = await to_preview(town, resident)
    preview = town.last(resident)

    await edit(town, resident, first_message(draft), FIVE_DAYS)

    assert (await newest(town, resident)).words == FIVE_DAYS
    assert "五天" in preview.text


async def test_an_edit_that_brings_danger_is_asked_about(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, LIGHT, photo=True)
    await town.message(resident, GUSHU)

    await edit(town, resident, first_message(await newest(town, resident)), "路灯漏电，已经冒烟了")

    assert town.last(resident).has("现在有危险")


async def test_an_edited_message_of_a_matter_becomes_an_addition(town: Town) -> None:
    resident, deputy = town.person("李梅"), await town.seated("zhang-wei")
    matter = await report(town, resident)

    await edit(town, resident, first_message(matter), FIVE_DAYS)

    assert (await newest(town, resident)).words == LIGHT
    assert await events_of(town, matter) == ["submitted", "added"]
    assert "五天" in said(town, deputy)


async def test_an_edit_of_an_ended_matter_is_told_kindly(town: Town) -> None:
    resident = town.person("李梅")
    matter = await report(town, resident)
    await town.press(resident, "撤回")
    await town.press(resident, "确认撤回")

    await edit(town, resident, first_message(matter), FIVE_DAYS)

    assert "已经结束" in town.last(resident).text
    assert await events_of(town, matter) == ["submitted", "withdrawn"]


async def test_an_edit_of_any_other_message_changes_nothing(town: Town) -> None:
    resident = town.person("李梅")
    await report(town, resident)

    await edit(town, resident, 999, FIVE_DAYS)

    assert (await newest(town, resident)).words == LIGHT
