"""[删除我的数据]: nothing of the person is left, their matters go on and name nobody."""

from pathlib import Path

import pytest
from sqlalchemy import select

from bot.media.clerk import Clerk
from models.audit import Salt
from models.lifecycle import Status
from models.matter import Follower, Matter
from models.organisation import Seat
from models.person import Person
from services.audit_check import verify
from tests.flows.privacy_town import FILE, MEI, NAME, NEIGHBOUR, PHONE, TRACES, erase, forgotten, found, found_in, live
from tests.flows.residents import newest, report
from tests.harness import Town


async def test_somebody_leaves_traces_that_erasing_must_find(town: Town, folder: Path) -> None:
    await live(town, folder)

    where = await town.read(lambda session: found(session, *TRACES))

    assert {"person.name", "person.telegram_id", "matter.author_name", "matter.words", "matter.place", "event.words",
            "attachment.file_id", "outbox.screen", "outbox.chat_id", "card.chat_id", "dialog.chat_id", "inbox.body",
            "inbox.lane", "matter.form"} <= where
    assert found_in(folder, FILE)


@pytest.mark.parametrize("choice", ["撤回", "继续办理"])
async def test_after_erasing_nothing_of_the_person_is_anywhere(town: Town, folder: Path, clerk: Clerk,
                                                               choice: str) -> None:
    matter = await live(town, folder)

    await erase(town, choice)
    await forgotten(town, clerk)

    assert await town.read(lambda session: found(session, *TRACES)) == set()
    assert found_in(folder.parent / "media", *TRACES) == []
    assert "您的数据已经删除" in town.last(MEI).text
    stored = await town.read(lambda session: session.get_one(Matter, matter.id))
    assert (stored.number, stored.anonymous, stored.author_name) == (matter.number, True, None)
    assert stored.status == (Status.WITHDRAWN if choice == "撤回" else Status.ANSWERED)


async def test_the_words_stay_with_names_and_phones_masked(town: Town, folder: Path, clerk: Clerk) -> None:
    matter = await live(town, folder)

    await erase(town, "继续办理")

    stored = await town.read(lambda session: session.get_one(Matter, matter.id))
    assert "楼下的路灯坏了三天，晚上看不清路" in stored.words
    assert "****" in stored.words


async def test_a_draft_and_what_was_followed_go_the_neighbours_matter_stays(town: Town, folder: Path,
                                                                            clerk: Clerk) -> None:
    await live(town, folder)

    await erase(town, "继续办理")

    assert await town.read(lambda session: session.scalars(select(Follower)).all()) == []
    statuses = await town.read(lambda session: set(session.scalars(select(Matter.status))))
    assert statuses == {Status.ANSWERED, Status.SUBMITTED}
    neighbour = await town.read(lambda session: session.scalars(
        select(Person).where(Person.name == NEIGHBOUR)).one())
    assert neighbour.telegram_id is not None


async def test_the_deputys_card_no_longer_names_the_resident(town: Town, folder: Path, clerk: Clerk) -> None:
    await live(town, folder)
    deputy = town.person("张伟")
    cards = [sent for sent in town.sent_to(deputy) if sent.has("办结")]
    assert any(NAME in card.text for card in cards)

    await erase(town, "继续办理")

    assert not any(NAME in card.text or PHONE in card.text for card in cards)


async def test_a_kept_matter_goes_on_without_its_resident(town: Town, folder: Path, clerk: Clerk) -> None:
    matter = await live(town, folder)
    deputy = town.person("张伟")
    await erase(town, "继续办理")
    await forgotten(town, clerk)
    heard = len(town.sent_to(MEI))

    card = next(sent for sent in town.sent_to(deputy) if sent.has("公开"))

    await town.press(deputy, "办结", on=card)
    await town.press(deputy, "无需照片")
    await town.message(deputy, "现场已恢复，无需拍照")

    stored = await town.read(lambda session: session.get_one(Matter, matter.id))
    assert stored.status == Status.CLOSED
    assert len(town.sent_to(MEI)) == heard


async def test_erasing_keeps_the_audit_log_whole_and_takes_the_salts(town: Town, folder: Path, clerk: Clerk) -> None:
    matter = await live(town, folder)
    salts = await town.read(lambda session: set(session.scalars(
        select(Salt.value).where(Salt.subject == f"matter:{matter.id}"))))

    await erase(town, "撤回")
    await forgotten(town, clerk)

    proof = await town.read(verify)
    assert proof.broken is None
    assert proof.entries > 5
    assert salts
    left = await town.read(lambda session: set(session.scalars(select(Salt.value))))
    assert not salts & left


async def test_whoever_comes_back_is_new(town: Town, folder: Path, clerk: Clerk) -> None:
    matter = await live(town, folder)
    await erase(town, "继续办理")
    await forgotten(town, clerk)

    await town.message(MEI, "/my")

    assert matter.number not in town.last(MEI).text
    people = await town.read(lambda session: session.scalars(
        select(Person.id).where(Person.telegram_id == MEI.id)).all())
    assert people and people != [matter.author_id]


async def test_no_changes_nothing(town: Town, folder: Path) -> None:
    await live(town, folder)
    before = await town.read(lambda session: session.scalars(select(Person).where(Person.name == NAME)).one())

    await town.message(MEI, "/privacy")
    await town.press(MEI, "删除我的数据")
    await town.press(MEI, "撤回")
    await town.press(MEI, "不删除")

    after = await town.read(lambda session: session.scalars(select(Person).where(Person.name == NAME)).one())
    assert (before.id, after.telegram_id) == (after.id, MEI.id)
    assert "什么都没有删除" in town.last(MEI).text


async def test_who_has_nothing_open_is_asked_once(town: Town) -> None:
    await town.message(MEI, "/privacy")

    await town.press(MEI, "删除我的数据")

    assert town.last(MEI).labels == ["确认删除", "不删除"]
    await town.press(MEI, "确认删除")
    assert "您的数据已经删除" in town.last(MEI).text


async def test_an_old_question_does_not_erase_what_came_after_it(town: Town, folder: Path) -> None:
    await town.message(MEI, "/privacy")
    await town.press(MEI, "删除我的数据")
    question = town.last(MEI)
    await report(town, MEI)

    toast = await town.press(MEI, "确认删除", on=question)

    assert toast is not None
    assert toast.is_alert
    assert (await newest(town, MEI)).status == Status.SUBMITTED


async def test_pressing_twice_erases_once(town: Town, folder: Path, clerk: Clerk) -> None:
    await town.message(MEI, "/privacy")
    await town.press(MEI, "删除我的数据")
    question = town.last(MEI)

    town.send_press(MEI, "确认删除", on=question)
    town.send_press(MEI, "确认删除", on=question)
    await town.settle()
    await forgotten(town, clerk)

    erased = await town.read(lambda session: session.scalars(select(Person).where(Person.telegram_id.is_(None))).all())
    assert [person.name for person in erased] == [""] * len(erased)


async def test_who_is_on_the_roster_is_told_whom_to_ask(town: Town) -> None:
    deputy = await town.seated("zhang-wei")
    await town.message(deputy, "/privacy")

    toast = await town.press(deputy, "删除我的数据")
    key = town.forge(deputy, "erase_now:1:0", town.last(deputy).message_id)
    await town.settle()

    assert toast is not None
    assert "人大办" in (toast.text or "")
    assert town.telegram.toasts[key].is_alert
    assert await town.read(lambda session: session.scalars(
        select(Seat.person_id).where(Seat.key == "zhang-wei")).one()) is not None
