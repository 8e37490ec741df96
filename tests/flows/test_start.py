"""The first meeting, and what links open."""

from sqlalchemy import select

from models.matter import Follower
from models.organisation import Seat
from tests.flows.residents import LIGHT, choose, events_of, newest, report, said
from tests.harness import Town


async def test_start_says_who_we_are_and_brings_the_menu(town: Town) -> None:
    resident = town.person("李梅")

    await town.message(resident, "/start")

    welcome = town.sent_to(resident)[0]
    assert "您的信息" in welcome.text
    assert welcome.labels == ["隐私说明"]
    assert town.keyboard(resident) == [["随手拍", "反映诉求"], ["我的诉求", "附近诉求"], ["设置", "帮助"]]


async def test_chinese_greets_everyone_and_english_is_offered(town: Town) -> None:
    resident = town.person("Ann", language_code="en")

    await town.message(resident, "/start")
    welcome = town.sent_to(resident)[0]
    first = welcome.text
    await town.press(resident, "English")

    assert "您好" in first
    assert "您好" not in welcome.text
    assert welcome.labels == ["Privacy"]
    assert town.keyboard(resident)[0] == ["Snap a photo", "Report a matter"]


async def test_the_privacy_note_says_what_is_kept(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, "/start")

    await town.press(resident, "隐私说明")

    assert "保存多久" in town.last(resident).text


async def test_a_stations_code_prefills_and_asks(town: Town) -> None:
    resident = town.person("李梅")

    await town.message(resident, "/start st_xixiang2")

    assert "固戍代表联络站" in town.last(resident).text


async def test_a_deputys_code_decides_only_where_the_place_is_left_open(town: Town) -> None:
    resident, deputy = town.person("李梅"), await town.seated("zhang-wei")
    await town.message(resident, "/start dp_zhang-wei")
    await town.message(resident, LIGHT, photo=True)
    await town.message(resident, "跳过")
    await choose(town, resident)

    await town.press(resident, "提交")

    assert (await newest(town, resident)).constituency_code == "xixiang-2"
    assert town.last(deputy).has("认领")


async def test_a_pin_is_stronger_than_the_code(town: Town) -> None:
    resident = town.person("李梅")
    await town.message(resident, "/start dp_zhang-wei")
    await town.message(resident, LIGHT, photo=True)

    await town.message(resident, "福永街道福永社区")

    assert (await newest(town, resident)).constituency_code != "xixiang-2"


async def test_a_strangers_link_shows_the_public_view_only(town: Town) -> None:
    resident, stranger = town.person("李梅"), town.person("王强")
    matter = await report(town, resident)

    await town.message(stranger, f"/start mt_{matter.number}")

    text = town.last(stranger).text
    assert "固戍社区" in text
    assert "等待认领" in text
    assert LIGHT not in text
    assert "李梅" not in text
    assert matter.handle not in text


async def test_ones_own_link_opens_the_card(town: Town) -> None:
    resident = town.person("李梅")
    matter = await report(town, resident)

    await town.message(resident, f"/start mt_{matter.number}")

    assert town.last(resident).has("催办")


async def test_joining_asks_first_and_counts_once(town: Town) -> None:
    resident, neighbour = town.person("李梅"), town.person("王强")
    matter = await report(town, resident)

    await town.message(neighbour, f"/start me_{matter.number}")
    asked = town.last(neighbour).labels
    await town.press(neighbour, "我也遇到")
    town.forge(neighbour, f"follow:{matter.id}:1", town.last(neighbour).message_id)
    await town.settle()

    followers = await town.read(lambda session: len(list(session.scalars(select(Follower)))))
    assert asked == ["我也遇到", "不是"]
    assert followers == 1
    assert await events_of(town, matter) == ["submitted", "joined"]


async def test_who_says_no_joins_nothing(town: Town) -> None:
    resident, neighbour = town.person("李梅"), town.person("王强")
    matter = await report(town, resident)
    await town.message(neighbour, f"/start me_{matter.number}")

    await town.press(neighbour, "不是")

    assert await events_of(town, matter) == ["submitted"]


async def test_nobody_joins_their_own_matter(town: Town) -> None:
    resident = town.person("李梅")
    matter = await report(town, resident)

    town.forge(resident, f"follow:{matter.id}:1", town.last(resident).message_id)
    await town.settle()

    assert await events_of(town, matter) == ["submitted"]


async def test_an_unknown_link_is_told_kindly(town: Town) -> None:
    resident = town.person("李梅")

    for payload in ("mt_BA-000000-0000", "me_nothing", "st_nowhere", "dp_nobody", "xx_1", "_", "mt_"):
        await town.message(resident, f"/start {payload}")
        assert "没有对应的内容" in town.last(resident).text


async def test_an_invitation_asks_who_one_is(town: Town) -> None:
    newcomer = town.person("张伟")
    query = select(Seat.token).where(Seat.key == "zhang-wei")
    token = await town.read(lambda session: session.scalar(query))

    await town.message(newcomer, f"/start join_{token}")

    assert town.last(newcomer).labels == ["是我", "不是"]


async def test_help_says_how_it_works(town: Town) -> None:
    resident = town.person("李梅")

    await town.message(resident, "/help")

    assert "怎样使用" in said(town, resident)
