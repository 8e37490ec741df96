"""/broadcast: writing to many, with a preview, a count, and a hand on the brake."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from models.broadcast import Stage
from models.person import Person
from models.subscription import Subscription
from services.work import Work
from tests.flows.crowd import WORDS, XINAN, XIXIANG, community_in, group, newest_notice, people, previewed, readers
from tests.flows.deputies import forged, seated_as
from tests.harness import Town
from texts.broadcast_buttons import AudiencePress, SendNoticePress, SteerPress


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


def _follow(work: Work, telegram_id: int, category: str) -> None:
    person = work.session.scalars(select(Person).where(Person.telegram_id == telegram_id)).one()
    work.session.add(Subscription(person_id=person.id, what="category", code=category, told_at=work.now,
                                  created_at=work.now))
