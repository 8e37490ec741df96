"""What the office and the street committees decide, and how a matter goes on without its body."""

from pathlib import Path

import pytest

from models.matter import Matter
from services.clocks import move_clocks
from services.work import Work
from tests.flows.bodies import (
    LAMPS,
    WATER,
    asked_for_time,
    body_town,
    card_of,
    clocks,
    dispatches,
    extensions,
    forwarded,
    gather,
    pass_on,
    replied,
    sent_back,
    told,
)
from tests.flows.deputies import answered, forged, happenings, matter_of, running_clocks, seated_as
from tests.harness import ZONE
from texts.body_presses import (
    GrantPress,
    KeepPress,
    PickPress,
    RedirectPress,
    RefusePress,
    RulingPress,
    RulingsPress,
    SendRedirectPress,
)
from texts.mine_buttons import WithdrawPress

ELSEWHERE = "shiyan-4"


async def test_the_proposed_body_comes_first_and_gets_a_sign_clock_of_its_own(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        matter_id = await forwarded(town, cast)
        await town.advance(hours=3)
        await sent_back(town, cast.lamps)

        await town.press(cast.office, "改派")
        assert town.last(cast.office).labels[0] == f"💡 {WATER}"
        assert not town.last(cast.office).has(LAMPS)
        await town.press(cast.office, WATER)
        assert (await matter_of(town, matter_id)).status == "claimed"
        await town.press(cast.office, "发送")

        assert [each.body_code for each in await dispatches(town)] == ["cgj", "swj"]
        first, second = await clocks(town, "sign")
        assert (second.started_at - first.started_at).total_seconds() == 3 * 3600
        assert card_of(town, cast.water, "签收").labels == ["签收", "退回", "答复", "申请延期", "全文"]
        assert f"已改派给{WATER}" in town.last(cast.lamps).text
        assert f"改由{WATER}办理" in town.last(cast.mei).text
        assert told(town, cast.zhang, f"改派给{WATER}")
        assert "退回已处理" in card_of(town, cast.street, "查看诉求").text


async def test_of_two_who_decide_the_first_wins(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        await forwarded(town, cast)
        await sent_back(town, cast.lamps)
        keys = [town.send_press(cast.street, "维持"), town.send_press(cast.office, "维持")]

        await town.settle()

        texts = sorted(town.telegram.toasts[key].text for key in keys)
        assert len(await dispatches(town)) == 2
        assert sum("维持由" in text for text in texts) == 1
        assert sum("已过期" in text for text in texts) == 1


async def test_only_the_office_and_the_own_streets_committee_decide(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        officer, head = await seated_as(town, "officer"), await seated_as(town, "head")
        elsewhere = await seated_as(town, "street", ELSEWHERE)
        matter_id = await forwarded(town, cast)
        await asked_for_time(town, cast.lamps)
        extension = (await extensions(town))[0].id
        await sent_back(town, cast.lamps)
        back = (await dispatches(town))[0].id
        presses = (KeepPress(back), RedirectPress(back), SendRedirectPress(back), GrantPress(extension),
                   RefusePress(extension), RulingPress("back", matter_id))

        for who in (cast.mei, cast.zhang, cast.lamps, officer, head, elsewhere):
            for press in presses:
                assert "只有人大办可以做" in (await forged(town, who, press.pack())).text, (who.name, press)
        for who in (cast.mei, cast.zhang, officer):
            assert "只有" in (await forged(town, who, RulingsPress("back", 0).pack())).text

        assert (await matter_of(town, matter_id)).status == "claimed"
        assert [each.state for each in await dispatches(town)] == ["sent_back"]
        assert not told(town, elsewhere, "退回")


async def test_consent_moves_the_bodys_deadline_and_the_matters_clock_with_a_new_ladder(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        await forwarded(town, cast)
        await town.press(cast.lamps, "签收")
        await town.advance(hours=47)
        assert [each.last_rung for each in await clocks(town, "resolve")] == ["near"]
        await asked_for_time(town, cast.lamps, "12月4日")
        keys = [town.send_press(cast.office, "同意"), town.send_press(cast.office, "同意")]

        await town.settle()

        [resolve], [dispatch] = await clocks(town, "resolve"), await dispatches(town)
        assert f"{resolve.ends_at.astimezone(ZONE):%m-%d %H:%M}" == "12-05 00:00"
        assert dispatch.due_at == resolve.ends_at
        assert resolve.last_rung is None
        assert "已过期" in town.telegram.toasts[keys[1]].text
        for who in (cast.mei, cast.zhang, cast.lamps):
            assert told(town, who, "12月4日周五 24:00"), who.name
        assert "灯杆要订货" in town.last(cast.mei).text
        before = len(town.sent_to(cast.zhang))
        await town.advance(days=12)
        assert any("办结时限快到了" in sent.text for sent in town.sent_to(cast.zhang)[before:])


async def test_a_hard_matter_keeps_the_time_the_office_gave(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        matter_id = await forwarded(town, cast)
        await asked_for_time(town, cast.lamps, "2027-03-01")
        await town.press(cast.office, "同意")

        await town.work(lambda work: make_hard(work, matter_id))

        [resolve] = await clocks(town, "resolve")
        assert (resolve.column, f"{resolve.ends_at.astimezone(ZONE):%Y-%m-%d}") == ("hard", "2027-03-02")


async def test_refusing_more_time_needs_a_reason_and_changes_no_deadline(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        await forwarded(town, cast)
        [dispatch] = await dispatches(town)
        await asked_for_time(town, cast.lamps)
        await town.press(cast.street, "不同意")
        await town.message(cast.street, sticker=True)
        await town.message(cast.street, "  \n")
        assert [each.state for each in await extensions(town)] == ["waiting"]

        await town.message(cast.street, "已经有备件 <仓库>")

        assert [each.state for each in await extensions(town)] == ["refused"]
        assert "已经有备件 <仓库>" in town.last(cast.lamps).text
        assert (await dispatches(town))[0].due_at == dispatch.due_at
        assert "没有同意" in card_of(town, cast.office, "查看诉求").text
        assert card_of(town, cast.lamps, "签收").has("申请延期")


async def test_an_extension_that_the_reply_overtook_is_no_longer_decided(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        await forwarded(town, cast)
        await asked_for_time(town, cast.lamps)
        card = card_of(town, cast.office, "同意")
        data = card.button("同意").data or ""
        await replied(town, cast.lamps)

        toast = await forged(town, cast.office, data, on=card.message_id)

        assert "已过期" in toast.text
        assert [each.state for each in await extensions(town)] == ["lapsed"]
        assert "已不用处理" in card.text


async def test_the_panel_leads_to_what_waits_and_a_card_of_each(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        await town.message(cast.office, "/rulings")
        empty = town.last(cast.office).text
        first = await forwarded(town, cast)
        await sent_back(town, cast.lamps)
        await forwarded(town, cast)
        await asked_for_time(town, cast.lamps)

        await town.message(cast.office, "/office")
        assert [label for label in town.last(cast.office).labels if "待定" in label] == [
            "争议待定 0", "退回待定 1", "延期待定 1"]
        await town.press(cast.office, "退回待定 1")
        listing = town.last(cast.office).text
        await town.press(cast.office, (await matter_of(town, first)).number or "")

        assert "没有等待决定" in empty
        assert f"{LAMPS} → 建议{WATER}" in listing
        assert town.last(cast.office).labels == ["改派", "维持", "查看诉求"]
        await town.message(cast.street, "/rulings")
        await town.press(cast.street, "延期待定 1")
        assert "申请到 12月4日周五 24:00" in town.last(cast.street).text


async def test_a_forged_choice_of_another_form_goes_nowhere(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        matter_id = await forwarded(town, cast)
        await sent_back(town, cast.lamps)

        pick = await forged(town, cast.office, PickPress(matter_id, "swj").pack())
        send = await forged(town, cast.office, SendRedirectPress((await dispatches(town))[0].id).pack())
        kind = await forged(town, cast.office, RulingsPress("nonsense", 0).pack())

        assert all("已过期" in toast.text for toast in (pick, send, kind))
        assert (await matter_of(town, matter_id)).status == "claimed"


@pytest.mark.parametrize("state", ["sent", "signed", "sent_back"])
async def test_a_withdrawn_matter_ends_its_dispatch_and_the_body_is_told(tmp_path: Path, state: str) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        matter_id = await forwarded(town, cast)
        await asked_for_time(town, cast.lamps)
        if state == "signed":
            await town.press(cast.lamps, "签收")
        if state == "sent_back":
            await sent_back(town, cast.lamps)
        card = card_of(town, cast.lamps, "全文")

        await forged(town, cast.mei, WithdrawPress(matter_id, True).pack())

        assert (await matter_of(town, matter_id)).status == "withdrawn"
        assert [each.state for each in await dispatches(town)] == ["ended"]
        assert [each.state for each in await extensions(town)] == ["lapsed"]
        assert "不用再办理" in town.last(cast.lamps).text
        assert card.labels == []
        assert await running_clocks(town) == set()


async def test_released_or_answered_while_the_office_decides_the_send_back_is_settled(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        await forwarded(town, cast)
        await sent_back(town, cast.lamps)
        keep = card_of(town, cast.office, "维持")
        data = keep.button("维持").data or ""
        await town.press(cast.zhang, "放回")
        late = await forged(town, cast.office, data, on=keep.message_id)
        await town.press(cast.zhang, "认领")
        await pass_on(town, cast.zhang)
        await sent_back(town, cast.lamps)

        await answered(town, cast.zhang)

        assert "已过期" in late.text
        assert [each.state for each in await dispatches(town)] == ["ended", "ended"]
        assert "退回已处理" in card_of(town, cast.office, "查看诉求").text


async def test_the_body_hears_the_residents_push_and_dispute(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        matter_id = await forwarded(town, cast)
        await forged(town, cast.mei, f"chase:{matter_id}")
        pushed = town.last(cast.lamps).text
        await replied(town, cast.lamps)
        await answered(town, cast.zhang)
        for label in ("办结", "无需照片"):
            await town.press(cast.zhang, label)
        await town.message(cast.zhang, "现场看过")

        await town.press(cast.mei, "未解决")
        await town.message(cast.mei, "还是不亮 <真的>")

        assert "群众催办了" in pushed
        assert "“还是不亮 <真的>”" in town.last(cast.lamps).text
        assert (await happenings(town, matter_id))[-1] == "disputed"


def make_hard(work: Work, matter_id: int) -> None:
    """Let the office call a matter hard."""
    matter = work.session.get_one(Matter, matter_id)
    matter.hard = True
    move_clocks(work, matter)
