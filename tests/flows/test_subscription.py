"""`设置` → [订阅]: following, being told in the morning or at once, and silence."""

from datetime import datetime

import pytest
from sqlalchemy import func, select

from models.organisation import Community
from models.subscription import Subscription
from services.rhythm import keep_rhythm
from tests.flows.crowd import XIXIANG
from tests.flows.deputies import answered, claimed, file_matter, forged, matter_of
from tests.harness import ZONE, Town
from tests.updates import Who
from texts.subscription_buttons import FollowPress, ModePress, NoticesPress, RadiusPress, RemovePress, ShowPress

PIN = (22.6066, 113.8522)
NEXT_MORNING = datetime(2026, 11, 19, 8, 45, tzinfo=ZONE)
WORDS = "张三家楼下的路灯坏了，电话13812345678"


async def opened(town: Town, who: Who) -> None:
    """Open the list of subscriptions."""
    await town.work(keep_rhythm)
    await town.message(who, "/settings")
    await town.press(who, "订阅")


async def following(town: Town, who: Who, kind: str, *choices: str) -> None:
    """Follow a street or a category."""
    await opened(town, who)
    await town.press(who, "添加订阅")
    await town.press(who, kind)
    for choice in choices:
        await town.press(who, choice)


async def count(town: Town) -> int:
    return await town.read(lambda session: session.scalar(select(func.count(Subscription.id))) or 0)


def news(town: Town, who: Who) -> list[str]:
    return [sent.text for sent in town.sent_to(who) if sent.text.startswith("🔔")]


async def test_who_follows_nothing_is_told_what_following_is(town: Town) -> None:
    resident = town.person("王芳")

    await opened(town, resident)

    assert "您还没有订阅" in town.last(resident).text
    assert town.last(resident).labels == ["添加订阅"]


async def test_a_street_is_followed_and_its_news_comes_in_the_morning_once(town: Town) -> None:
    resident, author = town.person("王芳"), town.person("李梅")
    await following(town, resident, "一个街道", "西乡街道")
    assert "西乡街道：每日汇总" in town.last(resident).text

    matter = await file_matter(town, author, WORDS)
    assert news(town, resident) == []
    await town.advance_to(NEXT_MORNING)
    await town.advance(days=1)

    [told] = news(town, resident)
    assert "新诉求 1 件" in told
    assert (await matter_of(town, matter)).number in told
    assert "路灯" in told
    assert "西乡街道" in told
    assert "等待认领" in told


async def test_news_holds_public_facts_alone(town: Town) -> None:
    resident = town.person("王芳")
    await following(town, resident, "一个街道", "西乡街道")
    await file_matter(town, town.person("李梅"), WORDS, anonymous=False, place="固戍一路 3 号 502")

    await town.advance_to(NEXT_MORNING)

    [told] = news(town, resident)
    assert [part for part in ("张三", "13812345678", "502", "李梅") if part in told] == []


async def test_a_category_is_followed_through_its_group(town: Town) -> None:
    resident = town.person("王芳")
    await opened(town, resident)
    await town.press(resident, "添加订阅")
    await town.press(resident, "一个类别")
    assert await count(town) == 0

    await forged(town, resident, FollowPress("category", "streetlight").pack(), on=town.last(resident).message_id)
    await file_matter(town, town.person("李梅"))
    await town.advance_to(NEXT_MORNING)

    assert "路灯" in news(town, resident)[0]


async def test_around_a_pin_only_what_is_near_is_told(town: Town) -> None:
    resident, author = town.person("王芳"), town.person("李梅")
    await opened(town, resident)
    await town.press(resident, "添加订阅")
    await town.press(resident, "一个地点周围")
    await town.message(resident, location=PIN)
    await town.press(resident, "500 米")
    assert "周围 500 米" in town.last(resident).text

    near = await file_matter(town, author, lat=PIN[0] + 0.003, lon=PIN[1])
    far = await file_matter(town, author, lat=PIN[0] + 0.006, lon=PIN[1])
    blank = await file_matter(town, author)
    await town.advance_to(NEXT_MORNING)

    numbers = [(await matter_of(town, each)).number or "" for each in (near, far, blank)]
    assert [number in news(town, resident)[0] for number in numbers] == [True, False, False]


