"""死信: what failed again and again, tried again or dropped by the office."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from models.mail import Due, InboxUpdate, Letter
from models.matter import Matter
from services.dead_letters import tidy
from services.work import Work
from tests.flows.deputies import file_matter, forged, seated_as, town_of
from tests.flows.residents import LIGHT, said
from tests.harness import Town
from tests.updates import Who


async def kill_letters(town: Town, **values: object) -> int:
    """Set the newest letter aside, as the sender does with what Telegram refuses."""
    def use(work: Work) -> int:
        letter = work.session.scalars(select(Letter).order_by(Letter.id.desc())).first()
        assert letter is not None
        letter.state, letter.error, letter.attempts = "dead", "Bad Request: can't parse 李梅的电话", 5
        for name, value in values.items():
            setattr(letter, name, value)
        return letter.id

    return await town.work(use)


async def kill_update(town: Town) -> int:
    """Set the newest update aside, as the inbox does after the last try."""
    def use(work: Work) -> int:
        update = work.session.scalars(select(InboxUpdate).order_by(InboxUpdate.id.desc())).first()
        assert update is not None
        update.state, update.error, update.attempts = "dead", "KeyError: '路灯坏了'", 5
        return update.id

    return await town.work(use)


async def open_list(town: Town, office: Who, count: int) -> None:
    await town.message(office, "/office")
    await town.press(office, f"死信 {count}")


async def test_an_update_that_was_set_aside_is_handled_after_all(tmp_path: Path) -> None:
    async with town_of(tmp_path, is_strict=False) as town:
        office, li_mei = await seated_as(town, "office"), town.person("李梅")
        await town.message(li_mei, LIGHT)
        before = len(town.sent_to(li_mei))
        number = await kill_update(town)
        await open_list(town, office, 1)
        assert "收到的文字消息" in town.last(office).text
        await town.press(office, f"U{number}")
        detail = town.last(office).text
        assert "KeyError: …" in detail
        assert "路灯" not in detail

        toast = await town.press(office, "重试")
        await town.lanes.sweep(timedelta(0))
        await town.lanes.idle()
        await town.settle()

        assert toast is not None
        assert "正在重试" in toast.text
        assert "没有死信" in town.last(office).text
        assert len(town.sent_to(li_mei)) > before


async def test_a_letter_that_was_set_aside_is_sent_after_all(tmp_path: Path) -> None:
    async with town_of(tmp_path, is_strict=False) as town:
        office, _ = await seated_as(town, "office"), await town.seated("zhang-wei")
        matter_id = await file_matter(town, town.person("李梅"))
        matter = await town.read(lambda session: session.get_one(Matter, matter_id))
        number = await kill_letters(town)
        sent = len(town.telegram.sent)
        await open_list(town, office, 1)
        assert f"要发出的消息（{matter.number}）" in town.last(office).text

        await town.press(office, f"L{number}")
        assert "李梅" not in town.last(office).text
        await town.press(office, "重试")

        letter = await town.read(lambda session: session.get_one(Letter, number))
        assert letter.state == "sent"
        assert len(town.telegram.sent) == sent + 2  # the panel and the letter


async def test_a_change_that_was_overtaken_is_not_sent_again(tmp_path: Path) -> None:
    async with town_of(tmp_path, is_strict=False) as town:
        office, zhang = await seated_as(town, "office"), await town.seated("zhang-wei")
        await file_matter(town, town.person("李梅"))
        await town.press(zhang, "认领")
        first = await town.read(lambda session: session.scalars(
            select(Letter.id).where(Letter.method == "edit").order_by(Letter.id)).first())
        await town.press(zhang, "放回")
        await town.work(lambda work: _die(work, first))
        await open_list(town, office, 1)
        await town.press(office, f"L{first}")

        toast = await town.press(office, "重试")

        assert toast is not None
        assert "不用再发" in toast.text
        assert (await town.read(lambda session: session.get_one(Letter, first))).state == "replaced"


async def test_timed_work_is_tried_again(tmp_path: Path) -> None:
    async with town_of(tmp_path, is_strict=False) as town:
        office = await seated_as(town, "office")
        await file_matter(town, town.person("李梅"))
        await town.work(_kill_due)
        await open_list(town, office, 1)
        assert "定时任务（rung）" in town.last(office).text
        name = next(label for label in town.last(office).labels if label.startswith("D"))
        await town.press(office, name)

        await town.press(office, "重试")

        row = await town.read(lambda session: session.get_one(Due, int(name[1:])))
        assert (row.state, row.attempts, row.error) == ("waiting", 0, None)


async def test_what_is_dropped_is_never_sent_and_its_old_button_is_stale(tmp_path: Path) -> None:
    async with town_of(tmp_path, is_strict=False) as town:
        office = await seated_as(town, "office")
        await file_matter(town, town.person("李梅"))
        number = await kill_letters(town)
        await open_list(town, office, 1)
        await town.press(office, f"L{number}")

        await town.press(office, "丢弃")
        again = await forged(town, office, f"retry:l:{number}")

        assert (await town.read(lambda session: session.get_one(Letter, number))).state == "cancelled"
        assert "没有死信" in town.last(office).text
        assert "过期" in again.text


async def test_many_are_paged_by_five_and_tried_again_together(tmp_path: Path) -> None:
    async with town_of(tmp_path, is_strict=False) as town:
        office, _ = await seated_as(town, "office"), await town.seated("zhang-wei")
        for number in range(7):
            await file_matter(town, town.person(f"居民{number}"))
        killed = await town.work(_kill_all)
        await open_list(town, office, killed)
        first = [label for label in town.last(office).labels if label.startswith("L")]
        await town.press(office, "下一页")
        assert len(first) == 5
        assert "上一页" in town.last(office).labels

        toast = await town.press(office, "全部重试")

        assert toast is not None
        assert f"{killed} 条" in toast.text
        states = await town.read(lambda session: set(session.scalars(select(Letter.state))))
        assert states <= {"sent", "replaced"}


@pytest.mark.parametrize("data", ["dead:0", "dead1:l:{}", "retry:l:{}", "retrya", "dropd:l:{}"])
async def test_only_the_office_sees_them(tmp_path: Path, data: str) -> None:
    async with town_of(tmp_path, is_strict=False) as town:
        officer, street = await seated_as(town, "officer"), await seated_as(town, "street")
        await file_matter(town, town.person("李梅"))
        number = await kill_letters(town)

        for who in (officer, street, town.person("王强")):
            assert "只有人大办" in (await forged(town, who, data.format(number))).text
        await town.message(officer, "/office")

        assert "死信" not in said(town, officer)
        assert (await town.read(lambda session: session.get_one(Letter, number))).state == "dead"


async def test_a_forged_kind_or_number_is_stale(tmp_path: Path) -> None:
    async with town_of(tmp_path) as town:
        office = await seated_as(town, "office")

        toasts = [await forged(town, office, data) for data in ("retry:x:1", "dead1:u:999", "dropd:l:0")]

        assert all("过期" in toast.text for toast in toasts)


def test_an_error_keeps_its_kind_and_loses_what_people_said() -> None:
    assert tidy("KeyError: '13800138000'") == "KeyError: …"
    assert tidy("ValueError: 李梅 的路灯") == "ValueError: …"
    assert tidy("OperationalError: locked [SQL: x] [parameters: (1, 2)]") == "OperationalError: locked [SQL: x]"
    assert tidy(None) == ""


def _die(work: Work, number: int | None) -> None:
    letter = work.session.get_one(Letter, number)
    letter.state, letter.error = "dead", "Bad Request"


def _kill_due(work: Work) -> None:
    row = work.session.scalars(select(Due).where(Due.kind == "rung").order_by(Due.id)).first()
    assert row is not None
    row.state, row.error, row.attempts = "dead", "KeyError: 1", 5


def _kill_all(work: Work) -> int:
    letters = work.session.scalars(select(Letter).where(Letter.method == "send")).all()
    for letter in letters:
        letter.state, letter.error = "dead", "Bad Request"
    return len(letters)
