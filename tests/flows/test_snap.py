"""A deputy's own 随手拍: straight to the body, owned by its author, in nobody's queue."""

from sqlalchemy import select

from models.clock import Clock
from models.dispatch import Dispatch
from models.lifecycle import Status
from tests.flows.bodies import LAMPS, card_of, dispatches, replied, told
from tests.flows.deputies import answered, file_matter, forged, happenings, matter_of, running_clocks
from tests.flows.residents import newest, report, to_preview
from tests.harness import Town, Who


async def snapped(town: Town, who: Who) -> int:
    """Let a deputy snap a broken lamp in 固戍."""
    return (await report(town, who)).id


async def test_a_deputys_snap_goes_straight_to_the_categorys_body(town: Town) -> None:
    zhang, lamps = await town.seated("zhang-wei"), await town.seated("contact-cgj")
    wang = await town.seated("chen-jing")
    await to_preview(town, zhang)
    preview = town.last(zhang).text
    labels = town.last(zhang).labels

    await town.press(zhang, "提交")
    matter = await newest(town, zhang)

    assert f"{LAMPS}（不经认领，直接转交）" in preview
    assert "以 张伟 代表的名义提交" in preview
    assert "匿名：开" not in "".join(labels)
    assert matter.status == Status.FORWARDED
    assert [each.body_code for each in await dispatches(town)] == ["cgj"]
    assert await happenings(town, matter.id) == ["submitted", "forwarded"]
    assert card_of(town, lamps, "签收")
    assert not town.sent_to(wang)
    assert await running_clocks(town) == {"sign", "resolve"}
    assert "已提交" in town.last(zhang).text
    assert LAMPS in town.last(zhang).text


async def test_its_author_owns_it_and_answers_what_the_body_replied(town: Town) -> None:
    zhang, lamps = await town.seated("zhang-wei"), await town.seated("contact-cgj")
    matter_id = await snapped(town, zhang)
    await town.press(lamps, "签收")
    await replied(town, lamps, "灯已更换")
    reply = town.last(zhang)
    await town.press(zhang, "查看进度")
    card, labels = town.last(zhang).text, " ".join(town.last(zhang).labels)

    await answered(town, zhang)
    await town.press(zhang, "办结")
    await town.press(zhang, "无需照片")
    await town.message(zhang, "代表现场看过")
    matter = await matter_of(town, matter_id)

    assert "灯已更换" in reply.text
    assert "答复" in labels
    assert "追问" not in labels
    assert "放回" not in labels
    assert "👤 张伟 代表" in card
    assert matter.status == Status.UNANSWERED
    assert (matter.solved, matter.satisfaction) == (None, None)
    assert not told(town, zhang, "问题解决了吗")


async def test_the_author_hears_of_it_once_as_its_owner(town: Town) -> None:
    zhang, lamps = await town.seated("zhang-wei"), await town.seated("contact-cgj")
    await snapped(town, zhang)
    before = len(town.sent_to(zhang))

    await replied(town, lamps, "灯已更换")

    assert len(town.sent_to(zhang)) == before + 1


async def test_while_no_body_would_hear_the_street_committee_gets_it(town: Town) -> None:
    zhang, street = await town.seated("zhang-wei"), await town.seated("street-xixiang")
    office = await town.seated("office-1")
    matter_id = await snapped(town, zhang)
    matter = await matter_of(town, matter_id)
    await town.press(zhang, "查看进度")

    assert matter.status == Status.CLAIMED
    assert matter.number in town.last(street).text
    assert "张伟 代表的随手拍，由本人跟进" in town.last(street).text
    assert not town.sent_to(office)
    assert town.last(zhang).has("转交")
    assert await running_clocks(town) == {"resolve"}


