"""A promise rests on a body's reply: the body is reminded, reports, and the owner decides in the same message."""

from pathlib import Path

from tests.flows.bodies import LAMPS, WATER, Cast, card_of, dispatches, gather, replied, told, usual
from tests.flows.deputies import claimed, happenings, matter_of
from tests.flows.promise_town import leap, local, promise_town, promises
from tests.harness import Town


async def promised_by_water(town: Town) -> tuple[Cast, int]:
    """Let 区水务局 reply to a matter of another body's category, and 张伟 promise 1 December on it."""
    cast = await gather(town)
    matter_id = await claimed(town, cast.mei, cast.zhang)
    await town.press(cast.zhang, "转交")
    await town.message(cast.zhang, "水务")
    await town.press(cast.zhang, WATER)
    await town.press(cast.zhang, "不写说明")
    await town.press(cast.zhang, usual(town.last(cast.zhang)))
    await town.press(cast.zhang, "发送")
    await replied(town, cast.water, "篦子已订货")
    await town.press(cast.zhang, "答复")
    await town.press(cast.zhang, "引用单位答复")
    await town.press(cast.zhang, "B 正在解决")
    await town.message(cast.zhang, "2026-12-01")
    await town.press(cast.zhang, "发送")
    return cast, matter_id


async def test_a_reply_brings_the_owner_the_buttons_that_it_names(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast, _ = await promised_by_water(town)

        reply = next(sent for sent in town.sent_to(cast.zhang) if "答复了" in sent.text)

        assert reply.labels == ["答复", "转交", "查看诉求"]


async def test_a_promise_names_the_body_that_replied_not_the_one_of_the_category(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        await promised_by_water(town)

        [made] = await promises(town)

        assert made.body_code == "swj"


async def test_body_and_owner_are_reminded_of_the_promise(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast, _ = await promised_by_water(town)

        await leap(town, local(11, 30, 9))

        assert town.last(cast.water).labels == ["答复", "查看诉求"]
        assert "代表已向群众承诺 12月1日周二 办好" in town.last(cast.water).text
        assert "篦子已订货" in town.last(cast.water).text
        assert told(town, cast.zhang, "的承诺 12月1日周二 到期")
        assert not told(town, cast.lamps, "承诺")


async def test_a_report_reaches_the_owner_with_kept_and_not_kept(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast, matter_id = await promised_by_water(town)
        [before] = await dispatches(town)
        await leap(town, local(11, 30, 9))

        await replied(town, cast.water, "新篦子装好了", photo="grate")

        report = town.last(cast.zhang)
        [after] = await dispatches(town)
        assert f"{WATER}报告" in report.text
        assert "新篦子装好了" in report.text
        assert report.labels == ["已兑现", "未兑现", "查看诉求"]
        assert (after.state, after.replied_at, after.reply) == ("replied", before.replied_at, "新篦子装好了")
        assert (await matter_of(town, matter_id)).status == "answered"
        assert (await happenings(town, matter_id))[-1] == "replied"


async def test_a_body_whose_word_is_no_promise_cannot_reply_twice(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast, _ = await promised_by_water(town)
        await leap(town, local(11, 30, 9))
        reminder, before = card_of(town, cast.water, "答复"), len(town.sent_to(cast.water))
        await town.press(cast.zhang, "已兑现")
        await town.message(cast.zhang, "新篦子装好了", photo="grate")
        await town.press(cast.zhang, "发送")

        await town.press(cast.water, "答复", on=reminder)

        assert not any("请写给代表的答复" in sent.text for sent in town.sent_to(cast.water)[before:])


async def test_a_resident_reads_at_closing_that_the_promise_was_kept(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast, _ = await promised_by_water(town)
        assert "承诺日期：12月1日周二，到时会把结果告诉您" in town.last(cast.mei).text
        await leap(town, local(11, 30, 9))
        await town.press(cast.zhang, "已兑现")
        await town.message(cast.zhang, "新篦子装好了", photo="grate")
        await town.press(cast.zhang, "发送")

        await town.press(cast.zhang, "办结")

        assert "已办结，承诺已兑现" in town.last(cast.mei).text
        assert "正在解决" not in town.last(cast.mei).text


async def test_a_body_is_found_by_its_short_name(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        await claimed(town, cast.mei, cast.zhang)
        await town.press(cast.zhang, "转交")

        await town.message(cast.zhang, "城管")

        assert town.last(cast.zhang).labels[0].endswith(LAMPS)
        assert "没有找到" not in town.last(cast.zhang).text


async def test_only_the_last_row_of_a_card_is_half_filled(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        await claimed(town, cast.mei, cast.zhang)

        await town.press(cast.zhang, "公开")

        card = next(sent for sent in town.sent_to(cast.zhang) if sent.has("全部经过"))
        assert len(card.labels) % 2 == 1
        assert [len(line) for line in card.rows[:-1]] == [2] * (len(card.rows) - 1)


async def test_the_owner_quotes_the_report_as_how_the_promise_was_kept(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast, _ = await promised_by_water(town)
        await leap(town, local(11, 30, 9))
        await replied(town, cast.water, "新篦子装好了", photo="grate")
        await town.press(cast.zhang, "已兑现")

        await town.press(cast.zhang, "引用单位答复")
        so_far, labels = town.last(cast.zhang).text, town.last(cast.zhang).labels
        await town.press(cast.zhang, "发送")

        assert f"{WATER}答复：新篦子装好了" in so_far
        assert labels == ["发送", "取消"]
        assert [made.state for made in await promises(town)] == ["kept"]
        assert "新篦子装好了" in town.last(cast.mei).text
        assert any(sent.media == [("photo", "grate")] for sent in town.sent_to(cast.mei))


async def test_the_owner_quotes_the_report_as_why_the_promise_was_not_kept(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast, _ = await promised_by_water(town)
        await leap(town, local(11, 30, 9))
        await replied(town, cast.water, "篦子还在路上")
        await town.press(cast.zhang, "未兑现")

        await town.press(cast.zhang, "引用单位答复")
        await town.message(cast.zhang, "2026-12-08")
        await town.press(cast.zhang, "发送")

        assert f"{WATER}答复：篦子还在路上" in town.last(cast.mei).text
        assert (await promises(town))[0].reason == f"{WATER}答复：篦子还在路上"


async def test_a_word_from_before_the_promise_is_no_report_to_quote(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast, _ = await promised_by_water(town)
        await leap(town, local(11, 30, 9))

        await town.press(cast.zhang, "已兑现")

        assert town.last(cast.zhang).labels == ["取消"]


async def test_a_report_too_long_for_a_reason_is_not_offered_as_one(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast, _ = await promised_by_water(town)
        await leap(town, local(11, 30, 9))
        await replied(town, cast.water, "路" * 500)

        await town.press(cast.zhang, "未兑现")

        assert town.last(cast.zhang).labels == ["取消"]
