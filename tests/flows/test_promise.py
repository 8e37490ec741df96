"""Promises: made by answers, told of ahead and every day they are late, kept with a photo or explained."""

from datetime import timedelta
from pathlib import Path

import pytest

from models.lifecycle import Move
from models.promise import PromiseState
from tests.flows.clock_town import file_matter, force, gather, happenings, leap, local, matter_of
from tests.flows.deputies import forged
from tests.flows.promise_town import (
    WEDNESDAY,
    answer_with,
    follow,
    new_since,
    open_promise,
    promise_town,
    promised,
    promises,
)
from tests.harness import Town, Who

DUE = local(12, 2)
"""24:00 of Tuesday, 1 December."""


# -- made -----------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("result", "code"), [("B 正在解决", "B"), ("C 列入计划", "C")])
async def test_an_answer_with_a_date_makes_a_promise_that_outlives_the_closing(
        tmp_path: Path, result: str, code: str) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        matter = await promised(town, cast.author, cast.zhang, result=result)

        [made] = await promises(town)

        assert (made.matter_id, made.result, made.state, made.due_on) == (matter, code, PromiseState.OPEN, DUE)
        assert made.words == "材料到了就安装新路灯。"
        assert made.body_code is not None
        await town.message(cast.zhang, "我的在办")
        assert town.last(cast.zhang).has("承诺 1")