async def test_as_a_request_it_goes_to_the_deputies_like_anybodys(town: Town) -> None:
    zhang, wang = await town.seated("zhang-wei"), await town.seated("chen-jing")
    await town.seated("contact-cgj")
    await to_preview(town, zhang)
    await town.press(zhang, "类型：随手拍")
    turned = " ".join(town.last(zhang).labels)
    await town.press(zhang, "提交")
    matter = await newest(town, zhang)

    assert "匿名：开" in turned
    assert matter.status == Status.SUBMITTED
    assert town.last(wang).has("认领")
    assert await dispatches(town) == []


async def test_a_residents_snap_still_waits_for_a_claim(town: Town) -> None:
    await town.seated("contact-cgj")
    mei, zhang = town.person("李梅"), await town.seated("zhang-wei")

    matter = await report(town, mei)

    assert matter.kind == "snap"
    assert matter.status == Status.SUBMITTED
    assert town.last(zhang).has("认领")


async def test_what_the_author_adds_or_pushes_reaches_the_body(town: Town) -> None:
    zhang, lamps = await town.seated("zhang-wei"), await town.seated("contact-cgj")
    matter_id = await snapped(town, zhang)

    await forged(town, zhang, f"chase:{matter_id}")
    chased = [sent for sent in town.sent_to(lamps) if "催" in sent.text]

    assert len(chased) == 1


async def test_a_snap_cannot_be_put_back_but_withdrawn(town: Town) -> None:
    zhang, lamps = await town.seated("zhang-wei"), await town.seated("contact-cgj")
    matter_id = await snapped(town, zhang)
    await replied(town, lamps)
    matter = await matter_of(town, matter_id)

    refused = await forged(town, zhang, f"release:{matter_id}:{matter.revision}")
    await town.press(zhang, "撤回")
    await town.press(zhang, "确认撤回")

    assert "由您跟进，不能放回" in refused.text
    assert (await matter_of(town, matter_id)).status == Status.WITHDRAWN


async def test_an_urgent_snap_reaches_the_duty_contact_too(town: Town) -> None:
    zhang, lamps = await town.seated("zhang-wei"), await town.seated("contact-cgj")
    matter_id = await file_matter(town, zhang, urgent=True, kind="snap")

    clocks = await town.read(lambda session: {each.kind: each.column for each in session.scalars(select(Clock))})
    sent = await town.read(lambda session: session.scalars(select(Dispatch.matter_id)).all())

    assert clocks == {"resolve": "urgent", "sign": "urgent"}
    assert sent == [matter_id]
    assert card_of(town, lamps, "签收")


async def test_at_night_the_body_gets_it_in_the_morning(town: Town) -> None:
    zhang, lamps = await town.seated("zhang-wei"), await town.seated("contact-cgj")
    await town.advance(hours=13)

    await snapped(town, zhang)
    at_night = len(town.sent_to(lamps))
    submitted = next(sent.text for sent in town.sent_to(zhang) if "已提交" in sent.text)
    await town.advance(hours=10)

    assert at_night == 0
    assert "单位将在 11月19日 08:30 收到" in submitted
    assert card_of(town, lamps, "签收")


async def test_a_deputys_group_gets_no_card_to_claim(town: Town) -> None:
    zhang = await town.seated("zhang-wei")
    await town.seated("contact-cgj")
    group = town.group("西乡代表群")
    town.make_admin(group, zhang)
    await town.invite(group, zhang)
    await town.message(zhang, "/bind", chat=group)
    for label in ("代表群", "西乡街道", "西乡第二选区", "完成"):
        await town.press(zhang, label, chat=group)
    before = len(town.sent_to(group))

    await snapped(town, zhang)

    assert len(town.sent_to(group)) == before


async def test_given_to_another_deputy_its_author_reads_the_answers_like_a_resident(town: Town) -> None:
    zhang, chen = await town.seated("zhang-wei"), await town.seated("chen-jing")
    office = await town.seated("office-1")
    matter_id = await snapped(town, zhang)
    await forged(town, office, f"open:{matter_id}")
    await town.press(office, "改派")
    await town.press(office, next(label for label in town.last(office).labels if label.startswith("陈静")))

    await answered(town, chen)

    assert told(town, zhang, "已经修好了，谢谢您。")
