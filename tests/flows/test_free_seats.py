"""A seat that nobody holds: what it showed is closed, what is owed to it reaches others, its deeds keep their name."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from models.absence import Absence
from models.audit import Audit
from models.matter import Matter
from models.organisation import Seat
from models.person import Person
from models.walk_in import WalkInCall
from services.absences import substitute_of
from services.audit_check import verify
from services.work import Work
from tests.flows.bodies import asked_for_time, body_town, forwarded, gather, replied, sent_back
from tests.flows.deputies import claimed, forged, seated_as, town_of
from tests.flows.promise_town import leap, local, new_since, promise_town, promised
from tests.flows.residents import said
from tests.flows.test_people import seat_of
from tests.flows.test_walk_in import registered, to_name
from tests.flows.test_walk_in import town_of as walk_in_town
from tests.harness import Town, Who


async def unbind(town: Town, office: Who, key: str) -> None:
    """Let the office unbind a person of the roster."""
    await town.message(office, "/office")
    await forged(town, office, f"unbind:{(await seat_of(town, key)).id}:1", on=town.last(office).message_id)


async def join(town: Town, key: str, name: str) -> Who:
    """Let somebody join by the seat's link."""
    who = town.person(name)
    await town.message(who, f"/start join_{(await seat_of(town, key)).token}")
    await town.press(who, "是我")
    return who


