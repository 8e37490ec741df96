"""[移交全部诉求]: everything a deputy has in hand goes to another, in one go."""

from pathlib import Path

import pytest

from models.promise import PromiseState
from services.last_word import DisputeMatter, dispute_matter
from tests.flows.clock_town import act, answer, claim, close
from tests.flows.deputies import forged, happenings, matter_of, seated_as
from tests.flows.promise_town import file_matter, leap, local, promise_town, promised, promises
from tests.flows.residents import said
from tests.flows.test_people import open_person, seat_of
from tests.flows.test_succession import imported, without
from tests.harness import Town, Who


async def estate(town: Town) -> tuple[Who, Who, int, int]:
    """Let 张伟 own an open matter, and a closed one that promises something."""
    zhang, mei = await town.seated("zhang-wei"), town.person("李梅")
    await town.message(mei, "/hello")
    closed = await promised(town, mei, zhang)
    running = await file_matter(town, mei, "窨井盖松动")
    await town.press(zhang, "认领")
    return zhang, mei, running, closed


async def hand_over(town: Town, office: Who, name: str = "陈静") -> None:
    """Press through the form from the person's screen on."""
    await town.press(office, "移交全部诉求")
    await town.press(office, next(label for label in town.last(office).labels if label.startswith(name)))
    await town.press(office, "确认移交")


