"""人员: who has joined, invitations with a code, unbinding a lost phone."""

from pathlib import Path

import pytest
from sqlalchemy import select

from models.clock import Held
from models.organisation import Seat
from models.person import Person
from tests.flows.deputies import claimed, file_matter, forged, matter_of, seated_as, town_of
from tests.flows.residents import said
from tests.harness import Town
from tests.updates import Who


async def seat_of(town: Town, key: str) -> Seat:
    return await town.read(lambda session: session.scalars(select(Seat).where(Seat.key == key)).one())


async def open_person(town: Town, office: Who, key: str) -> int:
    """Open a person of the roster on a fresh panel; return the seat's id."""
    seat = await seat_of(town, key)
    await town.message(office, "/office")
    await town.press(office, "人员")
    await forged(town, office, f"seat:{seat.id}", on=town.last(office).message_id)
    return seat.id


async def test_the_roster_is_walked_by_street_role_and_person(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        office, _ = await seated_as(town, "office"), await town.seated("zhang-wei")
        await town.message(office, "/office")
        panel = town.last(office)

        await town.press(office, "人员")
        assert "已加入 2/" in panel.text
        assert len([label for label in panel.labels if "/" in label]) == 5
        while not any(label.startswith("西乡街道") for label in panel.labels):
            await town.press(office, "下一页")
        await town.press(office, next(label for label in panel.labels if label.startswith("西乡街道")))
        await town.press(office, next(label for label in panel.labels if label.startswith("代表")))
        while "张伟" not in panel.labels:
            await town.press(office, "下一页")
        assert "✅ 张伟 代表（西乡第二选区）" in panel.text
        assert "陈静 代表（西乡第二选区）未加入" in panel.text
        await town.press(office, "张伟")

        assert "已加入" in panel.text
        assert panel.has("解绑")
        assert town.last(office).message_id == panel.message_id


async def test_an_invitation_is_a_link_and_a_code_and_lets_its_person_in(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        office, chen = await seated_as(town, "office"), town.person("陈静")
        await open_person(town, office, "chen-jing")

        await town.press(office, "邀请")

        invitation = town.last(office)
        token = (await seat_of(town, "chen-jing")).token
        assert f"start=join_{token}" in invitation.text
        assert [kind for kind, _ in invitation.media] == ["photo"]
        picture = next(call for call in reversed(town.telegram.calls) if call.method == "sendPhoto").files["photo"]
        assert picture.read_bytes().startswith(b"\x89PNG")
        await town.message(chen, f"/start join_{token}")
        await town.press(chen, "是我")
        assert (await seat_of(town, "chen-jing")).person_id is not None


async def test_a_new_invitation_voids_the_old_link(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        office, stranger = await seated_as(town, "office"), town.person("路人")
        old = (await seat_of(town, "chen-jing")).token
        await open_person(town, office, "chen-jing")

        await town.press(office, "重新邀请")
        await town.message(stranger, f"/start join_{old}")

        assert (await seat_of(town, "chen-jing")).token != old
        assert "已经用过" in town.last(stranger).text


async def test_a_lost_phone_is_unbound_and_the_new_one_goes_on(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        office, zhang, li_mei = await seated_as(town, "office"), await town.seated("zhang-wei"), town.person("李梅")
        matter_id = await claimed(town, li_mei, zhang)
        number = (await matter_of(town, matter_id)).number
        await open_person(town, office, "zhang-wei")

        await town.press(office, "解绑")
        assert "在办的 1 件" in town.last(office).text
        await town.press(office, "确认解绑")

        assert "已由人大办解除绑定" in said(town, zhang)
        assert "不再显示" in said(town, zhang)
        assert "路灯坏了三天" not in said(town, zhang)
        refused = await forged(town, zhang, f"answer:{matter_id}")
        assert "过期" in refused.text or "只有代表" in refused.text
        matter = await matter_of(town, matter_id)
        seat = await seat_of(town, "zhang-wei")
        assert (matter.status, matter.claimed_by) == ("claimed", seat.id)
        assert seat.token is not None

        new_phone = town.person("张伟的新手机")
        await town.message(new_phone, f"/start join_{seat.token}")
        await town.press(new_phone, "是我")
        await town.message(new_phone, "我的在办")
        assert number is not None
        assert number in town.last(new_phone).text


async def test_unbinding_a_head_takes_the_deputys_seat_too(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        office, head = await seated_as(town, "office"), await seated_as(town, "head")
        await town.seated("zhao-xuefen")
        await open_person(town, office, "head-xixiang2")

        await town.press(office, "解绑")
        await town.press(office, "确认解绑")

        for key in ("head-xixiang2", "zhao-xuefen"):
            assert (await seat_of(town, key)).person_id is None
        assert "随手拍" in str(town.keyboard(head))


async def test_what_the_night_held_back_is_not_told_to_a_lost_phone(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        office, zhang = await seated_as(town, "office"), await town.seated("zhang-wei")
        await town.work(lambda work: work.session.add(_held_for(work, zhang)))
        await open_person(town, office, "zhang-wei")

        await town.press(office, "解绑")
        await town.press(office, "确认解绑")

        assert await town.read(lambda session: session.scalars(select(Held)).all()) == []


async def test_nobody_unbinds_themselves(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        office = await seated_as(town, "office")
        seat = await town.read(lambda session: session.scalars(select(Seat).where(Seat.person_id.is_not(None))).one())

        toast = await forged(town, office, f"unbind:{seat.id}:1")

        assert "不能解绑您自己" in toast.text


async def test_a_second_tap_unbinds_nobody_new_and_a_joined_person_is_not_invited(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        office, _ = await seated_as(town, "office"), await town.seated("zhang-wei")
        seat_id = await open_person(town, office, "zhang-wei")
        taken = await forged(town, office, f"inv:{seat_id}:1")
        await forged(town, office, f"unbind:{seat_id}:1")
        token = (await seat_of(town, "zhang-wei")).token

        await forged(town, office, f"unbind:{seat_id}:1")

        assert "请先“解绑”" in taken.text
        assert (await seat_of(town, "zhang-wei")).token == token


@pytest.mark.parametrize("data", ["ppl:0", "pplst:440306018", "pplro::office:0", "seat:{}", "inv:{}:0", "unbind:{}:1"])
async def test_only_the_office_sees_the_roster(tmp_path: Path, data: str) -> None:
    async with town_of(tmp_path) as town:
        officer, zhang = await seated_as(town, "officer"), await town.seated("zhang-wei")
        seat_id = (await seat_of(town, "zhang-wei")).id
        await file_matter(town, town.person("李梅"))

        for who in (officer, zhang, town.person("王强")):
            assert "只有人大办" in (await forged(town, who, data.format(seat_id))).text

        assert (await seat_of(town, "zhang-wei")).person_id is not None


@pytest.mark.parametrize("data", ["pplst:nowhere", "pplro::nobody:0", "seat:99999"])
async def test_a_forged_place_or_person_is_stale(tmp_path: Path, data: str) -> None:
    async with town_of(tmp_path) as town:
        office = await seated_as(town, "office")

        assert "过期" in (await forged(town, office, data)).text


def _held_for(work: object, who: Who) -> Held:
    session = work.session  # type: ignore[attr-defined]
    person = session.scalars(select(Person).where(Person.telegram_id == who.id)).one()
    return Held(person_id=person.id, text={"$text": "queue.today_empty"}, held_at=work.now)  # type: ignore[attr-defined]
