"""From raw updates to messages: who answers, what a refusal leaves, what an error does."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from telegram.ext import Application, CallbackContext, ContextTypes

from bot.receiving.router import Router
from handlers.routes import Routes
from models.mail import Dialog, InboxUpdate, UpdateState
from models.person import Group, Person
from tests.engine.small import LABEL, POISON, ROUTES, GonePress, counted, fail_next, on_count, small_plan
from tests.harness import ANONYMOUS_ADMIN, Town
from tests.updates import Who

APOLOGY = "没有成功"


def person_of(who: Who) -> Callable[[Session], Person]:
    def look(session: Session) -> Person:
        return session.scalars(select(Person).where(Person.telegram_id == who.id)).one()

    return look


def states(session: Session) -> list[str]:
    return list(session.scalars(select(InboxUpdate.state).order_by(InboxUpdate.id)))


# -- who ------------------------------------------------------------------------------------


async def test_an_update_leaves_nobody_behind_in_the_library(town: Town) -> None:
    li_mei = town.person("李梅")

    await town.message(li_mei, "/count")

    kept = [getattr(town.application, name, ()) for name in Application.__slots__]
    assert not any(li_mei.id in each for each in kept if isinstance(each, set | dict))


async def test_somebody_new_is_written_down_in_chinese_whatever_their_client_says(town: Town) -> None:
    smith = town.person("Smith", language_code="en")

    await town.message(smith, "/count")

    person = await town.read(person_of(smith))
    assert (person.name, person.language) == ("Smith", "zh-Hans")


async def test_a_new_name_is_taken_over(town: Town) -> None:
    await town.message(Who(5, "李梅"), "/count")

    await town.message(Who(5, "李梅梅"), "/count")

    assert (await town.read(person_of(Who(5, "")))).name == "李梅梅"


async def test_a_message_tells_that_we_are_blocked_no_more(town: Town) -> None:
    li_mei = town.person("李梅")
    await town.message(li_mei, "/count")
    await town.block(li_mei)
    blocked = (await town.read(person_of(li_mei))).blocked_at

    await town.message(li_mei, "/count")

    assert blocked is not None
    assert (await town.read(person_of(li_mei))).blocked_at is None


async def test_a_person_of_the_roster_acts_in_their_seat(tmp_path: Path) -> None:
    seats: list[str] = []
    extra = Routes("seats")
    extra.command("seat")(lambda talk: seats.append(talk.work.seat.key if talk.work.seat else ""))
    async with Town(tmp_path, [extra], plan=small_plan()) as other:
        await other.message(await other.seated("zhang"), "/seat")
        await other.message(other.person("李梅"), "/seat")

    assert seats == ["zhang", ""]


async def test_an_anonymous_admin_is_nobody_and_is_asked_to_speak_as_themselves(town: Town) -> None:
    group = town.group("社区群")

    await town.message(ANONYMOUS_ADMIN, "/who", chat=group)

    assert "匿名" in town.last(group).text
    assert await town.read(lambda session: session.scalar(select(func.count(Person.id)))) == 0
    assert await town.read(states) == [UpdateState.DONE]


# -- which handler --------------------------------------------------------------------------


async def test_a_form_is_answered_step_by_step_and_survives_a_restart(town: Town) -> None:
    li_mei = town.person("李梅")
    await town.message(li_mei, "/form")

    await town.message(li_mei, "第一句")
    await town.restart()
    await town.message(li_mei, "第二句")

    assert [counted(sent) for sent in town.sent_to(li_mei)] == [101, 102]
    assert await town.read(lambda session: session.scalars(select(Dialog.data)).all()) == [{"asked": 3}]


async def test_a_command_works_in_the_middle_of_a_form(town: Town) -> None:
    li_mei = town.person("李梅")
    await town.message(li_mei, "/form")

    await town.message(li_mei, "/count")

    assert counted(town.last(li_mei)) == 1


@pytest.mark.parametrize("content", [{"sticker": True}, {"dice": True}, {"contact": True}, {"voice": True}])
async def test_what_nobody_expects_is_answered_kindly(town: Town, content: dict[str, bool]) -> None:
    li_mei = town.person("李梅")

    await town.message(li_mei, **content)

    assert "看不懂" in town.last(li_mei).text


async def test_an_unknown_command_is_named_as_one(town: Town) -> None:
    li_mei = town.person("李梅")

    await town.message(li_mei, "/nonsense")

    assert "没有这个命令" in town.last(li_mei).text


async def test_an_edit_of_words_is_explained_and_changes_nothing(town: Town) -> None:
    li_mei = town.person("李梅")
    number = await town.message(li_mei, "/count")

    await town.message(li_mei, "/count", edit=number)

    assert "修改了" in town.last(li_mei).text
    assert (await town.read(person_of(li_mei))).last_place == "1"


async def test_a_live_location_that_moves_is_no_conversation(town: Town) -> None:
    li_mei = town.person("李梅")
    number = await town.message(li_mei, location=(22.5, 113.8))
    before = len(town.sent_to(li_mei))

    await town.message(li_mei, location=(22.6, 113.8), edit=number)

    assert len(town.sent_to(li_mei)) == before


async def test_in_a_group_only_what_is_meant_for_us_is_answered(town: Town) -> None:
    group, li_mei = town.group("社区群"), town.person("李梅")

    await town.message(li_mei, "大家好", chat=group)
    await town.message(li_mei, "/nonsense", chat=group)
    await town.message(li_mei, "/count@another_bot", chat=group)
    await town.message(li_mei, "/count@huying_bot", chat=group)

    assert [counted(sent) for sent in town.sent_to(group)] == [1]


async def test_an_update_of_a_kind_we_do_not_know_is_settled(town: Town) -> None:
    town.telegram.queue(message_reaction={"chat": {"id": 1, "type": "private"}, "message_id": 1, "date": 1,
                                          "old_reaction": [], "new_reaction": []})
    town.telegram.queue(something_of_2030={"id": 1})
    town.telegram.queue(poll_answer={"poll_id": "9", "option_ids": [0],
                                     "user": {"id": 1, "is_bot": False, "first_name": "A"}})

    await town.settle()

    assert await town.read(states) == [UpdateState.DONE] * 3


def test_two_features_cannot_answer_the_same() -> None:
    other = Routes("other")
    other.command("count")(on_count)

    with pytest.raises(TypeError, match=r"other.*count"):
        Router([*ROUTES, other])


# -- refusals -------------------------------------------------------------------------------


async def test_a_refusal_undoes_everything_and_is_told(town: Town) -> None:
    li_mei = town.person("李梅")

    await town.message(li_mei, "/refuse")

    assert len(town.sent_to(li_mei)) == 1
    assert "邀请" in town.last(li_mei).text
    assert (await town.read(person_of(li_mei))).last_place is None
    assert await town.read(states) == [UpdateState.DONE]


async def test_a_refused_press_is_told_by_an_alert_and_sends_nothing(town: Town) -> None:
    one, other, group = town.person("张伟"), town.person("陈静"), town.group("代表群")
    await town.message(one, "/prize", chat=group)
    await town.press(one, LABEL, chat=group)
    before = len(town.telegram.sent)

    toast = await town.press(other, LABEL, chat=group)

    assert toast is not None
    assert toast.is_alert
    assert "张伟" in (toast.text or "")
    assert len(town.telegram.sent) == before
    assert (await town.read(person_of(other))).last_place is None


@pytest.mark.parametrize("data", ["no_such_verb:1", "test_prize", "test_prize:x", "", "::::", GonePress().pack()])
async def test_a_button_that_never_was_is_answered_as_expired(town: Town, data: str) -> None:
    li_mei = town.person("李梅")

    key = town.forge(li_mei, data, message_id=77)
    await town.settle()

    toast = town.telegram.toasts[key]
    assert (toast.text, toast.is_alert) == ("这个按钮已过期", True)
    assert await town.read(states) == [UpdateState.DONE]


async def test_a_press_on_a_message_too_old_to_be_shown_is_settled(town: Town) -> None:
    town.telegram.queue(callback_query={
        "id": "inline", "from": town.person("李梅").as_user(), "chat_instance": "1", "data": "test_prize:1",
        "inline_message_id": "x",
    })

    await town.settle()

    assert await town.read(states) == [UpdateState.DONE]


# -- errors ---------------------------------------------------------------------------------


async def test_an_error_is_tried_again_and_leaves_no_trace_when_that_works(town: Town) -> None:
    town.is_strict = False
    li_mei = town.person("李梅")
    fail_next(POISON, 2)

    await town.message(li_mei, photo=True)

    assert [counted(sent) for sent in town.sent_to(li_mei)] == [1]
    assert await town.read(states) == [UpdateState.DONE]


async def test_a_poison_update_is_set_aside_told_once_and_does_not_silence_its_chat(town: Town) -> None:
    town.is_strict = False
    li_mei = town.person("李梅")
    fail_next(POISON, 5)

    town.post(li_mei, photo=True)
    town.post(li_mei, "/count")
    await town.settle()

    assert [APOLOGY in sent.text for sent in town.sent_to(li_mei)] == [True, False]
    assert counted(town.last(li_mei)) == 1
    rows = await town.read(lambda session: session.scalars(select(InboxUpdate).order_by(InboxUpdate.id)).all())
    assert [(row.state, row.attempts) for row in rows] == [(UpdateState.DEAD, 5), (UpdateState.DONE, 0)]
    assert "ZeroDivisionError" in (rows[0].error or "")


@pytest.mark.parametrize("unreadable", [
    {"message": {"message_id": 1, "chat": {"id": 5, "type": "private"}}},
    {"message": {"message_id": 1, "date": 1, "chat": {"type": "private"}}},
    {"message": 5}, {"callback_query": {"message": 5}}, {"my_chat_member": {"chat": {"id": 5}}},
], ids=["no date", "no chat id", "no message", "no sender", "no member"])
async def test_an_update_that_cannot_even_be_read_is_set_aside_at_once(town: Town, unreadable: dict[str, Any]) -> None:
    town.is_strict = False
    town.telegram.queue(**unreadable)

    await town.message(Who(5, "李梅"), "/count")

    rows = await town.read(lambda session: session.scalars(select(InboxUpdate).order_by(InboxUpdate.id)).all())
    assert [(row.state, row.attempts) for row in rows] == [(UpdateState.DEAD, 1), (UpdateState.DONE, 0)]
    assert (rows[0].error or "").startswith("Unreadable: ")


async def test_an_error_that_ptb_swallows_is_still_a_failure(town: Town) -> None:
    town.is_strict = False

    class Broken(CallbackContext):  # type: ignore[type-arg]
        @classmethod
        def from_update(cls, update: object, application: object) -> "Broken":
            raise RuntimeError("no context today")

    town.application.context_types = ContextTypes(context=Broken)
    li_mei = town.person("李梅")

    await town.message(li_mei, "/count")

    rows = await town.read(lambda session: session.scalars(select(InboxUpdate)).all())
    assert [row.state for row in rows] == [UpdateState.DEAD]
    assert "Unmarked" in (rows[0].error or "")


# -- order and restarts ---------------------------------------------------------------------


async def test_a_kill_between_storing_and_handling_loses_nothing(town: Town) -> None:
    li_mei = town.person("李梅")
    stored = [town.telegram.queue(message={
        "message_id": number, "date": 1, "chat": li_mei.as_chat(), "from": li_mei.as_user(), "text": "/count",
        "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
    }) for number in (1, 2, 3)]
    await town.inbox.accept(stored)

    await town.restart()
    await town.settle()

    assert [counted(sent) for sent in town.sent_to(li_mei)] == [1, 2, 3]


async def test_an_update_that_telegram_repeats_is_handled_once(town: Town) -> None:
    li_mei = town.person("李梅")
    town.post(li_mei, "/count")
    raw = town.telegram.updates[0]
    await town.settle()

    town.telegram.updates.append(raw)
    await town.restart()
    await town.settle()

    assert [counted(sent) for sent in town.sent_to(li_mei)] == [1]


async def test_the_words_of_a_chat_are_answered_in_their_order_after_a_burst(town: Town) -> None:
    people = [town.person(name) for name in ("李梅", "王强", "赵敏")]

    for _ in range(20):
        for who in people:
            town.post(who, "/count")
    await town.settle()

    for who in people:
        assert [counted(sent) for sent in town.sent_to(who)] == list(range(1, 21))


async def test_of_a_hundred_pairs_of_presses_each_has_one_winner(town: Town) -> None:
    one, other, group = town.person("张伟"), town.person("陈静"), town.group("代表群")
    alerts = []
    for _ in range(100):
        await town.message(one, "/prize", chat=group)
        keys = [town.send_press(who, LABEL, chat=group) for who in (one, other)]
        await town.settle()
        alerts.append(sorted(town.telegram.toasts[key].is_alert for key in keys))

    assert alerts == [[False, True]] * 100


async def test_too_many_messages_are_explained_once_and_none_is_lost(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, plan=small_plan(), brake=3) as town:
        li_mei = town.person("李梅")
        for _ in range(5):
            town.post(li_mei, "/count")
        await town.polling.once()
        async with asyncio.timeout(10):
            while len(town.sent_to(li_mei)) < 4:
                await town.sender.drain()
                await asyncio.sleep(0.01)

        texts = [sent.text for sent in town.sent_to(li_mei)]
        assert [counted(sent) for sent in town.sent_to(li_mei)] == [1, 2, 3, 3]
        assert "一条也不会丢" in texts[-1]
        assert (await town.read(states)).count(UpdateState.WAITING) == 2


async def test_one_message_that_is_tried_often_is_no_rush(tmp_path: Path) -> None:
    async with Town(tmp_path, ROUTES, plan=small_plan(), brake=2, is_strict=False) as town:
        li_mei = town.person("李梅")
        fail_next(POISON, 4)

        async with asyncio.timeout(20):
            await town.message(li_mei, photo=True)

        assert [counted(sent) for sent in town.sent_to(li_mei)] == [1]


# -- chats ----------------------------------------------------------------------------------


async def test_a_group_we_join_and_leave_is_remembered(town: Town) -> None:
    group, zhang = town.group("社区群"), town.person("张伟")

    await town.invite(group, by=zhang)
    joined = await town.read(lambda session: session.get_one(Group, group.id).left_at)
    await town.remove(group, by=zhang)

    row = await town.read(lambda session: session.get_one(Group, group.id))
    assert joined is None
    assert (row.title, row.left_at) == ("社区群", town.clock.now())


async def test_a_group_that_becomes_a_supergroup_keeps_what_it_is_bound_to(town: Town) -> None:
    zhang = town.person("张伟")
    old, new = town.group("社区群", chat_id=-55), town.group("社区群", chat_id=-1000055)
    await town.invite(old, by=zhang)
    await town.work(lambda work: setattr(work.session.get_one(Group, -55), "scope", "community"))

    await town.message(zhang, chat=old, migrate_to_chat_id=new.id)
    await town.message(zhang, chat=new, migrate_from_chat_id=old.id)

    assert await town.read(lambda session: session.get_one(Group, new.id).scope) == "community"
    assert await town.read(lambda session: session.get(Group, old.id)) is None


async def test_who_blocks_us_is_written_to_no_more(town: Town) -> None:
    li_mei = town.person("李梅")
    await town.message(li_mei, "/count")

    await town.block(li_mei)
    first = (await town.read(person_of(li_mei))).blocked_at
    await town.unblock(li_mei)

    assert first == town.clock.now()
    assert (await town.read(person_of(li_mei))).blocked_at is None


