"""Absences: taken in four inputs, worked off by the substitute, over by themselves or early."""

from pathlib import Path

import pytest
from sqlalchemy import select

from models.absence import Absence
from models.matter import Event
from models.organisation import Seat
from tests.flows.clock_town import claim, file_matter, gather, happenings, live_until, local, matter_of, number_of
from tests.flows.deputies import forged
from tests.flows.promise_town import answer_with, leap, new_since, promise_town, promised
from tests.harness import Town, Who


async def absences(town: Town) -> list[Absence]:
    return await town.read(lambda session: list(session.scalars(select(Absence).order_by(Absence.id))))


async def go_away(town: Town, who: Who, first: str, last: str, substitute: str) -> None:
    await town.message(who, "请假")
    if town.last(who).has("再请一次假"):
        await town.press(who, "再请一次假")
    await town.message(who, first)
    await town.message(who, last)
    await town.press(who, substitute)
    await town.press(who, "确认请假")


CHEN, TAN = "陈静 · 西乡第二选区", "谭文博 · 西乡第五选区"


# -- taking it ------------------------------------------------------------------------------------------------------

async def test_an_absence_is_days_and_a_substitute_and_both_are_told(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)

        await town.message(cast.zhang, "请假")
        await town.message(cast.zhang, "2026-11-20")
        await town.message(cast.zhang, "2026-11-24")
        await town.press(cast.zhang, CHEN)
        await town.press(cast.zhang, "确认请假")

        [taken] = await absences(town)
        assert (taken.starts_at, taken.ends_at) == (local(11, 20), local(11, 25))
        assert "陈静" in town.last(cast.zhang).text
        assert "张伟 代表 请您代办" in town.last(cast.chen).text
        assert "11月20日" in town.last(cast.chen).text