async def test_everything_goes_over_with_its_timeline_and_one_message_each(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        office, chen = await seated_as(town, "office"), await town.seated("chen-jing")
        zhang, mei, running, closed = await estate(town)
        await open_person(town, office, "zhang-wei")
        before = len(town.sent_to(chen)), len(town.sent_to(zhang))

        await town.press(office, "移交全部诉求")
        await town.press(office, "陈静（在办 0 件）")
        preview = town.last(office).text
        await town.press(office, "确认移交")

        assert "在办 1 件，已办结诉求的承诺 1 项，可能重办的 0 件" in preview
        assert "已移交给 陈静 代表" in town.last(office).text
        seat = await seat_of(town, "chen-jing")
        for matter_id in (running, closed):
            assert (await matter_of(town, matter_id)).claimed_by == seat.id
            assert (await happenings(town, matter_id))[-1] == "assigned"
        assert [len(town.sent_to(who)) for who in (chen, zhang)] == [count + 1 for count in before]
        assert "移交给您：在办 1 件，已办结诉求的承诺 1 项，可能重办的 0 件" in town.last(chen).text
        assert "移交给 陈静 代表" in town.last(zhang).text
        assert "陈静" in said(town, mei)


async def test_the_successor_decides_the_promise_of_a_closed_matter(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        office, chen = await seated_as(town, "office"), await town.seated("chen-jing")
        await estate(town)
        await open_person(town, office, "zhang-wei")
        await hand_over(town, office)
        promise = (await promises(town))[0]

        await forged(town, chen, f"kept:{promise.id}")
        await town.message(chen, "路灯已经装好")
        await town.press(chen, "无需照片")
        await town.message(chen, "晚上拍不清")
        await town.press(chen, "发送")

        assert (await promises(town))[0].state == PromiseState.KEPT


async def test_what_a_retired_deputy_left_is_handed_over_from_the_list(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        office, chen = await seated_as(town, "office"), await town.seated("chen-jing")
        _, _, running, closed = await estate(town)
        await imported(town, without("zhang-wei"))

        await town.message(office, "/office")
        await forged(town, office, "pplro:440306018:deputy:0", on=town.last(office).message_id)
        assert "▪️ 张伟 代表（西乡第二选区）已不在名单" in town.last(office).text
        await town.press(office, "张伟")
        assert not town.last(office).has("邀请")
        await hand_over(town, office)

        seat = await seat_of(town, "chen-jing")
        assert {(await matter_of(town, each)).claimed_by for each in (running, closed)} == {seat.id}
        assert "移交给您" in said(town, chen)


async def test_what_the_successor_filed_stays(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        office, chen, zhang = (await seated_as(town, "office"), await town.seated("chen-jing"),
                               await town.seated("zhang-wei"))
        own = await file_matter(town, chen, "门口积水")
        await town.press(zhang, "认领")
        other = await file_matter(town, zhang, "树枝挡路")
        await town.message(town.person("李梅"), "/hello")
        third = await file_matter(town, town.person("李梅"), "路面破损")
        await town.press(zhang, "认领")
        await open_person(town, office, "zhang-wei")

        await hand_over(town, office)

        assert "有 1 件是接任代表本人提交的" in town.last(office).text
        chens, zhangs = await seat_of(town, "chen-jing"), await seat_of(town, "zhang-wei")
        assert [(await matter_of(town, each)).claimed_by for each in (own, other, third)] == [
            zhangs.id, None, chens.id]


@pytest.mark.parametrize("data", ["hover:{}:0", "hoto:{}:{}:0", "hoto:{}:{}:1"])
async def test_only_the_office_hands_over(tmp_path: Path, data: str) -> None:
    async with promise_town(tmp_path) as town:
        chen, street = await town.seated("chen-jing"), await seated_as(town, "street")
        _, _, running, _ = await estate(town)
        seats = [(await seat_of(town, key)).id for key in ("zhang-wei", "chen-jing")]

        for who in (chen, street, town.person("李梅")):
            assert "只有人大办" in (await forged(town, who, data.format(*seats))).text

        assert (await matter_of(town, running)).claimed_by == seats[0]


async def test_a_second_tap_finds_nothing_to_hand_over(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        office, chen = await seated_as(town, "office"), await town.seated("chen-jing")
        await estate(town)
        await open_person(town, office, "zhang-wei")
        await hand_over(town, office)
        heard = len(town.sent_to(chen))
        seats = [(await seat_of(town, key)).id for key in ("zhang-wei", "chen-jing")]

        await forged(town, office, f"hoto:{seats[0]}:{seats[1]}:1", on=town.last(office).message_id)

        assert len(town.sent_to(chen)) == heard


async def done(town: Town) -> tuple[Who, Who, int]:
    """Let 张伟 solve and close a matter of 李梅 that promises nothing."""
    zhang, mei = await town.seated("zhang-wei"), town.person("李梅")
    await town.message(mei, "/hello")
    matter_id = await file_matter(town, mei, "窨井盖松动")
    for step in (claim, answer, close):
        await step(town, zhang, matter_id)
    return zhang, mei, matter_id


async def dispute(town: Town, mei: Who, matter_id: int) -> None:
    """Let 李梅 say that it is not done."""
    await act(town, mei, lambda work: dispute_matter(DisputeMatter(matter_id, "井盖又松了"), work))


async def test_a_closed_matter_goes_over_too_and_a_dispute_reaches_the_successor(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        office, chen = await seated_as(town, "office"), await town.seated("chen-jing")
        zhang, mei, matter_id = await done(town)
        await open_person(town, office, "zhang-wei")
        await hand_over(town, office)
        await imported(town, without("zhang-wei"))
        before = len(said(town, zhang))

        await dispute(town, mei, matter_id)

        assert "可能重办的 1 件" in said(town, office)
        assert "井盖又松了" in town.last(chen).text
        assert len(said(town, zhang)) == before
        matter = await matter_of(town, matter_id)
        assert (matter.status, matter.claimed_by) == ("claimed", (await seat_of(town, "chen-jing")).id)


async def test_broken_again_reaches_the_successor(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        office, chen = await seated_as(town, "office"), await town.seated("chen-jing")
        _, mei, matter_id = await done(town)
        await open_person(town, office, "zhang-wei")
        await hand_over(town, office)
        await leap(town, local(12, 16, 12))

        await town.press(mei, "又坏了")

        assert (await matter_of(town, matter_id)).status == "claimed"
        assert "窨井盖松动" in town.last(chen).text


async def test_a_dispute_of_what_nobody_took_over_reaches_the_station_head_who_can_give_it_away(
        tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        head, chen = await seated_as(town, "head"), await town.seated("chen-jing")
        _, mei, matter_id = await done(town)
        await imported(town, without("zhang-wei"))

        await dispute(town, mei, matter_id)
        told = town.last(head).text
        await town.press(head, "查看诉求")
        await town.press(head, "改派")
        await town.press(head, "陈静（在办 0）")

        assert "井盖又松了" in told
        assert (await matter_of(town, matter_id)).claimed_by == (await seat_of(town, "chen-jing")).id
        assert "窨井盖松动" in said(town, chen)


async def test_what_can_come_back_no_more_is_nothing_to_hand_over(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        office = await seated_as(town, "office")
        await town.seated("chen-jing")
        await done(town)
        await open_person(town, office, "zhang-wei")
        recent = town.last(office).has("移交全部诉求")
        await leap(town, local(12, 30, 12))

        await open_person(town, office, "zhang-wei")

        assert recent
        assert not town.last(office).has("移交全部诉求")