async def test_solved_and_impossible_answers_promise_nothing(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        await file_matter(town, cast.author)
        await town.press(cast.zhang, "认领")
        await answer_with(town, cast.zhang, "D 暂无法解决", "权属不清")

        assert await promises(town) == []
        await town.message(cast.zhang, "我的在办")
        assert not any("承诺" in label for label in town.last(cast.zhang).labels)


async def test_a_later_answer_replaces_the_promise(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        await promised(town, cast.author, cast.zhang, close=False)

        await answer_with(town, cast.zhang, "C 列入计划", "2027-03-01")

        older, newer = await promises(town)
        assert (older.state, older.replaced_by) == (PromiseState.REPLACED, newer.id)
        assert (newer.state, newer.due_on) == (PromiseState.OPEN, local(3, 2).replace(year=2027))


async def test_an_answer_that_says_solved_keeps_the_promise(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        await promised(town, cast.author, cast.zhang, close=False)

        await answer_with(town, cast.zhang, "A 已解决")

        [kept] = await promises(town)
        assert kept.state == PromiseState.KEPT


# -- coming back ----------------------------------------------------------------------------------------------------

async def test_the_owner_is_reminded_once_ahead_on_a_working_morning(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        await promised(town, cast.author, cast.zhang, "2026-12-04")
        before = len(town.sent_to(cast.zhang))

        await town.advance_to(local(12, 1, 8, 15))
        early = new_since(town, cast.zhang, before)
        await town.advance_to(local(12, 1, 8, 30))

        assert "承诺" not in early
        assert new_since(town, cast.zhang, before).count("到期") == 1
        assert town.last(cast.zhang).labels == ["已兑现", "未兑现", "查看承诺"]
        await town.advance_to(local(12, 3, 12))
        assert new_since(town, cast.zhang, before).count("到期。") == 1


async def test_on_its_day_and_every_working_day_after_it_stands_in_the_mornings_list(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        await promised(town, cast.author, cast.zhang, "2026-12-04")
        await leap(town, local(12, 3, 20))
        heard = []
        for day in (4, 5, 6, 7, 8):  # Friday to Tuesday
            before = len(town.sent_to(cast.zhang))
            await town.advance_to(local(12, day, 9))
            heard.append("承诺到期或超期 1 项" in new_since(town, cast.zhang, before))

        assert heard == [True, False, False, True, True]
        assert "已超期" in town.last(cast.zhang).text


async def test_a_promise_for_a_sunday_is_told_of_on_friday(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        await promised(town, cast.author, cast.zhang, "2026-12-06")
        await leap(town, local(12, 3, 20))
        before = len(town.sent_to(cast.zhang))

        await town.advance_to(local(12, 4, 9))

        assert "承诺到期或超期 1 项" in new_since(town, cast.zhang, before)


async def test_nothing_reminds_of_what_was_replaced(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        await promised(town, cast.author, cast.zhang, "2026-12-04", close=False)
        await answer_with(town, cast.zhang, "C 列入计划", "2027-03-01")
        await town.press(cast.zhang, "办结")
        before = len(town.sent_to(cast.zhang))

        await leap(town, local(12, 8, 12))

        assert "到期" not in new_since(town, cast.zhang, before)


@pytest.mark.parametrize("move", [Move.WITHDRAW, Move.MERGE])
async def test_a_matter_that_ends_otherwise_voids_its_promise(tmp_path: Path, move: Move) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        matter = await promised(town, cast.author, cast.zhang, "2026-12-04", close=False)
        [made] = await promises(town)
        await force(town, matter, move)
        before = len(town.sent_to(cast.zhang))

        await leap(town, local(12, 8, 12))
        toast = await forged(town, cast.zhang, f"kept:{made.id}")

        assert "承诺到期" not in new_since(town, cast.zhang, before)
        assert toast.is_alert
        await town.message(cast.zhang, "/promises")
        assert "在期 0 项" in town.last(cast.zhang).text


# -- kept -----------------------------------------------------------------------------------------------------------

async def test_a_kept_promise_is_told_with_its_photo_to_the_author_and_each_follower(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast, wang, zhao = await gather(town), town.person("王芳"), town.person("赵强")
        matter = await promised(town, cast.author, cast.zhang)
        for who in (wang, zhao):
            await follow(town, who, matter)
        await open_promise(town, cast.zhang)

        await town.press(cast.zhang, "已兑现")
        await town.message(cast.zhang, "新路灯装好了")
        assert not town.last(cast.zhang).has("发送")
        await town.message(cast.zhang, photo=True)
        await town.press(cast.zhang, "发送")

        for who in (cast.author, wang, zhao):
            told = [sent for sent in town.sent_to(who) if "已经兑现" in sent.text]
            assert ["新路灯装好了" in sent.text for sent in told] == [True]
            assert town.sent_to(who)[-2].media
        [kept] = await promises(town)
        assert kept.state == PromiseState.KEPT
        assert (await happenings(town, matter))[-1] == "promise_kept"
        assert (await matter_of(town, matter)).promise_on is None
        assert "已记为兑现" in town.last(cast.zhang).text


async def test_without_a_photo_a_reason_is_asked_and_told_in_the_timeline(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        await promised(town, cast.author, cast.zhang)
        await open_promise(town, cast.zhang)
        await town.press(cast.zhang, "已兑现")

        await town.press(cast.zhang, "已兑现")
        await town.message(cast.zhang, "制度已经印发")
        await town.press(cast.zhang, "无需照片")
        await town.message(cast.zhang, "没有现场")
        await town.press(cast.zhang, "发送")

        [kept] = await promises(town)
        assert (kept.state, kept.reason) == (PromiseState.KEPT, "没有现场")


async def test_a_photo_may_come_before_the_words_and_words_are_escaped(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        await promised(town, cast.author, cast.zhang)
        await open_promise(town, cast.zhang)
        await town.press(cast.zhang, "已兑现")
        await town.message(cast.zhang, photo=True)
        assert not town.last(cast.zhang).has("发送")

        await town.message(cast.zhang, "<b>装好</b>了")
        assert "&lt;b&gt;装好" in town.last(cast.zhang).html
        await town.press(cast.zhang, "发送")

        [kept] = await promises(town)
        assert (kept.state, kept.reason) == (PromiseState.KEPT, None)


async def test_sent_twice_it_is_kept_once(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        matter = await promised(town, cast.author, cast.zhang)
        await open_promise(town, cast.zhang)
        await town.press(cast.zhang, "已兑现")
        await town.message(cast.zhang, "装好了", photo=True)
        for _ in range(2):
            town.send_press(cast.zhang, "发送")

        await town.settle()

        assert (await happenings(town, matter)).count("promise_kept") == 1
        assert len([sent for sent in town.sent_to(cast.author) if "已经兑现" in sent.text]) == 1


async def test_a_matter_that_is_still_open_offers_to_close_after_the_promise_was_kept(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        matter = await promised(town, cast.author, cast.zhang, close=False)
        await open_promise(town, cast.zhang)
        await town.press(cast.zhang, "已兑现")
        await town.message(cast.zhang, "装好了", photo=True)
        await town.press(cast.zhang, "发送")

        await town.press(cast.zhang, "办结", on=town.last(cast.zhang))

        assert (await matter_of(town, matter)).status == "closed"


async def test_a_month_after_a_kept_promise_the_author_is_asked_once(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        matter = await promised(town, cast.author, cast.zhang)
        await leap(town, local(11, 30, 10))
        await open_promise(town, cast.zhang)
        await town.press(cast.zhang, "已兑现")
        await town.message(cast.zhang, "装好了", photo=True)
        await town.press(cast.zhang, "发送")

        await leap(town, town.clock.moment + timedelta(days=27, hours=23))
        early = any(sent.has("又坏了") for sent in town.sent_to(cast.author))
        await leap(town, town.clock.moment + timedelta(days=1))

        assert not early
        assert len([sent for sent in town.sent_to(cast.author) if sent.has("又坏了")]) == 1
        await town.press(cast.author, "又坏了")
        assert (await matter_of(town, matter)).status == "claimed"


async def test_a_matter_reopened_since_is_not_asked_about(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        await promised(town, cast.author, cast.zhang)
        await open_promise(town, cast.zhang)
        await town.press(cast.zhang, "已兑现")
        await town.message(cast.zhang, "装好了", photo=True)
        await town.press(cast.zhang, "发送")
        await town.press(cast.author, "未解决")
        await town.message(cast.author, "还是不亮")

        await leap(town, WEDNESDAY + timedelta(days=32))

        assert not any(sent.has("又坏了") for sent in town.sent_to(cast.author))


# -- not kept -------------------------------------------------------------------------------------------------------

async def not_kept(town: Town, who: Who, why: str = "材料没有到货") -> None:
    await open_promise(town, who)
    await town.press(who, "未兑现")
    await town.message(who, why)


async def test_a_delay_is_explained_with_a_new_day_and_promised_again(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast, wang = await gather(town), town.person("王芳")
        matter = await promised(town, cast.author, cast.zhang)
        await follow(town, wang, matter)
        await not_kept(town, cast.zhang)

        await town.message(cast.zhang, "2026-12-20")
        await town.press(cast.zhang, "发送")

        older, newer = await promises(town)
        assert (older.state, older.reason, older.replaced_by) == (PromiseState.BROKEN, "材料没有到货", newer.id)
        assert (newer.state, newer.due_on, newer.words) == (PromiseState.OPEN, local(12, 21), older.words)
        for who in (cast.author, wang):
            assert "材料没有到货" in town.last(who).text
            assert "12月20日" in town.last(who).text
        assert (await matter_of(town, matter)).promise_on == local(12, 21)
        before = len(town.sent_to(cast.zhang))
        await leap(town, local(12, 17, 12))
        assert "到期" in new_since(town, cast.zhang, before)


async def test_what_cannot_be_kept_becomes_a_d(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        matter = await promised(town, cast.author, cast.zhang)
        await not_kept(town, cast.zhang)

        await town.press(cast.zhang, "D 暂无法解决")
        await town.press(cast.zhang, "发送")

        [broken] = await promises(town)
        stored = await matter_of(town, matter)
        assert (broken.state, broken.replaced_by) == (PromiseState.BROKEN, None)
        assert (stored.result_class, stored.promise_on, stored.status) == ("D", None, "closed")
        assert "暂无法解决" in town.last(cast.author).text
        assert (await happenings(town, matter))[-1] == "promise_broken"


@pytest.mark.parametrize("typed", ["昨天那时候", "2026-11-18", "2030-01-01"])
async def test_a_new_day_must_be_a_day_ahead(tmp_path: Path, typed: str) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        await promised(town, cast.author, cast.zhang)
        await not_kept(town, cast.zhang)

        await town.message(cast.zhang, typed)

        assert not town.last(cast.zhang).has("发送")
        assert len(await promises(town)) == 1
        await town.message(cast.zhang, "2026-12-20")
        assert town.last(cast.zhang).has("发送")


async def test_a_sticker_costs_nothing_in_the_form(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        await promised(town, cast.author, cast.zhang)
        await not_kept(town, cast.zhang)

        await town.message(cast.zhang, sticker=True)
        await town.message(cast.zhang, "2026-12-20")

        assert town.last(cast.zhang).has("发送")


# -- who may, and what is stale ---------------------------------------------------------------------------------------

@pytest.mark.parametrize("verb", ["kept", "notkept"])
async def test_only_the_owner_decides(tmp_path: Path, verb: str) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        await promised(town, cast.author, cast.zhang)
        [made] = await promises(town)

        for who in (cast.chen, cast.office, cast.author):
            toast = await forged(town, who, f"{verb}:{made.id}")
            assert toast.is_alert
        await open_promise(town, cast.office)

        assert not town.last(cast.office).has("已兑现")
        assert [each.state for each in await promises(town)] == [PromiseState.OPEN]


async def test_a_decided_promise_is_decided_no_more(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        await promised(town, cast.author, cast.zhang)
        await not_kept(town, cast.zhang)
        await town.press(cast.zhang, "D 暂无法解决")
        await town.press(cast.zhang, "发送")
        [made] = await promises(town)

        toast = await forged(town, cast.zhang, f"kept:{made.id}")

        assert "已经有了结果" in (toast.text or "")


@pytest.mark.parametrize("data", ["kept:99", "promise:99", "tellpromise:1", "never:1", "newday:1:2026-12-20",
                                  "noproof:1", "ledger:secret:0"])
async def test_forged_and_stale_buttons_change_nothing(tmp_path: Path, data: str) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        await promised(town, cast.author, cast.zhang)

        toast = await forged(town, cast.zhang, data)

        assert toast.is_alert
        assert [each.state for each in await promises(town)] == [PromiseState.OPEN]
