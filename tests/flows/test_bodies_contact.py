"""What a body's contact does: sign, send back once, reply, ask for more time, and read what is in hand."""

from pathlib import Path

import pytest
from sqlalchemy import select

from models.organisation import Seat
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
from tests.flows.deputies import claimed, forged, happenings, matter_of, running_clocks
from tests.harness import ZONE
from texts.body_presses import (
    BodyCardPress,
    BodyWordsPress,
    CancelReplyPress,
    EditReplyPress,
    ExtendDayPress,
    ExtendPress,
    ReplyPress,
    SendBackNowPress,
    SendBackPress,
    SendExtendPress,
    SendReplyPress,
    SignPress,
)
from texts.card_presses import CardPress, HistoryPress, OpenPress
from texts.press import Press


async def test_signing_stops_the_clock_once_and_tells_the_owner(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        matter_id = await forwarded(town, cast)
        card = town.last(cast.lamps)
        keys = [town.send_press(cast.lamps, "签收", on=card), town.send_press(cast.lamps, "签收", on=card)]

        await town.settle()

        assert (await matter_of(town, matter_id)).status == "signed"
        assert await running_clocks(town) == {"first_answer", "resolve"}
        assert (await happenings(town, matter_id)).count("signed") == 1
        assert town.last(cast.zhang).text.startswith(f"{LAMPS}已签收")
        assert ["已签收" in town.telegram.toasts[key].text for key in keys] == [True, True]
        assert card_of(town, cast.lamps, "申请延期").labels == ["答复", "申请延期", "全文"]


async def test_a_send_back_needs_a_reason_and_another_body(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        matter_id = await forwarded(town, cast)
        await town.press(cast.lamps, "退回")

        await town.message(cast.lamps, sticker=True)
        assert "理由" in town.last(cast.lamps).text
        await town.message(cast.lamps, "不归我局 <管线>")
        await town.message(cast.lamps, "城市管理")
        nobody = town.sent_to(cast.lamps)[-2].text
        itself = await forged(town, cast.lamps, f"pick:{matter_id}:cgj", on=town.last(cast.lamps).message_id)
        await town.message(cast.lamps, "水务")
        await town.press(cast.lamps, WATER)
        assert "不归我局 <管线>" in town.last(cast.lamps).text
        assert (await matter_of(town, matter_id)).status == "forwarded"
        await town.press(cast.lamps, "发送")

        assert "没有找到" in nobody
        assert "不能是退回的单位自己" in itself.text
        assert (await matter_of(town, matter_id)).status == "claimed"
        assert await running_clocks(town) == {"first_answer", "resolve"}
        for who in (cast.mei, cast.zhang, cast.office, cast.street):
            assert told(town, who, "不归我局 <管线>"), who.name
        assert "等待人大机关决定" in card_of(town, cast.lamps, "全文").text


async def test_a_send_back_sent_twice_happens_once(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        matter_id = await forwarded(town, cast)
        await town.press(cast.lamps, "退回")
        await town.message(cast.lamps, "是水务设施")
        await town.message(cast.lamps, "水务")
        await town.press(cast.lamps, WATER)
        keys = [town.send_press(cast.lamps, "发送"), town.send_press(cast.lamps, "发送")]

        await town.settle()

        assert (await happenings(town, matter_id)).count("sent_back") == 1
        assert "已过期" in town.telegram.toasts[keys[1]].text


async def test_what_was_signed_for_cannot_be_sent_back(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        matter_id = await forwarded(town, cast)
        await town.press(cast.lamps, "签收")

        toast = await forged(town, cast.lamps, SendBackPress((await dispatches(town))[0].id).pack())

        assert "已过期" in toast.text
        assert (await matter_of(town, matter_id)).status == "signed"


async def test_a_reply_goes_to_the_owner_with_its_pictures_and_not_to_the_resident(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        matter_id = await forwarded(town, cast)
        heard = len(town.sent_to(cast.mei))
        await town.press(cast.lamps, "答复")

        await town.message(cast.lamps, photos=2)
        assert "请再写几句话" in town.last(cast.lamps).text
        assert not town.last(cast.lamps).has("发送")
        await town.message(cast.lamps, "更换了 3 盏灯")
        await town.message(cast.lamps, "费用由我局承担 <内部>")
        await town.press(cast.lamps, "发送")

        assert (await matter_of(town, matter_id)).status == "replied"
        assert "更换了 3 盏灯\n费用由我局承担 <内部>" in town.last(cast.zhang).text
        assert sum(len(sent.media) for sent in town.sent_to(cast.zhang)) == 2
        assert len(town.sent_to(cast.mei)) == heard
        assert await running_clocks(town) == {"first_answer", "resolve"}
        assert told(town, cast.lamps, "已答复代表：更换了 3 盏灯")


async def test_the_residents_timeline_tells_that_the_body_replied_but_not_its_words(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        await forwarded(town, cast)
        await replied(town, cast.lamps, "内部判断：先拖一拖")

        await town.message(cast.mei, "我的诉求")
        await town.press(cast.mei, town.last(cast.mei).labels[0])

        assert f"答复代表（{LAMPS}）" in town.last(cast.mei).text
        assert "先拖一拖" not in town.last(cast.mei).text


async def test_words_that_reply_to_the_card_are_a_reply_to_the_owner(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        matter_id = await forwarded(town, cast)
        card = town.last(cast.lamps)

        await town.message(cast.lamps, "今晚更换", reply_to=card)
        assert "今晚更换" in town.last(cast.lamps).text
        await town.press(cast.lamps, "发送")
        await town.message(cast.lamps, "还有一句", reply_to=card)

        assert (await matter_of(town, matter_id)).status == "replied"
        assert "已过期" in town.last(cast.lamps).text


async def test_a_reply_can_be_edited_thrown_away_and_outlives_a_menu_word_and_a_restart(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        matter_id = await forwarded(town, cast)
        card = town.last(cast.lamps)
        await town.press(cast.lamps, "答复")
        await town.message(cast.lamps, "写了一半")
        await town.message(cast.lamps, "/cancel")
        await town.restart()

        await town.press(cast.lamps, "答复", on=card)
        assert "写了一半" in town.last(cast.lamps).text
        await town.press(cast.lamps, "修改")
        await town.message(cast.lamps, "重写的话")
        assert "写了一半" not in town.last(cast.lamps).text
        await town.press(cast.lamps, "取消")

        assert "没有发送" in town.last(cast.lamps).text
        assert (await matter_of(town, matter_id)).status == "forwarded"


async def test_more_time_names_a_later_day_and_why(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        matter_id = await forwarded(town, cast)
        await town.press(cast.lamps, "申请延期")
        days = town.last(cast.lamps).labels

        await town.message(cast.lamps, "11月19日")
        early = town.last(cast.lamps).text
        await town.message(cast.lamps, "过阵子")
        unread = town.last(cast.lamps).text
        await town.press(cast.lamps, days[0])
        await town.message(cast.lamps, "  ")
        await town.message(cast.lamps, "灯杆要订货 <厂家>")
        await town.press(cast.lamps, "发送")
        again = await forged(town, cast.lamps, ExtendPress((await dispatches(town))[0].id).pack())

        assert days[0] == "11月23日周一"
        assert "现在的期限就是 11月20日周五 10:00" in early
        assert "没看懂这个日期" in unread
        [extension] = await extensions(town)
        assert (extension.state, extension.reason) == ("waiting", "灯杆要订货 <厂家>")
        assert f"{extension.until.astimezone(ZONE):%m-%d %H:%M}" == "11-24 00:00"
        assert "已经有一份延期申请" in again.text
        assert (await matter_of(town, matter_id)).status == "forwarded"
        assert "申请延期到 11月23日周一 24:00" in card_of(town, cast.zhang, "追问").text
        assert not card_of(town, cast.lamps, "签收").has("申请延期")


PRESSES: tuple[type[Press], ...] = (SignPress, SendBackPress, SendBackNowPress, ReplyPress, SendReplyPress,
                                    EditReplyPress, CancelReplyPress, ExtendPress, SendExtendPress, BodyCardPress)


@pytest.mark.parametrize("kind", PRESSES)
async def test_only_contacts_of_the_body_act_for_it(tmp_path: Path, kind: type[Press]) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        matter_id = await forwarded(town, cast)
        data = kind((await dispatches(town))[0].id).pack()
        before = (await matter_of(town, matter_id)).revision

        for who in (cast.mei, cast.zhang, cast.office, cast.street):
            assert "只有承办单位经办人可以做" in (await forged(town, who, data)).text, who.name
        assert f"转交的是{LAMPS}" in (await forged(town, cast.water, data)).text
        group = await forged(town, cast.lamps, data, chat=town.group("单位群"))

        assert "已过期" in group.text
        assert (await matter_of(town, matter_id)).revision == before


async def test_forged_numbers_and_days_open_nothing(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        await forwarded(town, cast)
        dispatch = (await dispatches(town))[0].id
        presses = (SignPress(999), SendBackNowPress(dispatch), SendReplyPress(dispatch), SendExtendPress(dispatch),
                   ExtendDayPress(dispatch, "2026-13-45"))

        answers = [(await forged(town, cast.lamps, press.pack())).text for press in presses]

        assert "没有找到这件诉求" in answers[0]
        assert all("已过期" in text for text in answers[1:])
        assert [each.state for each in await dispatches(town)] == ["sent"]


async def test_a_contact_reads_all_the_words_but_not_the_internal_notes(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        matter_id = await forwarded(town, cast, words="路灯坏了。" * 400)
        await town.press(cast.zhang, "备注")
        await town.message(cast.zhang, "他总是投诉")

        await town.press(cast.lamps, "全文")
        await town.press(cast.lamps, "下一页")
        page = town.last(cast.lamps).text
        history = await forged(town, cast.lamps, HistoryPress(matter_id, 0).pack())
        await town.press(cast.lamps, "返回卡片")

        assert "全文 2/2" in page
        assert "没有找到这件诉求" in history.text
        assert town.last(cast.lamps).has("签收")
        assert not told(town, cast.lamps, "他总是投诉")


async def test_the_list_shows_what_is_in_hand_and_opens_its_card(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        await town.message(cast.lamps, "我的承办")
        empty = town.last(cast.lamps).text
        for _ in range(6):
            await claimed(town, cast.mei, cast.zhang)
            await pass_on(town, cast.zhang)
            await town.advance(minutes=15)
        await town.press(cast.lamps, "签收")

        await town.message(cast.lamps, "我的承办")
        first = town.last(cast.lamps).text
        await town.press(cast.lamps, "下一页")
        second = town.last(cast.lamps)
        await town.press(cast.lamps, second.labels[0])

        assert "没有需要贵单位办理" in empty
        assert "6 件" in first
        assert first.count("待签收") == 5
        assert "已签收" in second.text
        assert town.last(cast.lamps).has("申请延期")
        assert "只有承办单位经办人" in (await forged(town, cast.mei, "handling:0")).text


async def test_another_bodys_matter_does_not_open(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        matter_id = await forwarded(town, cast)

        for data in (OpenPress(matter_id).pack(), CardPress(matter_id).pack(), BodyWordsPress(1, 0).pack()):
            toast = await forged(town, cast.water, data)
            assert "没有找到这件诉求" in toast.text or f"转交的是{LAMPS}" in toast.text


async def test_a_contact_who_joins_later_finds_what_waits(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        await forwarded(town, cast)
        token = await town.work(second_contact)
        newcomer = town.person("赵敏")

        await town.message(newcomer, f"/start join_{token}")
        await town.press(newcomer, "是我")
        joined = town.last(newcomer).text
        await town.message(newcomer, "我的承办")
        await town.press(newcomer, town.last(newcomer).labels[0])
        await town.press(newcomer, "签收")

        assert "现在等待处理的有 1 件" in joined
        assert [each.state for each in await dispatches(town)] == ["signed"]
        assert not any(sent.has("签收") for sent in town.sent_to(cast.lamps))


async def test_a_matter_that_comes_back_to_a_body_after_the_office_cannot_be_sent_back_again(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        await forwarded(town, cast)
        await sent_back(town, cast.lamps)
        await town.press(cast.office, "维持")
        card = card_of(town, cast.lamps, "签收")

        toast = await forged(town, cast.lamps, SendBackPress((await dispatches(town))[1].id).pack())

        assert "不再退回" in card.text
        assert card.labels == ["签收", "答复", "申请延期", "全文"]
        assert "不再退回" in toast.text
        assert len(await clocks(town, "sign")) == 2
        assert "sign" in await running_clocks(town)
        await asked_for_time(town, cast.lamps)
        assert len(await extensions(town)) == 1


def second_contact(work: Work) -> str:
    """Put another contact of the lamps' body on the roster."""
    like = work.session.scalars(select(Seat).where(Seat.key == "contact-cgj")).one()
    work.session.add(Seat(key="contact-cgj-2", name="赵敏", role=like.role, scope=like.scope, token="second"))
    work.session.flush()
    return "second"
