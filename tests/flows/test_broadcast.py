"""/broadcast: writing to many, with a preview, a count, and a hand on the brake."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from models.broadcast import Stage
from models.mail import Letter, LetterState
from models.person import Person
from models.subscription import Subscription
from services.work import Work
from tests.flows.crowd import XINAN, XIXIANG, community_in, group, newest_notice, people, readers
from tests.flows.deputies import forged, seated_as
from tests.harness import ZONE, Town
from tests.telegram import Sent
from tests.updates import Who
from texts.broadcast_buttons import AudiencePress, SendNoticePress, SteerPress

WORDS = "本周六上午 9 点，西乡街道联络站有代表接访，欢迎您来。"


async def previewed(town: Town, office: Who, audience: str = "全区居民", words: str = WORDS) -> None:
    """Write a notice up to its preview."""
    await town.message(office, "/broadcast")
    await town.message(office, words)
    await town.press(office, audience)


async def sent(town: Town, office: Who, audience: str = "全区居民", words: str = WORDS) -> None:
    """Write a notice and send it."""
    await previewed(town, office, audience, words)
    await town.press(office, "发送")


async def waiting(town: Town) -> int:
    """Count the letters of broadcasts that wait in the outbox."""
    query = select(func.count()).where(Letter.broadcast_id.is_not(None), Letter.state == LetterState.WAITING)
    return await town.read(lambda session: session.scalar(query) or 0)


def progress(town: Town, who: Who) -> Sent:
    """Return the message that shows the progress, which the notice itself may stand below."""
    return next(each for each in town.sent_to(who) if "已送达" in each.text)


async def test_everyone_of_the_district_and_its_groups_reads_it_once(town: Town) -> None:
    office, residents = await seated_as(town, "office"), await people(town, 30)
    chat = await group(town, -77, "community", await community_in(town, XIXIANG))
    await previewed(town, office)

    assert "居民 31 人，群 1 个" in town.last(office).text
    assert WORDS in town.last(office).text
    await town.press(office, "发送")
    await town.advance(minutes=1)

    assert readers(town, WORDS) == sorted([chat, office.id, *residents])
    assert "已送达 32" in town.last(office).text
    assert (await newest_notice(town)).stage == Stage.DONE


async def test_the_count_leaves_out_who_opted_out_or_blocked_us(town: Town) -> None:
    office = await seated_as(town, "office")
    await people(town, 3)
    await people(town, 2, first=6001, blocked_at=datetime(2026, 11, 1, tzinfo=UTC))
    resident = town.person("李梅")
    await town.message(resident, "/settings")
    await town.press(resident, "不再接收通知")

    await previewed(town, office)

    assert "居民 4 人，群 0 个" in town.last(office).text
    assert "另有 1 人选择不接收通知、2 人已停用本服务" in town.last(office).text


async def test_a_street_is_who_was_there_last_or_filed_a_matter_there(town: Town) -> None:
    office = await seated_as(town, "office")
    near, far = await people(town, 3, street=XIXIANG), await people(town, 3, street=XINAN, first=6001)
    near_group = await group(town, -77, "street", XIXIANG)
    await group(town, -78, "street", XINAN)
    await group(town, -79, "deputies", "district")
    await town.message(office, "/broadcast")
    await town.message(office, WORDS)
    await town.press(office, "一个街道")
    await town.press(office, "西乡街道")

    await town.press(office, "发送")
    await town.advance(minutes=1)

    assert readers(town, WORDS) == [near_group, *near]
    assert not set(far) & set(readers(town, WORDS))


async def test_groups_can_be_left_out_and_can_be_told_alone(town: Town) -> None:
    office = await seated_as(town, "office")
    chat = await group(town, -77, "street", XIXIANG)
    await previewed(town, office)
    await town.press(office, "社区群：发")
    assert "群 0 个" in town.last(office).text
    await town.press(office, "改范围")

    await town.press(office, "社区群")
    assert "居民 0 人，群 1 个" in town.last(office).text
    await town.press(office, "发送")
    await town.advance(minutes=1)

    assert readers(town, WORDS) == [chat]


async def test_a_station_is_chosen_through_its_street(town: Town) -> None:
    office = await seated_as(town, "office")
    await people(town, 2, street=XIXIANG)
    await town.message(office, "/broadcast")
    await town.message(office, WORDS)
    await town.press(office, "一个联络站")
    await town.press(office, "西乡街道")
    station = town.last(office).labels[0]

    await town.press(office, station)

    assert f"{station}片区居民" in town.last(office).text


async def test_followers_of_a_category_are_an_audience(town: Town) -> None:
    office, follower = await seated_as(town, "office"), await people(town, 1)
    await people(town, 2, first=6001)
    await town.work(lambda work: _follow(work, follower[0], "streetlight"))
    await town.message(office, "/broadcast")
    await town.message(office, WORDS)
    await town.press(office, "关注某类别的居民")
    code = (await newest_notice(town)).id

    await forged(town, office, AudiencePress(code, "category", "streetlight").pack(), on=town.last(office).message_id)
    await town.press(office, "发送")
    await town.advance(minutes=1)

    assert readers(town, WORDS) == list(follower)


async def test_a_photo_goes_with_the_words_and_the_test_looks_like_the_notice(town: Town) -> None:
    office, residents = await seated_as(town, "office"), await people(town, 1)
    await town.message(office, "/broadcast")
    await town.message(office, photo="flyer")
    assert "照片已收到" in town.last(office).text
    await town.message(office, WORDS)
    await town.press(office, "全区居民")

    await town.press(office, "给自己试发")
    test = town.last(office)
    await town.press(office, "发送")
    await town.advance(minutes=1)
    notice = town.sent_to(residents[0])[-1]

    assert (test.text, test.media, test.labels) == (notice.text, notice.media, notice.labels)
    assert [kind for kind, _ in notice.media] == ["photo"]
    assert notice.labels == ["不再接收通知"]


async def test_of_an_album_one_picture_is_kept_and_that_is_said_once(town: Town) -> None:
    office = await seated_as(town, "office")
    await town.message(office, "/broadcast")

    await town.message(office, WORDS, photos=4)

    assert sum("已保留第一张" in each.text for each in town.sent_to(office)) == 1
    assert WORDS in (await newest_notice(town)).words


@pytest.mark.parametrize(("content", "told"), [
    ({"text": "字" * 3001}, "最多 3000 字"),
    ({"text": "字" * 901, "photo": True}, "最多 900 字"),
    ({"sticker": True}, "通知可以是文字和一张照片"),
])
async def test_what_no_notice_holds_is_refused_with_a_way_on(town: Town, content: dict[str, object],
                                                             told: str) -> None:
    office = await seated_as(town, "office")
    await town.message(office, "/broadcast")

    await town.message(office, **content)  # type: ignore[arg-type]

    assert told in town.last(office).text
    assert (await newest_notice(town)).words == ""


async def test_what_people_type_is_no_markup(town: Town) -> None:
    office = await seated_as(town, "office")

    await previewed(town, office, words="<b>大</b> & 小")

    assert "&lt;b&gt;大&lt;/b&gt; &amp; 小" in town.last(office).html


async def test_words_sent_again_replace_the_old_ones_and_the_old_preview_sends_nothing(town: Town) -> None:
    office, _ = await seated_as(town, "office"), await people(town, 2)
    await previewed(town, office, words="旧的内容，写错了")
    number, revision = (await newest_notice(town)).id, (await newest_notice(town)).revision
    await town.message(office, WORDS)

    toast = await forged(town, office, SendNoticePress(number, revision).pack())

    assert "过期" in (toast.text or "")
    assert (await newest_notice(town)).stage == Stage.DRAFT
    assert WORDS in town.last(office).text


async def test_a_draft_that_was_left_lying_goes_on(town: Town) -> None:
    office = await seated_as(town, "office")
    await previewed(town, office)
    await town.message(office, "/cancel")

    await town.message(office, "/broadcast")

    assert WORDS in town.last(office).text
    assert town.last(office).has("发送")


async def test_a_dropped_draft_is_gone(town: Town) -> None:
    office = await seated_as(town, "office")
    await previewed(town, office)

    await town.press(office, "取消")
    await town.message(office, "/broadcast")

    assert "写通知" in town.last(office).text


async def test_two_taps_on_send_send_once(town: Town) -> None:
    office, residents = await seated_as(town, "office"), await people(town, 3)
    await previewed(town, office)

    town.send_press(office, "发送")
    await town.press(office, "发送")
    await town.advance(minutes=1)

    assert readers(town, WORDS) == sorted([office.id, *residents])


async def test_an_empty_audience_is_refused(town: Town) -> None:
    office = await seated_as(town, "office")
    await previewed(town, office, "社区群")

    toast = await town.press(office, "发送")

    assert "没有可以通知的人或群" in (toast.text if toast else "")
    assert (await newest_notice(town)).stage == Stage.DRAFT


async def test_neither_deputies_nor_residents_write_to_many(town: Town) -> None:
    zhang, resident = await town.seated("zhang-wei"), town.person("李梅")

    for who in (zhang, resident):
        await town.message(who, "/broadcast")
        assert "人大办" in town.last(who).text
        assert not town.last(who).buttons


async def test_a_street_committee_writes_to_its_own_street_alone(town: Town) -> None:
    street, residents = await seated_as(town, "street"), await people(town, 2, street=XIXIANG)
    await people(town, 2, street=XINAN, first=6001)
    await town.message(street, "/broadcast")
    await town.message(street, WORDS)
    assert town.last(street).labels[:3] == ["西乡街道居民", "一个联络站", "社区群"]
    number, card = (await newest_notice(town)).id, town.last(street).message_id

    for audience, code in (("district", "-"), ("street", XINAN), ("groups", "-"), ("category", "streetlight")):
        toast = await forged(town, street, AudiencePress(number, audience, code).pack(), on=card)
        assert "过期" in (toast.text or "")
    await town.press(street, "西乡街道居民")
    await town.press(street, "发送")
    await town.advance(minutes=1)

    assert readers(town, WORDS) == list(residents)
    assert "西乡街道人大工委 通知" in town.sent_to(residents[0])[-1].text


async def test_nobody_else_steers_or_sends(town: Town) -> None:
    office, zhang = await seated_as(town, "office"), await town.seated("zhang-wei")
    await people(town, 3)
    await previewed(town, office)
    draft = await newest_notice(town)
    assert "过期" in ((await forged(town, zhang, SendNoticePress(draft.id, draft.revision).pack())).text or "")
    await town.press(office, "发送")

    toast = await forged(town, zhang, SteerPress(draft.id, "cancel").pack())

    assert "人大办" in (toast.text or "")
    assert (await newest_notice(town)).stage != Stage.CANCELLED


async def test_a_night_holds_the_notice_and_says_so(town: Town) -> None:
    office, residents = await seated_as(town, "office"), await people(town, 3)
    await town.advance_to(datetime(2026, 11, 18, 22, 30, tzinfo=ZONE))
    await previewed(town, office)
    assert "11月19日 08:30 自动开始发出" in town.last(office).text

    await town.press(office, "发送")
    assert "11月19日 08:30 自动发送" in town.last(office).text
    assert readers(town, WORDS) == []
    await town.advance_to(datetime(2026, 11, 19, 8, 15, tzinfo=ZONE))
    assert readers(town, WORDS) == []
    await town.advance_to(datetime(2026, 11, 19, 8, 45, tzinfo=ZONE))

    assert readers(town, WORDS) == sorted([office.id, *residents])


async def test_a_night_that_falls_while_it_runs_holds_the_rest(town: Town) -> None:
    office, residents = await seated_as(town, "office"), await people(town, 450)
    await town.advance_to(datetime(2026, 11, 18, 21, 59, tzinfo=ZONE))
    await sent(town, office)

    await town.advance_to(datetime(2026, 11, 19, 8, 15, tzinfo=ZONE))
    assert len(readers(town, WORDS)) == 200
    assert "11月19日 08:30 自动发送" in progress(town, office).text
    await town.advance_to(datetime(2026, 11, 19, 9, 30, tzinfo=ZONE))

    assert readers(town, WORDS) == sorted([office.id, *residents])


async def test_the_outbox_never_holds_a_whole_audience(town: Town) -> None:
    office = await seated_as(town, "office")
    residents = await people(town, 450)
    await previewed(town, office)

    drain, most = town.sender.drain, 0

    async def count_and_drain() -> None:
        nonlocal most
        most = max(most, await waiting(town))
        await drain()

    town.sender.drain = count_and_drain  # type: ignore[method-assign]
    await town.press(office, "发送")
    assert "已送达 0 / 451" in progress(town, office).text
    await town.advance(hours=1)

    assert 0 < most <= 200
    assert readers(town, WORDS) == sorted([office.id, *residents])


async def test_a_pause_keeps_back_the_rest_and_continue_sends_it(town: Town) -> None:
    office, residents = await seated_as(town, "office"), await people(town, 450)
    await sent(town, office)
    assert len(readers(town, WORDS)) == 200

    await town.press(office, "暂停")
    await town.advance(hours=1)
    assert len(readers(town, WORDS)) == 200
    assert progress(town, office).labels == ["继续", "取消"]
    await town.press(office, "继续")
    await town.advance(hours=1)

    assert readers(town, WORDS) == sorted([office.id, *residents])
    assert "已发完" in town.last(office).text


async def test_a_pause_holds_even_what_is_in_the_outbox(town: Town) -> None:
    office, _ = await seated_as(town, "office"), await people(town, 5)
    await previewed(town, office)
    drain = town.sender.drain

    async def nothing() -> None:
        """Send nothing: the sender is busy elsewhere."""

    town.sender.drain = nothing  # type: ignore[method-assign]
    await town.press(office, "发送")
    assert await waiting(town) == 6
    await forged(town, office, SteerPress((await newest_notice(town)).id, "pause").pack())
    assert await waiting(town) == 0
    town.sender.drain = drain  # type: ignore[method-assign]
    await town.advance(hours=1)

    assert readers(town, WORDS) == []
    await forged(town, office, SteerPress((await newest_notice(town)).id, "go_on").pack())
    await town.advance(hours=1)
    assert len(readers(town, WORDS)) == 6


async def test_cancelling_tells_how_many_were_not_told(town: Town) -> None:
    office, _ = await seated_as(town, "office"), await people(town, 450)
    await sent(town, office)

    await town.press(office, "取消")
    await town.advance(hours=1)

    assert len(readers(town, WORDS)) == 200
    assert "已取消" in town.last(office).text
    assert "已送达 200" in town.last(office).text
    assert "未发出：251" in town.last(office).text
    toast = await forged(town, office, SteerPress((await newest_notice(town)).id, "go_on").pack())
    assert "已经办过" in (toast.text or "")
    await town.advance(hours=1)
    assert len(readers(town, WORDS)) == 200


async def test_another_of_the_office_finds_it_and_can_stop_it(town: Town) -> None:
    office, colleague = await seated_as(town, "office"), town.person("赵敏")
    await people(town, 450)
    await town.message(colleague, "/start")
    await town.work(lambda work: _seat_too(work, colleague))
    await sent(town, office)

    await town.message(colleague, "/broadcast")
    await town.press(colleague, "通知 1　200/452")
    await town.press(colleague, "取消")
    await town.advance(hours=1)

    assert "已取消" in town.last(colleague).text
    assert len(readers(town, WORDS)) == 200


async def test_while_one_runs_another_can_be_written(town: Town) -> None:
    office, _ = await seated_as(town, "office"), await people(town, 450)
    await sent(town, office)
    await town.message(office, "/broadcast")

    await town.press(office, "写新通知")

    assert "写通知" in town.last(office).text


async def test_a_restart_in_the_middle_tells_nobody_twice(town: Town) -> None:
    office, residents = await seated_as(town, "office"), await people(town, 450)
    await sent(town, office)

    await town.restart()
    await town.advance(hours=1)

    assert readers(town, WORDS) == sorted([office.id, *residents])
    assert "已发完" in town.last(office).text


async def test_blocked_failed_and_unknown_are_counted_and_reported(town: Town) -> None:
    town.is_strict = False
    office, residents = await seated_as(town, "office"), await people(town, 10)
    await previewed(town, office)
    refuse = town.telegram.call

    async def call(what):  # type: ignore[no-untyped-def]
        chat = what.params.get("chat_id")
        if what.method == "sendMessage" and chat in residents[:4]:
            return _fault(residents.index(chat))
        return await refuse(what)

    town.telegram.call = call  # type: ignore[method-assign]
    await town.press(office, "发送")
    await town.advance(hours=1)

    report = town.last(office).text
    assert "应发 11" in report
    assert "已送达 7" in report
    assert "已停用 2" in report
    assert "失败 1" in report
    assert "结果不明 1" in report
    assert "不再补发" in report
    blocked = select(func.count()).where(Person.blocked_at.is_not(None))
    assert await town.read(lambda session: session.scalar(blocked)) == 2


async def test_the_way_out_is_under_each_private_notice_and_can_be_taken_back(town: Town) -> None:
    office, resident = await seated_as(town, "office"), town.person("李梅")
    await town.message(resident, "/start")
    await sent(town, office)
    await town.advance(minutes=1)

    toast = await town.press(resident, "不再接收通知")
    assert "不再向您群发通知" in (toast.text if toast else "")
    assert town.last(resident).labels == ["重新接收通知"]
    assert WORDS in town.last(resident).text
    await sent(town, office, words="第二则通知")
    await town.advance(minutes=1)
    assert resident.id not in readers(town, "第二则通知")
    await town.press(resident, "重新接收通知")
    await sent(town, office, words="第三则通知")
    await town.advance(minutes=1)

    assert resident.id in readers(town, "第三则通知")


async def test_who_opts_out_while_it_runs_is_passed_over_and_reported(town: Town) -> None:
    office = await seated_as(town, "office")
    await people(town, 450)
    resident = town.person("李梅")
    await town.message(resident, "/start")
    await sent(town, office)

    await town.message(resident, "/settings")
    await town.press(resident, "不再接收通知")
    await town.advance(hours=1)

    assert resident.id not in readers(town, WORDS)
    assert "发送期间退订或离开：1" in town.last(office).text


def _fault(index: int):  # type: ignore[no-untyped-def]
    from bot.wire.calls import Answer

    return [
        Answer(403, {"ok": False, "error_code": 403, "description": "Forbidden: bot was blocked by the user"}),
        Answer(403, {"ok": False, "error_code": 403, "description": "Forbidden: user is deactivated"}),
        Answer(400, {"ok": False, "error_code": 400, "description": "Bad Request: chat not found"}),
        Answer(502, None),
    ][index]


def _follow(work: Work, telegram_id: int, category: str) -> None:
    person = work.session.scalars(select(Person).where(Person.telegram_id == telegram_id)).one()
    work.session.add(Subscription(person_id=person.id, what="category", code=category, told_at=work.now,
                                  created_at=work.now))


def _seat_too(work: Work, who: Who) -> None:
    from models.organisation import Seat

    person = work.session.scalars(select(Person).where(Person.telegram_id == who.id)).one()
    work.session.add(Seat(key="second-of-the-office", name=who.name, role="office", scope="baoan",
                          person_id=person.id, bound_at=work.now))
