"""A question answered by typing loses its buttons; previews and cards keep theirs."""

from tests.flows.deputies import claimed, file_matter, forged, matter_of, seated_as
from tests.flows.residents import GUSHU, LIGHT, to_preview
from tests.harness import Sent, Town, Who


def asked(town: Town, who: Who, label: str) -> Sent:
    """Return the newest message with a button."""
    return next(sent for sent in reversed(town.sent_to(who)) if sent.has(label))


async def test_a_category_that_was_typed_takes_the_guesses_away(town: Town) -> None:
    mei = town.person("李梅")
    await town.message(mei, LIGHT, photo=True)
    await town.message(mei, GUSHU)
    question = asked(town, mei, "其他类别")
    words = question.text

    await town.message(mei, "路灯不亮")

    assert question.labels == []
    assert question.text == words


async def test_a_categorys_question_answered_by_typing_loses_its_options(town: Town) -> None:
    mei = town.person("李梅")
    await town.message(mei, LIGHT, photo=True)
    await town.message(mei, GUSHU)
    await town.press(mei, "路灯不亮")
    question = asked(town, mei, "跳过")

    await town.message(mei, "灯杆 12 号")

    assert question.labels == []
    assert town.last(mei).has("提交")


async def test_a_question_that_stands_keeps_its_buttons(town: Town) -> None:
    mei = town.person("李梅")
    await town.message(mei, LIGHT, photo=True)
    await town.message(mei, GUSHU)
    question = asked(town, mei, "其他类别")

    await town.message(mei, sticker=True)

    assert question.has("其他类别")


async def test_a_question_asked_again_below_stands_there_alone(town: Town) -> None:
    mei = town.person("李梅")
    await town.message(mei, LIGHT, photo=True)
    await town.message(mei, GUSHU)
    question = asked(town, mei, "其他类别")

    await town.message(mei, "晚上看不清路，很危险很危险")

    assert question.labels == []
    assert town.last(mei).has("其他类别")


async def test_the_preview_keeps_its_buttons_when_words_join(town: Town) -> None:
    mei = town.person("李梅")
    await to_preview(town, mei)
    preview = town.last(mei)

    await town.message(mei, "补充一句")

    assert preview.has("提交")


async def test_the_reason_of_the_office_takes_the_cancel_away_but_not_the_cards_buttons(town: Town) -> None:
    mei, office = town.person("李梅"), await seated_as(town, "office")
    matter_id = await file_matter(town, mei)
    await forged(town, office, f"open:{matter_id}")
    card = town.last(office)
    await town.press(office, "标为疑难")
    question = town.last(office)

    await town.message(office, "要跨部门协调")

    assert (await matter_of(town, matter_id)).hard
    assert question.labels == []
    assert card.has("取消疑难")


async def test_a_refused_answer_leaves_the_question_as_it_is(town: Town) -> None:
    mei, office = town.person("李梅"), await seated_as(town, "office")
    matter_id = await file_matter(town, mei)
    await forged(town, office, f"open:{matter_id}")
    await town.press(office, "标为疑难")
    question = town.last(office)
    labels = list(question.labels)

    await town.message(office, "长" * 501)

    assert question.labels == labels != []


async def test_another_matters_card_opened_meanwhile_keeps_its_buttons(town: Town) -> None:
    mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
    await claimed(town, mei, zhang)
    other = await file_matter(town, mei, "另一件事：井盖坏了")
    await town.press(zhang, "备注")
    question = town.last(zhang)
    await forged(town, zhang, f"open:{other}")
    card = town.last(zhang)

    await town.message(zhang, "现场看过")

    assert question.labels == []
    assert card.has("认领")


async def test_a_draft_that_waits_keeps_its_way_back(town: Town) -> None:
    mei = town.person("李梅")
    await town.message(mei, LIGHT, photo=True)
    await town.message(mei, "反映诉求")
    parked = asked(town, mei, "继续填写")

    await town.message(mei, "楼道里堆满了杂物，影响通行")

    assert parked.has("继续填写")