async def test_a_community_typed_by_name_stands_for_its_middle(town: Town) -> None:
    resident = town.person("王芳")
    await opened(town, resident)
    await town.press(resident, "添加订阅")
    await town.press(resident, "一个地点周围")
    await town.message(resident, "什么地方都可以")
    assert "没有认出" in town.last(resident).text
    await town.message(resident, sticker=True)
    assert "没有认出" in town.last(resident).text

    await town.message(resident, "固戍社区")
    await town.press(resident, "1000 米")

    stored = await town.read(lambda session: session.scalars(select(Subscription)).one())
    anchor = await town.read(lambda session: session.scalars(select(Community).where(
        Community.name == "固戍社区")).one())
    assert (stored.lat, stored.lon, stored.radius) == (anchor.lat, anchor.lon, 1000)


async def test_a_matter_of_two_subscriptions_is_told_once(town: Town) -> None:
    resident = town.person("王芳")
    await following(town, resident, "一个街道", "西乡街道")
    await forged(town, resident, FollowPress("category", "streetlight").pack(), on=town.last(resident).message_id)
    matter = await file_matter(town, town.person("李梅"))

    await town.advance_to(NEXT_MORNING)

    [told] = news(town, resident)
    assert told.count((await matter_of(town, matter)).number or "-") == 1


async def test_ones_own_matters_are_no_news(town: Town) -> None:
    resident = town.person("王芳")
    await following(town, resident, "一个街道", "西乡街道")
    await file_matter(town, resident)

    await town.advance_to(NEXT_MORNING)

    assert news(town, resident) == []


async def test_a_closed_matter_is_news_too(town: Town) -> None:
    resident, zhang = town.person("王芳"), await town.seated("zhang-wei")
    await following(town, resident, "一个街道", "西乡街道")
    await claimed(town, town.person("李梅"), zhang)
    await answered(town, zhang)
    await town.press(zhang, "办结")
    await town.press(zhang, "无需照片")
    await town.message(zhang, "现场一切正常")

    await town.advance_to(NEXT_MORNING)

    [told] = news(town, resident)
    assert "已办结 1 件" in told
    assert "新诉求" not in told


async def test_what_was_filed_on_a_weekend_is_told_on_monday(town: Town) -> None:
    resident = town.person("王芳")
    await following(town, resident, "一个街道", "西乡街道")
    await town.advance_to(datetime(2026, 11, 21, 12, 0, tzinfo=ZONE))
    await file_matter(town, town.person("李梅"))
    await town.advance_to(datetime(2026, 11, 22, 12, 0, tzinfo=ZONE))
    assert news(town, resident) == []

    await town.advance_to(datetime(2026, 11, 23, 8, 45, tzinfo=ZONE))

    assert len(news(town, resident)) == 1


async def test_at_once_means_at_once_and_not_again_in_the_morning(town: Town) -> None:
    resident = town.person("王芳")
    await following(town, resident, "一个街道", "西乡街道")
    await town.press(resident, "西乡街道")
    await town.press(resident, "即时")
    assert "即时" in town.last(resident).text

    await file_matter(town, town.person("李梅"))
    [told] = news(town, resident)
    assert "新诉求" in told
    await town.advance(minutes=1)
    await town.press(resident, "每日汇总")
    await town.advance_to(NEXT_MORNING)

    assert len(news(town, resident)) == 1


async def test_at_night_even_at_once_waits_for_the_morning(town: Town) -> None:
    resident = town.person("王芳")
    await following(town, resident, "一个街道", "西乡街道")
    await town.press(resident, "西乡街道")
    await town.press(resident, "即时")
    await town.advance_to(datetime(2026, 11, 18, 23, 0, tzinfo=ZONE))

    await file_matter(town, town.person("李梅"))
    assert news(town, resident) == []
    await town.advance_to(NEXT_MORNING)

    assert len(news(town, resident)) == 1


