"""What street committee and office decide: 改派, 不予受理, 标为急件, 取消急件, 标为疑难."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from models.clock import Clock
from models.matter import Event
from tests.flows.deputies import answered, claimed, file_matter, forged, happenings, matter_of, seated_as, town_of
from tests.flows.residents import said
from tests.harness import Town
from tests.updates import Who

NIGHT = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
"""23:00 local."""


async def open_card(town: Town, who: Who, matter_id: int) -> None:
    """Open the matter's card as somebody who decides."""
    await forged(town, who, f"open:{matter_id}")


async def limit_of(town: Town, matter_id: int, kind: str) -> datetime:
    query = select(Clock.ends_at).where(Clock.matter_id == matter_id, Clock.kind == kind).order_by(Clock.id.desc())
    return await town.read(lambda session: session.scalars(query).first())  # type: ignore[return-value]


async def test_a_matter_is_not_admitted_with_a_reason_and_a_place_to_go(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang, office = town.person("李梅"), await town.seated("zhang-wei"), await seated_as(town, "office")
        matter_id = await claimed(town, li_mei, zhang)
        await open_card(town, office, matter_id)

        await town.press(office, "不予受理")
        await town.message(office, "这是法院已经判决的案件 <b>")
        await town.press(office, "信访部门")
        assert (await matter_of(town, matter_id)).status == "claimed"
        assert "建议您向信访部门反映" in town.last(office).text
        await town.press(office, "确认不予受理")

        matter = await matter_of(town, matter_id)
        assert (matter.status, matter.ended_at is not None) == ("rejected", True)
        letter = town.last(li_mei).text
        assert "法院已经判决的案件 <b>" in letter
        assert "信访部门" in letter
        assert "重新提交" in letter
        assert "不予受理" in town.last(zhang).text
        assert (await happenings(town, matter_id))[-1] == "rejected"
        running = select(Clock.id).where(Clock.matter_id == matter_id, Clock.stopped_at.is_(None))
        assert await town.read(lambda session: session.scalars(running).all()) == []


async def test_the_place_to_go_may_be_typed_and_stands_in_the_timeline(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        office = await seated_as(town, "office")
        await town.seated("zhang-wei")
        matter_id = await file_matter(town, town.person("李梅"))
        await open_card(town, office, matter_id)
        await town.press(office, "不予受理")
        await town.message(office, "属于邻里纠纷")

        await town.message(office, "社区调解委员会 0755-12345678")
        await town.press(office, "确认不予受理")
        await open_card(town, office, matter_id)

        assert "请向社区调解委员会 0755-12345678反映" in town.last(office).text
        assert not town.last(office).has("标为急件")


async def test_a_second_tap_on_the_confirmation_rejects_nothing_twice(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, office = town.person("李梅"), await seated_as(town, "office")
        matter_id = await file_matter(town, li_mei)
        await open_card(town, office, matter_id)
        await town.press(office, "不予受理")
        await town.message(office, "重复提交")
        await town.press(office, "公安机关（110）")
        last = town.last(office)
        town.send_press(office, "确认不予受理", on=last)
        town.send_press(office, "确认不予受理", on=last)
        await town.settle()

        assert (await happenings(town, matter_id)).count("rejected") == 1
        assert len([sent for sent in town.sent_to(li_mei) if "不予受理" in sent.text]) == 1


async def test_what_a_body_works_on_is_rejected_no_more(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        zhang, office = await town.seated("zhang-wei"), await seated_as(town, "office")
        matter_id = await claimed(town, town.person("李梅"), zhang)
        await answered(town, zhang)

        toast = await forged(town, office, f"rej:{matter_id}")

        assert "不能这样操作" in toast.text
        assert (await matter_of(town, matter_id)).status == "answered"


@pytest.mark.parametrize("data", ["rej:{}", "flag:{}:urgent", "flag:{}:hard", "rejok:{}"])
async def test_deputies_officers_and_residents_decide_nothing(tmp_path: Path, data: str) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang, officer = town.person("李梅"), await town.seated("zhang-wei"), await seated_as(town, "officer")
        matter_id = await file_matter(town, li_mei)

        toasts = [await forged(town, who, data.format(matter_id)) for who in (li_mei, zhang, officer)]

        expected = "过期" if data.startswith("rejok") else "只有人大办"
        assert all(expected in toast.text for toast in toasts)
        matter = await matter_of(town, matter_id)
        assert (matter.status, matter.urgent, matter.hard) == ("submitted", False, False)


async def test_the_street_committee_decides_in_its_own_street_only(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        here, there = await seated_as(town, "street"), await seated_as(town, "street", "shiyan-4")
        matter_id = await file_matter(town, town.person("李梅"))

        refused = await forged(town, there, f"flag:{matter_id}:hard")
        await forged(town, here, f"flag:{matter_id}:hard")
        await town.message(here, "要协调三个单位")

        assert "只有人大办" in refused.text
        assert (await matter_of(town, matter_id)).hard


async def test_a_matter_becomes_urgent_at_night_and_everyone_hears_at_once(tmp_path: Path) -> None:
    async with town_of(tmp_path, now=NIGHT) as town:
        li_mei, zhang = town.person("李梅"), await town.seated("zhang-wei")
        office, officer = await seated_as(town, "office"), await seated_as(town, "officer")
        matter_id = await file_matter(town, li_mei)
        assert town.sent_to(zhang) == []
        await open_card(town, office, matter_id)

        await town.press(office, "标为急件")
        await town.message(office, "电线垂到了地面")

        assert (await matter_of(town, matter_id)).urgent
        assert town.last(zhang).has("认领")
        assert town.last(officer).has("已接手")
        assert "电线垂到了地面" in said(town, li_mei)
        assert (await limit_of(town, matter_id, "claim")) == datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
        assert (await happenings(town, matter_id))[-1] == "urgent"
        cards = len([sent for sent in town.sent_to(zhang) if sent.has("认领")])
        await town.advance_to(datetime(2026, 11, 24, 8, 45))  # noqa: DTZ001 local
        assert len([sent for sent in town.sent_to(zhang) if sent.has("认领")]) == cards


async def test_the_owner_hears_of_urgency_and_of_its_end(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang, office = town.person("李梅"), await town.seated("zhang-wei"), await seated_as(town, "office")
        matter_id = await claimed(town, li_mei, zhang)
        ordinary = await limit_of(town, matter_id, "resolve")
        await open_card(town, office, matter_id)

        await town.press(office, "标为急件")
        await town.message(office, "有孩子经过")
        assert "标为急件" in town.last(zhang).text
        assert (await limit_of(town, matter_id, "resolve")) < ordinary
        await open_card(town, office, matter_id)
        await town.press(office, "取消急件")
        await town.message(office, "已拉警戒线")

        assert "已拉警戒线" in town.last(zhang).text
        assert "已拉警戒线" in town.last(li_mei).text
        assert (await limit_of(town, matter_id, "resolve")) == ordinary
        assert not (await matter_of(town, matter_id)).urgent


async def test_a_hard_matter_gets_the_longer_limits_and_both_sides_the_reason(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang, office = town.person("李梅"), await town.seated("zhang-wei"), await seated_as(town, "office")
        matter_id = await claimed(town, li_mei, zhang)
        before = await limit_of(town, matter_id, "resolve")
        await open_card(town, office, matter_id)

        await town.press(office, "标为疑难")
        await town.message(office, "要协调三个单位")

        assert (await limit_of(town, matter_id, "resolve")) > before
        for who in (li_mei, zhang):
            assert "要协调三个单位" in town.last(who).text
        again = await forged(town, office, f"flag:{matter_id}:hard")
        assert "已经是这样标记的" in again.text


async def test_a_matter_is_hard_no_more_and_has_its_usual_limits_again(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang, office = town.person("李梅"), await town.seated("zhang-wei"), await seated_as(town, "office")
        matter_id = await claimed(town, li_mei, zhang)
        usual = await limit_of(town, matter_id, "resolve")
        await open_card(town, office, matter_id)
        await town.press(office, "标为疑难")
        await town.message(office, "要协调三个单位")
        assert not any(sent.has("标为疑难") for sent in town.sent_to(office))

        await town.press(office, "取消疑难")
        await town.message(office, "一个单位就能办")

        matter = await matter_of(town, matter_id)
        assert (matter.hard, await limit_of(town, matter_id, "resolve")) == (False, usual)
        assert (await happenings(town, matter_id))[-1] == "not_hard"
        for who in (li_mei, zhang):
            assert "一个单位就能办" in town.last(who).text
        assert any(sent.has("标为疑难") for sent in town.sent_to(office))
        again = await forged(town, office, f"flag:{matter_id}:not_hard")
        assert "已经是这样标记的" in again.text


async def test_a_reason_that_is_empty_or_endless_is_asked_again(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        office = await seated_as(town, "office")
        matter_id = await file_matter(town, town.person("李梅"))
        await open_card(town, office, matter_id)
        await town.press(office, "标为疑难")

        await town.message(office, "长" * 501)
        too_long = town.last(office).text
        await town.message(office, photo=True)
        asked = town.last(office).text
        await town.message(office, "情况复杂")

        assert "最多 500 字" in too_long
        assert "难在哪里" in asked
        assert (await matter_of(town, matter_id)).hard


async def test_the_form_of_a_decision_can_be_left(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        office = await seated_as(town, "office")
        matter_id = await file_matter(town, town.person("李梅"))
        await open_card(town, office, matter_id)
        await town.press(office, "标为急件")

        await town.press(office, "取消")

        assert not (await matter_of(town, matter_id)).urgent
        assert (await forged(town, office, f"flag:{matter_id}:soon")).text.startswith("这个按钮已过期")


async def test_an_answered_matter_is_given_to_another_deputy(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        li_mei, zhang, chen = town.person("李梅"), await town.seated("zhang-wei"), await town.seated("chen-jing")
        office = await seated_as(town, "office")
        matter_id = await claimed(town, li_mei, zhang)
        await answered(town, zhang)
        await open_card(town, office, matter_id)

        await town.press(office, "改派")
        await town.press(office, "陈静（在办 0）")

        matter = await matter_of(town, matter_id)
        assert matter.status == "answered"
        assert "已改派给 陈静 代表" in town.last(zhang).text
        assert town.last(chen).has("办结")
        assert "陈静 代表承办" in town.last(li_mei).text
        events = select(Event.what).where(Event.matter_id == matter_id).order_by(Event.id.desc())
        assert (await town.read(lambda session: session.scalars(events).first())) == "assigned"


async def test_a_matter_is_not_given_to_whom_it_belongs(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        zhang, office = await town.seated("zhang-wei"), await seated_as(town, "office")
        matter_id = await claimed(town, town.person("李梅"), zhang)
        matter = await matter_of(town, matter_id)
        await open_card(town, office, matter_id)
        await town.press(office, "改派")

        toast = await forged(town, office, f"asgto:{matter_id}:{matter.claimed_by}:{matter.revision}")

        assert not any(label.startswith("张伟") for label in town.last(office).labels)
        assert "已由 张伟 代表认领" in toast.text
        assert "assigned" not in await happenings(town, matter_id)


async def test_taking_the_urgency_back_lets_the_claim_clock_of_a_taken_over_matter_run_again(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        officer, office = await seated_as(town, "officer"), await seated_as(town, "office")
        await town.seated("zhang-wei")
        matter_id = await file_matter(town, town.person("李梅"), "电线冒烟", urgent=True)
        await town.press(officer, "已接手")
        await open_card(town, office, matter_id)

        await town.press(office, "取消急件")
        await town.message(office, "供电已断")

        clock = await town.read(lambda session: session.scalars(
            select(Clock).where(Clock.matter_id == matter_id, Clock.kind == "claim")).one())
        assert (clock.stopped_at, clock.column) == (None, "utility")
        assert not (await matter_of(town, matter_id)).taken_over
