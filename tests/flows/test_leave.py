"""[不再关注]: a follower leaves, hears no more, and may come back; an author does not."""

from sqlalchemy import select

from models.matter import Follower, Matter
from tests.flows.deputies import answered, claimed, forged, happenings, matter_of
from tests.flows.residents import said
from tests.harness import Town, Who


async def joined(town: Town, who: Who, matter_id: int) -> None:
    await town.message(who, f"/start me_{(await matter_of(town, matter_id)).number}")
    await town.press(who, "我也遇到")
    await town.press(who, "查看诉求")


async def followers(town: Town) -> list[int]:
    return await town.read(lambda session: list(session.scalars(select(Follower.matter_id))))


async def test_who_leaves_hears_no_more_and_counts_no_more(town: Town) -> None:
    resident, neighbour, zhang = town.person("李梅"), town.person("王强"), await town.seated("zhang-wei")
    matter = await claimed(town, resident, zhang)
    await joined(town, neighbour, matter)

    await town.press(neighbour, "不再关注")
    left, sent = town.last(neighbour).text, len(town.sent_to(neighbour))
    await answered(town, zhang)

    assert "已不再关注" in left
    assert len(town.sent_to(neighbour)) == sent
    assert "已经修好了" not in said(town, neighbour)
    assert await followers(town) == []
    assert (await happenings(town, matter)).count("left") == 1
    assert "人同感" not in town.last(zhang).text


async def test_all_their_cards_of_it_are_folded(town: Town) -> None:
    resident, neighbour, zhang = town.person("李梅"), town.person("王强"), await town.seated("zhang-wei")
    matter = await claimed(town, resident, zhang)
    await joined(town, neighbour, matter)
    first = town.last(neighbour)
    await town.message(neighbour, "我的诉求")
    await town.press(neighbour, f"{(await matter_of(town, matter)).number} 路灯不亮")

    await town.press(neighbour, "不再关注")
    await answered(town, zhang)

    assert "已不再关注" in first.text
    assert not first.has("补充")
    assert "已答复" not in first.text


async def test_one_can_join_again(town: Town) -> None:
    resident, neighbour, zhang = town.person("李梅"), town.person("王强"), await town.seated("zhang-wei")
    matter = await claimed(town, resident, zhang)
    await joined(town, neighbour, matter)
    await town.press(neighbour, "不再关注")

    await town.press(neighbour, "我也遇到")
    await answered(town, zhang)

    assert "已经修好了" in said(town, neighbour)
    assert await followers(town) == [matter]


async def test_a_second_tap_and_a_strangers_press_change_nothing(town: Town) -> None:
    resident, neighbour, zhang = town.person("李梅"), town.person("王强"), await town.seated("zhang-wei")
    matter = await claimed(town, resident, zhang)
    await joined(town, neighbour, matter)
    before = await happenings(town, matter)

    await forged(town, town.person("赵云"), f"leave:{matter}")
    nowhere = await forged(town, neighbour, "leave:999")
    for _ in range(2):
        await forged(town, neighbour, f"leave:{matter}")

    assert await happenings(town, matter) == [*before, "left"]
    assert "没有找到" in (nowhere.text or "")


async def test_an_author_cannot_leave(town: Town) -> None:
    resident, zhang = town.person("李梅"), await town.seated("zhang-wei")
    matter = await claimed(town, resident, zhang)
    await forged(town, resident, f"matter:{matter}", on=town.last(resident).message_id)

    toast = await forged(town, resident, f"leave:{matter}")

    assert not town.last(resident).has("不再关注")
    assert "进展会继续告诉您" in (toast.text or "")


async def merged(town: Town, zhang: Who, author: Who, follower: Who) -> tuple[int, int]:
    """Merge the author's matter, which the follower joined, into 李梅's."""
    main, small = await claimed(town, town.person("李梅"), zhang), await claimed(town, author, zhang)
    await joined(town, follower, small)
    await forged(town, zhang, f"mergenow:{small}:{main}:{(await matter_of(town, small)).revision}")
    return main, small


async def test_the_author_of_a_merged_matter_stays_with_the_main_one(town: Town) -> None:
    wang, zhao, zhang = town.person("王强"), town.person("赵云"), await town.seated("zhang-wei")
    main, _ = await merged(town, zhang, wang, zhao)
    await town.press(wang, "查看诉求")

    toast = await forged(town, wang, f"leave:{main}")
    await answered(town, zhang)

    assert not town.last(wang).has("不再关注")
    assert "进展会继续告诉您" in (toast.text or "")
    assert "已经修好了" in said(town, wang)


async def test_who_came_with_a_merged_matter_leaves_for_good(town: Town) -> None:
    wang, zhao, zhang = town.person("王强"), town.person("赵云"), await town.seated("zhang-wei")
    main, small = await merged(town, zhang, wang, zhao)
    await town.press(zhao, "查看诉求")
    await town.press(zhao, "不再关注")
    sent = len(town.sent_to(zhao))

    small_revision = (await matter_of(town, small)).revision
    await forged(town, zhang, f"unmerge:{small}:{small_revision}")
    revision = (await town.read(lambda session: session.get_one(Matter, small))).revision
    await forged(town, zhang, f"mergenow:{small}:{main}:{revision}")

    assert len(town.sent_to(zhao)) == sent
    assert await followers(town) == [main]