async def test_stop_silences_all_and_resume_tells_from_then_on(town: Town) -> None:
    resident = town.person("王芳")
    await following(town, resident, "一个街道", "西乡街道")
    await town.press(resident, "停")
    assert "西乡街道：已停" in town.last(resident).text
    await file_matter(town, town.person("李梅"))
    await town.advance_to(NEXT_MORNING)
    assert news(town, resident) == []

    await town.press(resident, "恢复")
    later = await file_matter(town, town.person("李梅"))
    await town.advance(days=1)

    [told] = news(town, resident)
    assert "新诉求 1 件" in told
    assert (await matter_of(town, later)).number in told


async def test_an_ended_subscription_is_gone_and_its_buttons_are_stale(town: Town) -> None:
    resident = town.person("王芳")
    await following(town, resident, "一个街道", "西乡街道")
    await town.press(resident, "西乡街道")
    number = await town.read(lambda session: session.scalars(select(Subscription.id)).one())

    await town.press(resident, "取消订阅")

    assert await count(town) == 0
    for press in (RemovePress(number), ShowPress(number), ModePress(number, True)):
        assert "过期" in ((await forged(town, resident, press.pack())).text or "")


async def test_nobody_touches_the_subscriptions_of_others(town: Town) -> None:
    resident, other = town.person("王芳"), town.person("李梅")
    await following(town, resident, "一个街道", "西乡街道")
    number = await town.read(lambda session: session.scalars(select(Subscription.id)).one())

    for press in (RemovePress(number), ShowPress(number), ModePress(number, True)):
        assert "过期" in ((await forged(town, other, press.pack())).text or "")
    assert await count(town) == 1


async def test_following_twice_is_following_once(town: Town) -> None:
    resident = town.person("王芳")
    await following(town, resident, "一个街道", "西乡街道")

    toast = await forged(town, resident, FollowPress("street", XIXIANG).pack())

    assert "已经订阅过" in (toast.text or "")
    assert await count(town) == 1


async def test_twenty_are_enough_and_listed_by_five(town: Town) -> None:
    resident = town.person("王芳")
    await following(town, resident, "一个街道", "西乡街道")
    codes = await town.work(lambda work: [each.code for each in work.house.policy.categories][:19])
    for code in codes:
        await forged(town, resident, FollowPress("category", code).pack(), on=town.last(resident).message_id)
    assert await count(town) == 20

    toast = await forged(town, resident, FollowPress("street", "440306017").pack())

    assert "最多订阅 20 项" in (toast.text or "")
    assert await count(town) == 20
    await opened(town, resident)
    assert town.last(resident).labels[5:] == ["下一页", "添加订阅", "停"]
    await town.press(resident, "下一页")
    assert "上一页" in town.last(resident).labels


@pytest.mark.parametrize("press", [
    FollowPress("street", "nowhere"), FollowPress("category", "nothing"), FollowPress("circle", "x"),
    FollowPress("nonsense", "x"), RadiusPress(500),
])
async def test_forged_buttons_follow_nothing(town: Town, press: FollowPress | RadiusPress) -> None:
    resident = town.person("王芳")
    await town.message(resident, "/start")

    toast = await forged(town, resident, press.pack())

    assert "过期" in (toast.text or "")
    assert await count(town) == 0


async def test_a_forged_radius_follows_nothing(town: Town) -> None:
    resident = town.person("王芳")
    await opened(town, resident)
    await town.press(resident, "添加订阅")
    await town.press(resident, "一个地点周围")
    await town.message(resident, location=PIN)

    toast = await forged(town, resident, RadiusPress(50_000).pack())

    assert "过期" in (toast.text or "")
    assert await count(town) == 0


async def test_the_switch_of_notices_shows_its_state_and_two_taps_do_no_harm(town: Town) -> None:
    resident = town.person("王芳")
    await town.message(resident, "/settings")

    await town.press(resident, "不再接收通知")
    assert town.last(resident).has("重新接收通知")
    await forged(town, resident, NoticesPress(False).pack(), on=town.last(resident).message_id)
    await town.press(resident, "重新接收通知")
    await forged(town, resident, NoticesPress(True).pack(), on=town.last(resident).message_id)

    assert town.last(resident).has("不再接收通知")
