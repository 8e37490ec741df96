"""A broadcast under way: nights, slices, pauses, ends, restarts, counts, and the way out."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import func, select

from models.mail import Lane, Letter, LetterState
from models.person import Person
from services.work import Work
from tests.flows.crowd import WORDS, newest_notice, people, previewed, progress, readers, sent
from tests.flows.deputies import forged, seated_as
from tests.harness import ZONE, Town
from tests.updates import Who
from texts.broadcast_buttons import SteerPress


async def waiting(town: Town) -> int:
    """Count the letters of broadcasts that wait in the outbox."""
    query = select(func.count()).where(Letter.broadcast_id.is_not(None), Letter.state == LetterState.WAITING)
    return await town.read(lambda session: session.scalar(query) or 0)


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


@pytest.mark.parametrize(("paid", "lane"), [(0, Lane.BROADCAST), (31, Lane.PAID)])
async def test_a_notice_is_paid_for_only_where_that_is_switched_on(town: Town, paid: int, lane: Lane) -> None:
    town.desk.house = replace(town.house, paid=paid)
    office = await seated_as(town, "office")
    await people(town, 2)

    await sent(town, office)

    notices = select(Letter.lane).where(Letter.broadcast_id.is_not(None))
    assert set(await town.read(lambda session: session.scalars(notices).all())) == {lane}


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


def _seat_too(work: Work, who: Who) -> None:
    from models.organisation import Seat

    person = work.session.scalars(select(Person).where(Person.telegram_id == who.id)).one()
    work.session.add(Seat(key="second-of-the-office", name=who.name, role="office", scope="baoan",
                          person_id=person.id, bound_at=work.now))
