"""代群众登记 and 待电话告知: matters of people without the app."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.features import FEATURES
from models.matter import Matter
from models.walk_in import WalkIn, WalkInCall
from tests.flows.deputies import forged, seated_as
from tests.flows.residents import GUSHU, LIGHT, answered, choose, close, drafts_of, events_of, newest, report, said
from tests.harness import Town
from tests.updates import Who


def town_of(folder: Path) -> Town:
    return Town(folder, FEATURES)


async def to_name(town: Town, officer: Who) -> Matter:
    """Fill the form up to the question for the name."""
    await town.message(officer, "代群众登记")
    await town.message(officer, LIGHT)
    await town.message(officer, GUSHU)
    await choose(town, officer)
    return await newest(town, officer)


async def registered(town: Town, officer: Who, name: str = "陈阿婆", phone: str | None = "13800138000") -> Matter:
    """Register a matter for somebody."""
    await to_name(town, officer)
    await town.message(officer, name)
    if phone:
        await town.message(officer, phone)
    else:
        await town.press(officer, "没有电话")
    await town.press(officer, "提交")
    return await newest(town, officer)


async def calls_of(town: Town) -> list[WalkInCall]:
    return await town.read(lambda session: list(session.scalars(select(WalkInCall).order_by(WalkInCall.id))))


async def test_an_officer_registers_a_matter_and_reads_its_receipt_out(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        zhang, officer = await town.seated("zhang-wei"), await seated_as(town, "officer")

        matter = await registered(town, officer)

        receipt = town.last(officer).text
        assert matter.number is not None
        assert matter.number in receipt
        assert "请念给群众听" in receipt
        assert "打电话告诉您" in receipt
        assert "代登记" in town.last(zhang).text
        assert "来访群众" in town.last(zhang).text
        walk_in = await town.read(lambda session: session.get_one(WalkIn, matter.id))
        assert (walk_in.name, walk_in.phone) == ("陈阿婆", "13800138000")


async def test_nobody_but_the_stations_officers_sees_name_and_phone(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        zhang, officer, office = (await town.seated("zhang-wei"), await seated_as(town, "officer"),
                                  await seated_as(town, "office"))
        matter = await registered(town, officer)
        await answered(town, zhang)
        await forged(town, office, f"open:{matter.id}")
        await forged(town, zhang, f"hist:{matter.id}:0")

        for who in (zhang, office):
            assert "陈阿婆" not in said(town, who)
            assert "13800138000" not in said(town, who)
            assert officer.name not in said(town, who)
        assert matter.anonymous
        assert "陈阿婆" not in str(matter.form)


async def test_each_piece_of_news_becomes_a_call_to_make(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        zhang, officer = await town.seated("zhang-wei"), await seated_as(town, "officer")
        matter = await registered(town, officer)

        await town.press(zhang, "认领")

        errand = town.last(officer)
        assert "请告知群众（陈阿婆）" in errand.text
        assert "13800138000" in errand.text
        assert "张伟" in errand.text
        await town.message(officer, "待电话告知")
        assert "待电话告知 1 件" in town.last(officer).text
        assert matter.number is not None
        assert matter.number in town.last(officer).text

        toast = await town.press(officer, "已告知", on=errand)
        await town.message(officer, "待电话告知")

        assert toast is not None
        assert "已记下" in toast.text
        assert "没有待告知" in town.last(officer).text
        assert (await events_of(town, matter))[-1] == "called"


async def test_a_second_tap_on_told_changes_nothing(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        zhang, officer = await town.seated("zhang-wei"), await seated_as(town, "officer")
        matter = await registered(town, officer)
        await town.press(zhang, "认领")

        await town.press(officer, "已告知")
        again = await town.press(officer, "已告知")

        assert again is not None
        assert "已经告知过" in again.text
        assert (await events_of(town, matter)).count("called") == 1


async def test_the_list_opens_one_errand_in_place(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        zhang, officer = await town.seated("zhang-wei"), await seated_as(town, "officer")
        matter = await registered(town, officer)
        await town.press(zhang, "认领")
        await town.message(officer, "/calls")
        listing = town.last(officer)

        await town.press(officer, f"1. {matter.number}")
        assert "请告知群众（陈阿婆）" in listing.text
        await town.press(officer, "已告知", on=listing)

        assert "没有待告知" in listing.text
        assert [call.told_at is not None for call in await calls_of(town)] == [True]


async def test_somebody_without_name_and_phone_is_told_at_the_station(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        zhang, officer = await town.seated("zhang-wei"), await seated_as(town, "officer")
        await to_name(town, officer)
        await town.press(officer, "不留姓名")
        await town.press(officer, "没有电话")
        await town.press(officer, "提交")
        assert "到站来问" in town.last(officer).text

        await town.press(zhang, "认领")
        await town.message(officer, "待电话告知")

        assert "没有电话，到站时告知" in town.last(officer).text
        assert "未留姓名" in town.last(officer).text


async def test_the_officer_gives_the_persons_last_word(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        zhang, officer = await town.seated("zhang-wei"), await seated_as(town, "officer")
        matter = await registered(town, officer)
        await answered(town, zhang)
        await close(town, zhang)

        await town.press(officer, "已解决")
        await town.press(officer, "满意")

        stored = await town.read(lambda session: session.get_one(Matter, matter.id))
        assert (stored.status, stored.solved, stored.satisfaction) == ("confirmed", True, "satisfied")


async def test_a_phone_that_is_none_is_asked_again(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        officer = await seated_as(town, "officer")
        draft = await to_name(town, officer)
        await town.message(officer, "陈阿婆")

        await town.message(officer, "住在三楼")

        assert "没看懂这个电话" in town.last(officer).text
        assert (await town.read(lambda session: session.get_one(WalkIn, draft.id))).phone is None


async def test_the_preview_has_no_switch_that_would_show_the_officers_name(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        officer = await seated_as(town, "officer")
        draft = await to_name(town, officer)
        await town.message(officer, "陈阿婆")
        await town.message(officer, "0755-27788990")

        assert not any(label.startswith("匿名") for label in town.last(officer).labels)
        assert "0755-27788990（只有本站联络员可见）" in town.last(officer).text
        assert "过期" in (await forged(town, officer, f"toggle:{draft.id}:anonymous")).text


async def test_an_officer_registers_more_than_a_residents_share(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        officer = await seated_as(town, "officer")

        for _ in range(6):
            matter = await registered(town, officer)

        assert matter.number is not None
        assert matter.number.endswith("0006")


async def test_a_deleted_draft_forgets_the_person(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        officer = await seated_as(town, "officer")
        await to_name(town, officer)
        await town.message(officer, "陈阿婆")

        await town.message(officer, "/cancel")
        await town.press(officer, "删除草稿")

        assert await drafts_of(town, officer) == []
        assert await town.read(lambda session: session.scalars(select(WalkIn)).all()) == []


@pytest.mark.parametrize("words", ["代群众登记", "/walkin", "待电话告知", "/calls"])
async def test_only_officers_register_and_call(tmp_path: Path, words: str) -> None:
    async with town_of(tmp_path) as town:
        zhang, li_mei = await town.seated("zhang-wei"), town.person("李梅")

        await town.message(zhang, words)
        await town.message(li_mei, words)

        assert "只有联络员" in town.last(zhang).text
        assert "只有联络员" in town.last(li_mei).text


async def test_another_stations_officer_neither_sees_nor_settles_a_call(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        zhang, officer = await town.seated("zhang-wei"), await seated_as(town, "officer")
        foreign = await seated_as(town, "officer", "shiyan-4")
        await registered(town, officer)
        await town.press(zhang, "认领")
        call = (await calls_of(town))[0]

        for data in (f"call:{call.id}", f"told:{call.id}", "call:999"):
            assert "过期" in (await forged(town, foreign, data)).text
        refused = await forged(town, zhang, f"told:{call.id}")
        await town.message(foreign, "待电话告知")

        assert "只有联络员" in refused.text
        assert "没有待告知" in town.last(foreign).text
        assert (await calls_of(town))[0].told_at is None


async def test_the_errands_go_to_whoever_holds_the_seat_now(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        zhang, officer = await town.seated("zhang-wei"), await seated_as(town, "officer")
        matter = await registered(town, officer)
        successor = town.person("新联络员")
        await town.message(successor, "/start")
        await town.work(lambda work: _hand_over(work, officer.id, successor.id))
        await answered(town, zhang)
        await close(town, zhang)

        await town.press(successor, "已解决")

        stored = await town.read(lambda session: session.get_one(Matter, matter.id))
        assert stored.solved


@pytest.mark.parametrize("open_days", [1, 59])
async def test_name_and_phone_are_erased_sixty_days_after_the_end(tmp_path: Path, open_days: int) -> None:
    async with town_of(tmp_path) as town:
        zhang, officer = await town.seated("zhang-wei"), await seated_as(town, "officer")
        ended = await registered(town, officer)
        await answered(town, zhang)
        running = await registered(town, officer, "黄伯", "0755-27788990")
        await wait(town, timedelta(days=open_days))
        await close(town, zhang)
        await town.press(officer, "已解决")

        await wait(town, timedelta(days=60, minutes=-1))
        before = await contacts_of(town, ended, running)
        await wait(town, timedelta(minutes=2))

        assert before == [("陈阿婆", "13800138000"), ("黄伯", "0755-27788990")]
        assert await contacts_of(town, ended, running) == [(None, None), ("黄伯", "0755-27788990")]


async def test_what_an_officer_registers_for_others_is_not_of_the_officers_own_share(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        officer = await seated_as(town, "officer")
        for _ in range(5):
            await registered(town, officer)

        await report(town, officer)

        assert any("已提交" in sent.text for sent in town.sent_to(officer)[-3:])
        assert await drafts_of(town, officer) == []


async def wait(town: Town, by: timedelta) -> None:
    """Let time pass at once, what falls due in it done as the ticker comes to it."""
    town.clock.moment += by
    for _ in range(3):
        await town.settle()


async def contacts_of(town: Town, *matters: Matter) -> list[tuple[str | None, str | None]]:
    found = [await town.read(lambda session, number=matter.id: session.get_one(WalkIn, number)) for matter in matters]
    return [(contact.name, contact.phone) for contact in found]


def _hand_over(work: object, old: int, new: int) -> None:
    from models.organisation import Seat
    from models.person import Person

    session = work.session  # type: ignore[attr-defined]
    people = {person.telegram_id: person.id for person in session.scalars(select(Person))}
    for seat in session.scalars(select(Seat).where(Seat.person_id == people[old])):
        seat.person_id = people[new]