async def test_who_unbinds_and_who_invites_stands_in_the_audit_log(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        office = await seated_as(town, "office")
        await seated_as(town, "head")
        await town.seated("zhao-xuefen")

        await unbind(town, office, "head-xixiang2")
        await forged(town, office, f"inv:{(await seat_of(town, 'zhao-xuefen')).id}:1")

        query = select(Audit).where(Audit.what.like("seat_%")).order_by(Audit.id)
        entries = await town.read(lambda session: session.scalars(query).all())
        assert sorted((entry.what, entry.subject) for entry in entries) == [
            ("seat_invited", "seat:zhao-xuefen"), ("seat_released", "seat:head-xixiang2"),
            ("seat_released", "seat:zhao-xuefen")]
        assert {entry.actor for entry in entries} == {f"seat:{(await _key_of(town, office))}"}
        assert (await town.read(verify)).broken is None


async def test_a_bodys_card_on_a_lost_phone_is_closed(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        await forwarded(town, cast)
        assert "路灯坏了三天" in said(town, cast.lamps)

        await unbind(town, cast.office, "contact-cgj")

        assert "路灯坏了三天" not in said(town, cast.lamps)
        assert "不再显示" in said(town, cast.lamps)


async def test_cards_of_decisions_on_a_lost_phone_are_closed(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        await forwarded(town, cast)
        await sent_back(town, cast.lamps)
        assert "这里是水务设施" in said(town, cast.street)

        await unbind(town, cast.office, "street-xixiang")

        assert "这里是水务设施" not in said(town, cast.street)
        assert "这里是水务设施" in said(town, cast.office)


async def test_an_application_is_shown_to_nobody_who_decides_no_more(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        await forwarded(town, cast)
        await town.press(cast.lamps, "签收")
        await asked_for_time(town, cast.lamps)
        assert "灯杆要订货" in said(town, cast.street)

        await town.work(lambda work: setattr(_seat(work, "street-xixiang"), "person_id", None))
        await town.press(cast.office, "同意")

        assert "灯杆要订货" not in said(town, cast.street)


async def test_a_lost_phone_of_an_officer_keeps_nobodys_name_and_number(tmp_path: Path) -> None:
    async with walk_in_town(tmp_path) as town:
        office, zhang = await seated_as(town, "office"), await town.seated("zhang-wei")
        officer = await seated_as(town, "officer")
        matter = await registered(town, officer)
        await town.press(zhang, "认领")

        await unbind(town, office, await _key_of(town, officer))
        heard = len(town.sent_to(officer))
        await forged(town, zhang, f"answer:{matter.id}")
        await town.message(zhang, "明天去看")
        await town.press(zhang, "A 已解决")
        await town.press(zhang, "发送")
        await town.message(officer, "我的诉求")

        assert "13800138000" not in said(town, officer)
        assert "陈阿婆" not in said(town, officer)
        assert matter.number is not None
        assert all(matter.number not in sent.text for sent in town.sent_to(officer)[heard:])
        assert len(await town.read(lambda session: session.scalars(select(WalkInCall)).all())) == 2


async def test_a_successor_has_the_walk_ins_from_joining_on(tmp_path: Path) -> None:
    async with walk_in_town(tmp_path) as town:
        office, officer = await seated_as(town, "office"), await seated_as(town, "officer")
        matter = await registered(town, officer)
        key = await _key_of(town, officer)
        await unbind(town, office, key)

        successor = await join(town, key, "新联络员")
        await town.message(successor, "我的诉求")

        assert matter.number is not None
        assert matter.number in town.last(successor).text


async def test_a_colleague_of_the_station_gets_the_errands_meanwhile(tmp_path: Path) -> None:
    async with walk_in_town(tmp_path) as town:
        office, zhang = await seated_as(town, "office"), await town.seated("zhang-wei")
        officer = await seated_as(town, "officer")
        await registered(town, officer)
        key = await _key_of(town, officer)
        await town.work(lambda work: _add_colleague(work, key))
        colleague = await town.seated("officer-second")
        await unbind(town, office, key)

        await town.press(zhang, "认领")

        assert "请告知群众（陈阿婆）" in town.last(colleague).text


async def test_a_colleague_who_leaves_too_keeps_nothing_and_the_next_officer_has_it(tmp_path: Path) -> None:
    async with walk_in_town(tmp_path) as town:
        office, zhang = await seated_as(town, "office"), await town.seated("zhang-wei")
        officer = await seated_as(town, "officer")
        matter = await registered(town, officer)
        key = await _key_of(town, officer)
        await town.work(lambda work: _add_colleague(work, key))
        colleague = await town.seated("officer-second")
        await unbind(town, office, key)
        await town.press(zhang, "认领")

        await unbind(town, office, "officer-second")
        await town.message(colleague, "我的诉求")
        left = town.last(colleague).text
        successor = await join(town, "officer-second", "新联络员")
        await town.message(successor, "我的诉求")

        assert matter.number is not None
        assert matter.number not in left
        assert "陈阿婆" not in said(town, colleague)
        assert matter.number in town.last(successor).text


async def test_a_walk_in_that_was_not_submitted_goes_with_the_seat(tmp_path: Path) -> None:
    async with walk_in_town(tmp_path) as town:
        office, officer = await seated_as(town, "office"), await seated_as(town, "officer")
        draft = await to_name(town, officer)
        await town.message(officer, "陈阿婆")

        await unbind(town, office, await _key_of(town, officer))

        assert await town.read(lambda session: session.get(Matter, draft.id)) is None
        assert "陈阿婆" not in said(town, officer)


async def test_a_bodys_reply_goes_to_the_head_while_the_owners_seat_is_free(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        head = await seated_as(town, "head")
        await forwarded(town, cast)
        await unbind(town, cast.office, "zhang-wei")

        await replied(town, cast.lamps, "灯已更换完毕")

        assert "灯已更换完毕" in said(town, head)
        assert "灯已更换完毕" not in said(town, cast.zhang)


async def test_above_an_empty_heads_seat_stand_street_and_office(tmp_path: Path) -> None:
    async with body_town(tmp_path) as town:
        cast = await gather(town)
        await forwarded(town, cast)
        await unbind(town, cast.office, "zhang-wei")
        await unbind(town, cast.office, "street-xixiang")

        await replied(town, cast.lamps, "灯已更换完毕")

        assert any("灯已更换完毕" in sent.text and "答复了" in sent.text for sent in town.sent_to(cast.office))


async def test_a_chase_of_a_free_seats_matter_reaches_the_head(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        office, head = await seated_as(town, "office"), await seated_as(town, "head")
        zhang = await town.seated("zhang-wei")
        chen, mei = await town.seated("chen-jing"), town.person("李梅")
        matter_id = await claimed(town, mei, zhang)
        await unbind(town, office, "zhang-wei")
        before = len(town.sent_to(chen))

        await forged(town, mei, f"chase:{matter_id}")

        assert "催办" in town.last(head).text
        assert all("催办" not in sent.text for sent in town.sent_to(chen)[before:])


async def test_a_promise_of_a_free_seat_is_minded_by_the_head(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        office, head = await seated_as(town, "office"), await seated_as(town, "head")
        zhang, mei = await town.seated("zhang-wei"), town.person("李梅")
        await town.message(mei, "/hello")
        await promised(town, mei, zhang)
        await unbind(town, office, "zhang-wei")
        before = len(town.sent_to(head))

        await leap(town, local(11, 30, 9))

        assert "承诺" in new_since(town, head, before)


async def test_a_substitute_whose_seat_is_free_stands_in_for_nobody(tmp_path: Path) -> None:
    async with promise_town(tmp_path) as town:
        zhang, chen = await town.seated("zhang-wei"), await town.seated("chen-jing")
        await town.message(zhang, "请假")
        await town.work(lambda work: _leave(work, "zhang-wei", "chen-jing"))
        before = await town.work(lambda work: substitute_of(work, _seat(work, "zhang-wei")) is not None)
        await town.work(lambda work: setattr(_seat(work, "chen-jing"), "person_id", None))

        after = await town.work(lambda work: substitute_of(work, _seat(work, "zhang-wei")))

        assert (before, after, chen.name) == (True, None, "陈静")


async def test_the_timeline_keeps_the_name_of_then(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        office, zhang, mei = await seated_as(town, "office"), await town.seated("zhang-wei"), town.person("李梅")
        matter_id = await claimed(town, mei, zhang)

        await town.work(lambda work: setattr(_seat(work, "zhang-wei"), "name", "李强"))
        await forged(town, office, f"hist:{matter_id}:0")

        assert "张伟 代表" in town.last(office).text
        assert "李强" not in town.last(office).text
        assert (await town.read(verify)).broken is None


def _seat(work: Work, key: str) -> Seat:
    return work.session.scalars(select(Seat).where(Seat.key == key)).one()


def _leave(work: Work, key: str, other: str) -> None:


    work.session.add(Absence(seat_id=_seat(work, key).id, substitute_id=_seat(work, other).id, created_at=work.now,
                             starts_at=work.now - timedelta(hours=1), ends_at=work.now + timedelta(days=3)))


def _add_colleague(work: Work, key: str) -> None:
    seat = _seat(work, key)
    work.session.add(Seat(key="officer-second", name="第二联络员", role=seat.role, scope=seat.scope))


async def _key_of(town: Town, who: Who) -> str:
    query = select(Seat.key).join(Person, Person.id == Seat.person_id).where(Person.telegram_id == who.id)
    return await town.read(lambda session: session.scalars(query).one())