async def test_days_can_be_pressed(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        await town.message(cast.zhang, "/away")

        await town.press(cast.zhang, "11月18日周三")
        await town.press(cast.zhang, "11月20日周五")
        await town.press(cast.zhang, CHEN)
        await town.press(cast.zhang, "确认请假")

        [taken] = await absences(town)
        assert (taken.starts_at, taken.ends_at) == (local(11, 18), local(11, 21))
        assert "从现在起" in town.last(cast.chen).text


async def test_only_deputies_nearby_who_have_joined_are_offered(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        far = await town.seated("lu-haiyan")
        await town.message(cast.zhang, "请假")
        await town.message(cast.zhang, "今天")

        await town.message(cast.zhang, "后天")

        labels = town.last(cast.zhang).labels
        assert CHEN in labels
        assert not any(far.name in label or "张伟" in label for label in labels)


@pytest.mark.parametrize(("first", "last", "why"), [
    ("2026-11-17", None, "从今天或以后开始"), ("什么时候", None, "没看懂"),
    ("2026-11-20", "2026-11-19", "不能早于"), ("2026-11-20", "2027-12-01", "最长一年"),
])
async def test_days_that_make_no_sense_are_asked_again(tmp_path: Path, first: str, last: str | None, why: str) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        await town.message(cast.zhang, "请假")
        await town.message(cast.zhang, first)
        if last:
            await town.message(cast.zhang, last)
        assert why in town.last(cast.zhang).text

        if not last:
            await town.message(cast.zhang, "2026-11-20")
        await town.message(cast.zhang, "2026-11-21")

        assert town.last(cast.zhang).has(CHEN)


async def test_overlapping_absences_are_refused(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        await go_away(town, cast.zhang, "2026-11-20", "2026-11-24", CHEN)

        await town.message(cast.zhang, "请假")
        await town.press(cast.zhang, "再请一次假")
        await town.message(cast.zhang, "2026-11-24")
        await town.message(cast.zhang, "2026-11-26")

        assert "已经请过假了" in town.last(cast.zhang).text
        assert len(await absences(town)) == 1


async def test_who_is_away_is_no_substitute(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        await go_away(town, cast.zhang, "2026-11-20", "2026-11-24", CHEN)

        await town.message(cast.chen, "请假")
        await town.message(cast.chen, "2026-11-24")
        await town.message(cast.chen, "2026-11-26")

        assert not any("张伟" in label for label in town.last(cast.chen).labels)


async def test_nobody_stands_in_for_themselves_by_a_forged_button(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        await town.message(cast.zhang, "请假")
        await town.message(cast.zhang, "2026-11-20")
        await town.message(cast.zhang, "2026-11-24")
        chosen = town.last(cast.zhang).button(CHEN).data or ""
        mine = chosen.replace(chosen.split(":")[1], str(await seat_id(town, "zhang-wei")))

        toast = await forged(town, cast.zhang, mine)

        assert toast.is_alert
        assert not town.last(cast.zhang).has("确认请假")


async def seat_id(town: Town, key: str) -> int:
    return await town.read(lambda session: session.scalars(select(Seat.id).where(Seat.key == key)).one())


@pytest.mark.parametrize("data", ["awaytake", "awaywho:1", "awayday:2026-11-20", "awayend:1", "awaypage:1"])
async def test_forged_and_stale_buttons_take_no_leave(tmp_path: Path, data: str) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)

        toast = await forged(town, cast.zhang, data)

        assert toast.is_alert
        assert await absences(town) == []


async def test_confirmed_twice_it_is_taken_once(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        await town.message(cast.zhang, "请假")
        await town.message(cast.zhang, "2026-11-20")
        await town.message(cast.zhang, "2026-11-24")
        await town.press(cast.zhang, CHEN)
        for _ in range(2):
            town.send_press(cast.zhang, "确认请假")

        await town.settle()

        assert len(await absences(town)) == 1


async def test_residents_take_no_leave_here(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)

        await town.message(cast.author, "/away")

        assert "只有代表可以做" in town.last(cast.author).text


async def test_a_form_left_notes_nothing(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        await town.message(cast.zhang, "请假")
        await town.message(cast.zhang, sticker=True)

        await town.press(cast.zhang, "取消")

        assert any("没有登记请假" in sent.text for sent in town.sent_to(cast.zhang))
        assert await absences(town) == []


# -- standing in ----------------------------------------------------------------------------------------------------

async def test_open_matters_are_the_substitutes_from_the_first_morning_to_the_last_night(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        matter = await file_matter(town, cast.author)
        await town.press(cast.zhang, "认领")
        await go_away(town, cast.zhang, "2026-11-19", "2026-11-20", CHEN)

        early = await forged(town, cast.chen, f"note:{matter}")
        await town.advance_to(local(11, 19, 8, 30))
        assert any("从现在起" in sent.text and "在办 1 件" in sent.text for sent in town.sent_to(cast.chen))
        await town.message(cast.chen, "我的在办")
        await town.press(cast.chen, await number_of(town, matter))
        await town.press(cast.chen, "备注")
        await town.message(cast.chen, "已到现场看过")
        await leap(town, local(11, 21, 8, 30))
        late = await forged(town, cast.chen, f"note:{matter}")

        assert early.is_alert
        assert late.is_alert
        assert (await happenings(town, matter)).count("noted") == 1
        assert "返岗" in town.last(cast.chen).text
        assert "欢迎返岗" in town.last(cast.zhang).text
        assert (await matter_of(town, matter)).claimed_by == await seat_id(town, "zhang-wei")


async def test_a_substitute_answers_in_their_own_name_and_the_timeline_says_for_whom(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        matter = await file_matter(town, cast.author)
        await town.press(cast.zhang, "认领")
        await go_away(town, cast.zhang, "今天", "明天", CHEN)
        await town.message(cast.chen, "我的在办")
        await town.press(cast.chen, await number_of(town, matter))

        await answer_with(town, cast.chen, "A 已解决")

        assert any("陈静 代表答复" in sent.text for sent in town.sent_to(cast.author))
        card = next(sent for sent in town.sent_to(cast.zhang) if sent.has("全部经过"))
        assert "陈静 代表（代 张伟 代表）" in card.text
        seat = await town.read(lambda session: session.scalars(
            select(Event.seat_id).where(Event.matter_id == matter, Event.what == "answered")).one())
        assert seat == await seat_id(town, "chen-jing")


async def test_new_cards_go_to_the_substitute_of_elsewhere_who_claims_for_the_absent_one(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast, tan = await gather(town), await town.seated("tan-wenbo")
        await go_away(town, cast.zhang, "今天", "2026-11-24", TAN)
        before = len(town.sent_to(cast.zhang))

        matter = await file_matter(town, cast.author)
        await town.press(tan, "认领")

        assert (await matter_of(town, matter)).claimed_by == await seat_id(town, "zhang-wei")
        assert not any(sent.has("认领") for sent in town.sent_to(cast.zhang)[before:])
        assert "谭文博" in town.last(cast.author).text
        await town.press(tan, "备注")
        await town.message(tan, "先记一笔")
        assert (await happenings(town, matter))[-2:] == ["claimed", "noted"]


async def test_a_stranger_stands_in_for_nobody(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast, xu = await gather(town), await town.seated("xu-yuzhen")
        matter = await file_matter(town, cast.author)
        await town.press(cast.zhang, "认领")
        await go_away(town, cast.zhang, "今天", "2026-11-24", CHEN)

        toast = await forged(town, xu, f"note:{matter}")

        assert toast.is_alert


async def test_nobody_handles_their_own_matter_as_a_substitute(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        matter = await file_matter(town, cast.chen)
        await town.press(cast.zhang, "认领")
        await go_away(town, cast.zhang, "今天", "2026-11-24", CHEN)

        toast = await forged(town, cast.chen, f"note:{matter}")

        assert toast.is_alert
        assert "noted" not in await happenings(town, matter)


async def test_the_owner_may_still_act_while_away(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        matter = await file_matter(town, cast.author)
        await town.press(cast.zhang, "认领")
        await go_away(town, cast.zhang, "今天", "2026-11-24", CHEN)

        await town.press(cast.zhang, "备注")
        await town.message(cast.zhang, "路上记一笔")

        assert (await happenings(town, matter))[-1] == "noted"


# -- what is sent ---------------------------------------------------------------------------------------------------

async def test_rungs_of_an_absent_owner_go_to_the_substitute(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        matter = await file_matter(town, cast.author)
        await claim(town, cast.zhang, matter)
        await go_away(town, cast.zhang, "今天", "2026-11-30", CHEN)

        diary = await live_until(town, local(11, 23, 20), cast.zhang, cast.chen)

        assert {who for _, _, _, who in diary} == {"陈静"}


async def test_when_the_substitute_is_away_too_the_head_is_told(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        matter = await file_matter(town, cast.author)
        await claim(town, cast.zhang, matter)
        await go_away(town, cast.zhang, "今天", "2026-11-30", CHEN)
        absent = await seat_id(town, "chen-jing")
        await town.work(lambda work: work.session.add(Absence(
            seat_id=absent, substitute_id=absent, starts_at=local(11, 18), ends_at=local(12, 1), created_at=work.now)))

        diary = await live_until(town, local(11, 23, 20), cast.zhang, cast.chen, cast.head)

        assert {who for _, _, _, who in diary} == {cast.head.name}


async def test_words_of_the_resident_reach_the_substitute_alone(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        await file_matter(town, cast.author)
        await town.press(cast.zhang, "认领")
        await go_away(town, cast.zhang, "今天", "2026-11-24", CHEN)
        before = len(town.sent_to(cast.zhang))

        await town.message(cast.author, "今天又来人看了", reply_to=town.last(cast.author))

        assert "今天又来人看了" in town.last(cast.chen).text
        assert "今天又来人看了" not in "".join(
            sent.text for sent in town.sent_to(cast.zhang)[before:] if not sent.has("全部经过"))


async def test_the_mornings_list_is_the_substitutes(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        await promised(town, cast.author, cast.zhang, "2026-11-20")
        await go_away(town, cast.zhang, "今天", "2026-11-24", CHEN)
        await leap(town, local(11, 19, 20))
        chens, zhangs = len(town.sent_to(cast.chen)), len(town.sent_to(cast.zhang))

        await town.advance_to(local(11, 20, 9))

        assert "您代 张伟 代表 办理" in new_since(town, cast.chen, chens)
        assert "承诺到期或超期 1 项" in new_since(town, cast.chen, chens)
        assert new_since(town, cast.zhang, zhangs) == ""


async def test_a_substitute_decides_a_promise(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        matter = await promised(town, cast.author, cast.zhang, "2026-12-20")
        await go_away(town, cast.zhang, "今天", "2026-11-24", CHEN)

        await town.message(cast.chen, "/promises")
        await town.press(cast.chen, f"🤝 {await number_of(town, matter)}")
        await town.press(cast.chen, "已兑现")
        await town.message(cast.chen, "装好了", photo=True)
        await town.press(cast.chen, "发送")

        assert (await happenings(town, matter))[-1] == "promise_kept"
        assert "陈静 代表告诉您" in town.last(cast.author).text


# -- coming back ----------------------------------------------------------------------------------------------------

async def test_coming_back_early_takes_everything_back_at_once(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        matter = await file_matter(town, cast.author)
        await town.press(cast.zhang, "认领")
        await go_away(town, cast.zhang, "今天", "2026-11-24", CHEN)
        assert any(sent.has("备注") for sent in town.sent_to(cast.chen))

        await town.press(cast.zhang, "提前返岗")

        assert "在办 1 件" in town.last(cast.zhang).text
        assert "已返岗" in town.last(cast.chen).text
        assert not any(sent.has("备注") for sent in town.sent_to(cast.chen))
        assert (await forged(town, cast.chen, f"note:{matter}")).is_alert
        before = len(town.sent_to(cast.chen))
        await leap(town, local(11, 26, 12))
        assert "返岗" not in new_since(town, cast.chen, before)


async def test_an_absence_to_come_is_called_off(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        await go_away(town, cast.zhang, "2026-11-20", "2026-11-24", CHEN)

        await town.press(cast.zhang, "取消 11月20日周五 起的请假")

        assert "不用代办了" in town.last(cast.chen).text
        before = len(town.sent_to(cast.chen))
        await town.advance_to(local(11, 20, 12))
        assert "从现在起" not in new_since(town, cast.chen, before)
        await go_away(town, cast.zhang, "2026-11-23", "2026-11-24", CHEN)
        assert len(await absences(town)) == 2


async def test_neither_the_substitute_nor_a_resident_ends_the_absence(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        await go_away(town, cast.zhang, "今天", "2026-11-24", CHEN)
        [taken] = await absences(town)

        for who in (cast.chen, cast.author):
            assert (await forged(town, who, f"awayend:{taken.id}")).is_alert

        assert [each.ended_at for each in await absences(town)] == [None]


async def test_an_unclaimed_matter_of_an_absent_deputy_can_be_claimed_by_the_others(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        cast = await gather(town)
        await go_away(town, cast.zhang, "今天", "2026-11-24", CHEN)

        matter = await file_matter(town, cast.author)
        await town.press(cast.chen, "认领")

        assert (await matter_of(town, matter)).claimed_by == await seat_id(town, "chen-jing")
