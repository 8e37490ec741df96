"""Presses of inline buttons: one answer each, in time, by the right bot."""

import asyncio
from typing import Any

import pytest

from tests.sandbox.phones import BOT, MEI, OTHER_TOKEN, TOKEN, WEI, Phones, inline

TOO_OLD = (400, "Bad Request: query is too old and response timeout expired or query ID is invalid")


async def press(phones: Phones, message: dict[str, Any], who: int = MEI, chat: Any = BOT, **which: str) -> Any:
    body = {"chat": chat, "message_id": message["message_id"], **which}
    return await phones.post(f"/people/{who}/presses", body)


async def query_of(phones: Phones) -> dict[str, Any]:
    updates = await phones.updates(timeout=10)
    return dict(updates[0]["callback_query"])


async def test_a_press_reaches_the_bot_and_its_answer_the_person(phones: Phones) -> None:
    sent = await phones.send("待认领", reply_markup=inline("认领"))

    async with asyncio.TaskGroup() as tasks:
        pressed = tasks.create_task(press(phones, sent, label="认领"))
        query = await query_of(phones)
        await phones.bot("answerCallbackQuery", callback_query_id=query["id"], text="已认领", show_alert=True)

    told = query["data"], query["from"]["id"], query["message"]["message_id"]
    assert told == ("认领", MEI, sent["message_id"])
    assert pressed.result() == {"answer": {"text": "已认领", "show_alert": True, "url": ""}}


async def test_a_press_is_answered_once(phones: Phones) -> None:
    sent = await phones.send(reply_markup=inline("好"))

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(press(phones, sent, data="好"))
        query = await query_of(phones)
        await phones.bot("answerCallbackQuery", callback_query_id=query["id"])
        again = await phones.refusal("answerCallbackQuery", callback_query_id=query["id"])

    assert again == TOO_OLD


async def test_another_bot_cannot_answer(phones: Phones) -> None:
    await phones.post("/bots", {"token": OTHER_TOKEN, "username": "other_bot"})
    sent = await phones.send(reply_markup=inline("好"))

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(press(phones, sent, data="好"))
        query = await query_of(phones)
        refusal = await phones.refusal("answerCallbackQuery", OTHER_TOKEN, callback_query_id=query["id"])
        await phones.bot("answerCallbackQuery", callback_query_id=query["id"])

    assert refusal == TOO_OLD


@pytest.mark.parametrize("ident", ["12345", "", "nonsense"])
async def test_an_unknown_press_is_too_old(phones: Phones, ident: str) -> None:
    assert await phones.refusal("answerCallbackQuery", callback_query_id=ident) == TOO_OLD


async def test_an_answer_holds_200_characters(phones: Phones) -> None:
    refusal = await phones.refusal("answerCallbackQuery", callback_query_id="1", text="长" * 201)

    assert refusal == (400, "Bad Request: MESSAGE_TOO_LONG")


async def test_a_button_that_is_not_there_cannot_be_pressed(phones: Phones) -> None:
    sent = await phones.send(reply_markup=inline("好"))

    status, answer = await phones.ask(
        "POST", f"/people/{MEI}/presses", {"chat": BOT, "message_id": sent["message_id"], "label": "坏"}
    )

    assert (status, answer["error"]) == (404, "This message has no button '坏'.")


async def test_a_forged_press_reaches_the_bot_all_the_same(phones: Phones) -> None:
    sent = await phones.send("没有按钮")

    async with asyncio.TaskGroup() as tasks:
        body = {"chat": BOT, "message_id": sent["message_id"], "data": "伪造", "forge": True}
        tasks.create_task(phones.post(f"/people/{MEI}/presses", body))
        query = await query_of(phones)
        await phones.bot("answerCallbackQuery", callback_query_id=query["id"])

    assert query["data"] == "伪造"


async def test_a_link_is_followed_not_called_back(phones: Phones) -> None:
    sent = await phones.send(reply_markup=inline("看", url="https://example.com/x"))

    assert await press(phones, sent, label="看") == {"answer": None, "url": "https://example.com/x"}


async def test_a_link_to_a_bot_says_how_to_start_it(phones: Phones) -> None:
    sent = await phones.send(reply_markup=inline("我也遇到", url="https://t.me/huying_bot?start=me_BA-1"))

    pressed = await press(phones, sent, label="我也遇到")

    assert pressed["start"] == {"bot": BOT, "payload": "me_BA-1"}


async def test_a_press_in_a_group_is_the_pressers(phones: Phones) -> None:
    group = await phones.group()
    sent = await phones.send("待认领", chat=group, reply_markup=inline("认领"))

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(press(phones, sent, WEI, group, data="认领"))
        query = await query_of(phones)
        await phones.bot("answerCallbackQuery", TOKEN, callback_query_id=query["id"])

    assert (query["from"]["id"], query["message"]["chat"]["id"]) == (WEI, group)
