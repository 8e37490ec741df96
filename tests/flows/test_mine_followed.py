"""What those who joined a matter may read of it: no more than anybody, and what was told to them."""

from models.matter import Matter
from tests.flows.residents import answered, choose, close, newest, said
from tests.harness import Town, Who

PRIVATE = "我是李梅，电话13800138000，路灯坏了三天"
ADDED = "我家住东山路8号302房"
PLACE = "西乡街道固戍社区东山路8号"


async def joined(town: Town, resident: Who, neighbour: Who, *, switch: str | None = None) -> Matter:
    """Report a matter with a private detail in every place, and let a neighbour join and open it."""
    await town.message(resident, PRIVATE, photo=True)
    await town.message(resident, PLACE)
    await choose(town, resident)
    if switch:
        await town.press(resident, switch)
    await town.press(resident, "提交")
    await town.message(resident, ADDED, reply_to=town.last(resident))
    matter = await newest(town, resident)
    await town.message(neighbour, f"/start me_{matter.number}")
    await town.press(neighbour, "我也遇到")
    await town.press(neighbour, "查看诉求")
    return matter


async def whole(town: Town, neighbour: Who) -> str:
    """Return the card and the whole history, which takes its place."""
    card = town.last(neighbour).text
    await town.press(neighbour, "全部经过")
    history = town.last(neighbour).text
    await town.press(neighbour, "返回诉求")
    return f"{card}\n{history}"


async def test_a_follower_reads_no_words_of_a_matter_that_was_not_published(town: Town) -> None:
    resident, neighbour = town.person("李梅"), town.person("王强")
    matter = await joined(town, resident, neighbour, switch="匿名：开")

    read = await whole(town, neighbour)

    assert "西乡街道 固戍社区" in read
    assert "具体内容不公开" in read
    assert "反映人 提交" in read
    for secret in ("李梅", "13800138000", "坏了三天", "302", "东山路", "附件", matter.handle):
        assert secret not in read


async def test_a_follower_reads_no_words_when_the_author_said_never(town: Town) -> None:
    resident, neighbour = town.person("李梅"), town.person("王强")
    await joined(town, resident, neighbour, switch="不公开：关")

    read = await whole(town, neighbour)

    assert "具体内容不公开" in read
    assert "坏了三天" not in read


async def test_a_follower_reads_published_words_masked_and_no_additions(town: Town) -> None:
    resident, neighbour = town.person("李梅"), town.person("王强")
    deputy = await town.seated("zhang-wei")
    await joined(town, resident, neighbour)
    await town.press(deputy, "认领")

    await town.press(deputy, "公开")
    read = await whole(town, neighbour)

    assert "路灯坏了三天" in read
    for secret in ("13800138000", "李梅", "302", "东山路"):
        assert secret not in read


async def test_the_author_goes_on_reading_every_word(town: Town) -> None:
    resident, neighbour = town.person("李梅"), town.person("王强")
    await joined(town, resident, neighbour)

    await town.press(resident, "查看诉求")
    read = await whole(town, resident)

    for own in (PRIVATE, ADDED, "东山路8号", "附件"):
        assert own in read


async def test_a_follower_reads_their_own_addition(town: Town) -> None:
    resident, neighbour = town.person("李梅"), town.person("王强")
    await joined(town, resident, neighbour)

    await town.message(neighbour, "我们楼下也不亮", reply_to=town.last(neighbour))
    await town.press(neighbour, "查看诉求")

    assert "您 补充：我们楼下也不亮" in await whole(town, neighbour)


async def test_what_followers_are_told_holds_the_answer_and_none_of_the_authors_words(town: Town) -> None:
    resident, neighbour = town.person("李梅"), town.person("王强")
    deputy = await town.seated("zhang-wei")
    await joined(town, resident, neighbour)

    await answered(town, deputy, "路灯已经换好了。")
    await close(town, deputy)
    read = said(town, neighbour)

    assert "路灯已经换好了" in read
    for secret in ("李梅", "13800138000", "坏了三天", "302"):
        assert secret not in read
