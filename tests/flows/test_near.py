"""`附近诉求`: what waits near a place, by distance, without anything that names a person."""

import pytest
from sqlalchemy import select

from models.matter import Follower, Matter
from tests.flows.deputies import file_matter, forged
from tests.flows.residents import FAR_PIN, GUSHU_PIN, said
from tests.harness import Town, Who


async def filed(town: Town, who: Who, metres: float, **fields: object) -> Matter:
    """File a matter so many metres south of the pin."""
    lat = GUSHU_PIN[0] - metres / 111_195
    matter_id = await file_matter(town, who, "我是李梅13800138000", lat=lat, lon=GUSHU_PIN[1], **fields)
    return await town.read(lambda session: session.get_one(Matter, matter_id))


async def followers(town: Town) -> list[tuple[int, int]]:
    rows = select(Follower.matter_id, Follower.person_id)
    return await town.read(lambda session: [tuple(row) for row in session.execute(rows)])  # type: ignore[misc]


async def test_the_key_asks_for_a_place_and_a_pin_brings_the_list_by_distance(town: Town) -> None:
    resident, neighbour = town.person("李梅"), town.person("王强")
    far, near = await filed(town, resident, 1500), await filed(town, resident, 120)
    await town.advance(days=1)

    await town.message(neighbour, "附近诉求")
    keyboard = town.keyboard(neighbour)
    await town.message(neighbour, location=GUSHU_PIN)

    listed = town.last(neighbour)
    assert keyboard[0] == ["发送位置"]
    assert listed.text.index(near.number or "") < listed.text.index(far.number or "")
    assert "约 120 米" in listed.text
    assert "约 1.5 公里" in listed.text
    assert "路灯不亮" in listed.text
    assert "等待认领 · 1 天" in listed.text
    assert [label for label in listed.labels if "我也遇到" in label] == ["🔴 我也遇到", "🔷 我也遇到"]
    assert town.keyboard(neighbour)[0] == ["随手拍", "反映诉求"]


async def test_the_list_names_nobody_and_quotes_nothing(town: Town) -> None:
    neighbour = town.person("王强")
    matter = await filed(town, town.person("李梅"), 50, anonymous=False, place="东山路8号302房")

    await town.message(neighbour, "/near")
    await town.message(neighbour, location=GUSHU_PIN)

    for secret in ("李梅", "13800138000", "302", matter.handle):
        assert secret not in said(town, neighbour)


async def test_the_list_has_pages_of_five(town: Town) -> None:
    neighbour = town.person("王强")
    numbers = [(await filed(town, town.person(f"居民{step}"), 100 * step + 20)).number or "" for step in range(7)]
    await town.message(neighbour, "/near")
    await town.message(neighbour, location=GUSHU_PIN)
    first = town.last(neighbour).text

    await town.press(neighbour, "下一页")
    second, sent = town.last(neighbour).text, len(town.sent_to(neighbour))
    await town.press(neighbour, "上一页")

    assert [number in first for number in numbers] == [True] * 5 + [False] * 2
    assert [number in second for number in numbers] == [False] * 5 + [True] * 2
    assert "7 件（2/2）" in second
    assert town.last(neighbour).text == first
    assert len(town.sent_to(neighbour)) == sent


async def test_me_too_joins_and_the_list_counts_one_more_in_its_place(town: Town) -> None:
    neighbour = town.person("王强")
    await filed(town, town.person("李梅"), 20)
    second = await filed(town, town.person("赵云"), 200)
    await town.message(neighbour, "/near")
    await town.message(neighbour, location=GUSHU_PIN)
    sent = len(town.sent_to(neighbour))

    toast = await town.press(neighbour, "🔷 我也遇到")
    again = await forged(town, neighbour, f"metoo:{second.id}:2260660:11385220:0",
                         on=town.last(neighbour).message_id)

    assert toast is not None
    assert toast.text == f"已加入 {second.number}，有进展会同时告诉您。"
    assert "没有变化" in (again.text or "")
    assert len(town.sent_to(neighbour)) == sent
    assert f"{second.number} 路灯不亮（我关注的）" in town.last(neighbour).text
    assert "1 人同感" in town.last(neighbour).text
    assert [label for label in town.last(neighbour).labels if "我也遇到" in label] == ["🔴 我也遇到"]
    assert [matter_id for matter_id, _ in await followers(town)] == [second.id]


async def test_ended_private_and_distant_matters_are_not_listed(town: Town) -> None:
    resident, neighbour = town.person("李梅"), town.person("王强")
    shown, ended = await filed(town, resident, 20), await filed(town, resident, 20)
    private, distant = await filed(town, resident, 20, unpublished=True), await filed(town, resident, 2500)
    await forged(town, resident, f"withdraw:{ended.id}:1")

    await town.message(neighbour, "/near")
    await town.message(neighbour, location=GUSHU_PIN)

    listed = town.last(neighbour).text
    assert shown.number in listed
    assert "共" not in listed
    assert not any((each.number or "") in listed for each in (ended, private, distant))


