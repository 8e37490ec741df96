"""Where it is: pins, typed words, the last place, nowhere."""

from tests.flows.residents import FAR_PIN, GUSHU, GUSHU_PIN, LIGHT, choose, newest, report, to_preview
from tests.harness import Town


async def test_a_pin_means_the_nearest_community(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, LIGHT, photo=True)

    await town.message(resident, location=GUSHU_PIN)

    draft = await newest(town, resident)
    assert (draft.lat, draft.lon) == GUSHU_PIN
    assert draft.community_code is not None
    assert "社区" in town.sent_to(resident)[-2].text


async def test_a_venue_brings_its_name(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, LIGHT, photo=True)

    await town.message(resident, venue=(*GUSHU_PIN, "固戍地铁站", "宝源路"))

    assert (await newest(town, resident)).place == "固戍地铁站 宝源路"


async def test_a_pin_outside_is_taken_marked_and_sent_to_the_office(town: Town) -> None:
    resident, office = town.person("李梅"), await town.seated("office-1")
    await town.message(resident, LIGHT, photo=True)

    await town.message(resident, location=FAR_PIN)
    await choose(town, resident)
    await town.press(resident, "提交")

    matter = await newest(town, resident)
    assert matter.outside
    assert matter.constituency_code is None
    assert matter.number is not None
    assert matter.number in town.last(office).text


async def test_a_typed_place_in_another_city_is_marked_as_outside(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, LIGHT, photo=True)

    await town.message(resident, "广州市天河区体育西路")

    assert (await newest(town, resident)).outside
    assert "不在本区" in town.sent_to(resident)[-2].text


async def test_words_without_a_community_are_kept_for_the_staff(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, LIGHT, photo=True)

    await town.message(resident, "我家楼下那个十字路口")

    draft = await newest(town, resident)
    assert (draft.place, draft.community_code, draft.outside) == ("我家楼下那个十字路口", None, False)
    assert "没认出" in town.sent_to(resident)[-2].text


async def test_a_street_alone_asks_for_the_community_in_pages(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, LIGHT, photo=True)

    await town.message(resident, "西乡街道")
    first = town.last(resident).labels
    await town.press(resident, "下一页")
    second = town.last(resident).labels

    assert len([label for label in first if "·" in label]) == 5
    assert "都不是" in first
    assert not {label for label in first if "·" in label} & set(second)


async def test_the_community_chosen_from_the_list_is_taken(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, LIGHT, photo=True)
    await town.message(resident, "西乡街道")

    label = town.last(resident).labels[0]
    await town.press(resident, label)

    draft = await newest(town, resident)
    assert draft.community_code is not None
    assert label.rpartition("· ")[2] in town.sent_to(resident)[-2].text
    assert town.keyboard(resident)[0] == ["随手拍", "反映诉求"]


async def test_none_of_the_list_leaves_it_to_the_street(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, LIGHT, photo=True)
    await town.message(resident, "西乡街道")

    await town.press(resident, "都不是")

    draft = await newest(town, resident)
    assert draft.community_code is None
    assert draft.form["street"] == "440306018"


async def test_a_name_in_two_streets_is_asked_about(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, LIGHT, photo=True)
    twice = _name_borne_twice(town)

    await town.message(resident, twice)

    assert len([label for label in town.last(resident).labels if twice in label]) > 1


async def test_another_name_may_be_typed_while_the_list_is_shown(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, LIGHT, photo=True)
    await town.message(resident, "西乡街道")

    await town.message(resident, GUSHU)

    assert (await newest(town, resident)).place == "东山路"


async def test_the_place_may_be_skipped(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, LIGHT, photo=True)

    await town.message(resident, "跳过")

    assert (await newest(town, resident)).community_code is None
    assert town.last(resident).has("路灯不亮")


async def test_the_last_place_is_offered_and_taken(town: Town) -> None:
    resident = town.person("李梅")
    first = await report(town, resident)
    await town.message(resident, LIGHT, photo=True)
    offered = town.keyboard(resident)

    await town.message(resident, "上次的地点")

    second = await newest(town, resident)
    assert offered == [["发送位置"], ["上次的地点", "跳过"]]
    assert second.id != first.id
    assert (second.community_code, second.place) == (first.community_code, first.place)


async def test_the_last_place_without_one_is_explained(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, LIGHT, photo=True)

    await town.message(resident, "上次的地点")

    assert "还没有上次的地点" in town.last(resident).text


async def test_the_location_key_that_arrives_as_words_is_explained(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, LIGHT, photo=True)

    await town.message(resident, "发送位置")

    assert "回形针" in town.last(resident).text
    assert (await newest(town, resident)).place is None


async def test_a_pin_before_anything_else_asks_what_is_wrong_there(town: Town) -> None:
    resident = town.person("李梅")

    await town.message(resident, location=GUSHU_PIN)
    asked = town.last(resident).text
    await town.message(resident, LIGHT)

    assert "有什么问题" in asked
    assert town.last(resident).has("路灯不亮")


async def test_a_pin_in_the_preview_moves_the_place(town: Town) -> None:
    resident = town.person("李梅")
    await to_preview(town, resident)

    await town.message(resident, location=FAR_PIN)

    assert "可能在区外" in town.last(resident).text
    assert town.last(resident).has("提交")


def _name_borne_twice(town: Town) -> str:
    assert town.plan is not None
    names = [each.name for each in town.plan.communities]
    return next(name for name in names if names.count(name) > 1)


async def test_a_community_named_after_the_place_was_not_recognised_is_the_place(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, LIGHT, photo=True)
    await town.message(resident, "大榕树旁边")
    asked = town.last(resident).has("其他类别")

    await town.message(resident, "固戍")

    draft = await newest(town, resident)
    assert asked
    assert draft.community_code is not None
    assert draft.constituency_code == "xixiang-2"
    assert draft.place == "大榕树旁边"
    assert draft.words == LIGHT
    assert town.last(resident).has("其他类别")