async def test_ones_own_matter_is_marked_and_cannot_be_joined(town: Town) -> None:
    resident = town.person("李梅")
    matter = await filed(town, resident, 20)
    await town.message(resident, "/near")
    await town.message(resident, location=GUSHU_PIN)

    listed = town.last(resident)
    await forged(town, resident, f"metoo:{matter.id}:2260660:11385220:0", on=listed.message_id)

    assert "（我反映的）" in listed.text
    assert not [label for label in listed.labels if "我也遇到" in label]
    assert await followers(town) == []


@pytest.mark.parametrize("words", ["固戍社区", "西乡街道固戍社区东山路", "西乡街道"])
async def test_a_typed_community_or_street_is_a_place(town: Town, words: str) -> None:
    neighbour = town.person("王强")
    await file_matter(town, town.person("李梅"))

    await town.message(neighbour, "/near")
    await town.message(neighbour, words)

    assert "附近" in town.last(neighbour).text
    assert town.keyboard(neighbour)[0] == ["随手拍", "反映诉求"]


async def test_a_matter_without_a_pin_stands_at_its_community(town: Town) -> None:
    neighbour = town.person("王强")
    await file_matter(town, town.person("李梅"))

    await town.message(neighbour, "/near")
    await town.message(neighbour, "固戍社区")

    assert "所在社区约 10 米" in town.last(neighbour).text


async def test_a_venue_is_a_place_too(town: Town) -> None:
    neighbour = town.person("王强")
    matter = await filed(town, town.person("李梅"), 40)

    await town.message(neighbour, "/near")
    await town.message(neighbour, venue=(*GUSHU_PIN, "固戍地铁站", "西乡大道"))

    assert matter.number in town.last(neighbour).text


async def test_the_last_place_is_offered_once_there_is_one(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, "/near")
    without = town.keyboard(resident)[0]
    await town.message(resident, "上次的地点")
    refused = town.last(resident).text
    await filed(town, resident, 30)

    await town.message(resident, "/near")
    offered = town.keyboard(resident)[0]
    await town.message(resident, "上次的地点")

    assert without == ["发送位置"]
    assert "还没有上次的地点" in refused
    assert offered == ["发送位置", "上次的地点"]
    assert "（我反映的）" in town.last(resident).text


async def test_nothing_near_says_how_to_begin(town: Town) -> None:
    neighbour = town.person("王强")

    await town.message(neighbour, "/near")
    await town.message(neighbour, location=FAR_PIN)

    assert "2 公里内没有" in town.last(neighbour).text


async def test_unknown_words_and_other_things_keep_asking(town: Town) -> None:
    neighbour = town.person("王强")
    await town.message(neighbour, "/near")

    await town.message(neighbour, "<i>火星</i>")
    unknown = town.last(neighbour)
    await town.message(neighbour, sticker=True)
    still = town.last(neighbour).text
    await town.message(neighbour, "发送位置")
    explained = town.last(neighbour).text
    await town.message(neighbour, location=GUSHU_PIN)

    assert "“<i>火星</i>”" in unknown.text
    assert "看哪里附近" in still
    assert "回形针" in explained
    assert "2 公里内没有" in town.last(neighbour).text


async def test_a_name_that_two_streets_have_is_asked_about(town: Town) -> None:
    neighbour = town.person("王强")
    await town.message(neighbour, "/near")

    await town.message(neighbour, "径贝社区")
    choices = town.last(neighbour).labels
    await town.press(neighbour, choices[1])

    assert len(choices) == 2
    assert all(label.endswith("径贝社区") for label in choices)
    assert "2 公里内没有" in town.last(neighbour).text


async def test_leaving_the_form_gives_the_menu_back(town: Town) -> None:
    neighbour = town.person("王强")
    await town.message(neighbour, "/near")

    await town.message(neighbour, "/cancel")

    assert town.keyboard(neighbour)[0] == ["随手拍", "反映诉求"]
    await town.message(neighbour, location=GUSHU_PIN)
    assert "那里有什么问题" in said(town, neighbour)


@pytest.mark.parametrize("data", ["near:99999999999:1:0", "near:1:99999999999:0", "near:x:1:0", "nearat:nowhere",
                                  "metoo:1:99999999999:1:0"])
async def test_a_forged_place_is_a_stale_button(town: Town, data: str) -> None:
    toast = await forged(town, town.person("王强"), data)

    assert "过期" in (toast.text or "")


async def test_a_page_that_is_gone_shows_the_last_one(town: Town) -> None:
    neighbour = town.person("王强")
    matter = await filed(town, town.person("李梅"), 20)
    await town.message(neighbour, "/near")
    await town.message(neighbour, location=GUSHU_PIN)

    for page in (9, -4):
        await forged(town, neighbour, f"near:2260660:11385220:{page}", on=town.last(neighbour).message_id)
        assert matter.number in town.last(neighbour).text


async def test_a_report_under_way_is_parked(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, "小区门口的路灯已经坏了三天", photo=True)

    await town.message(resident, "附近诉求")

    assert "未提交的草稿" in said(town, resident)
    assert "看哪里附近" in town.last(resident).text
