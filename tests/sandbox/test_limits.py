"""Sending rates and injected failures."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from sandbox.app import Options, Sandbox
from sandbox.errors import ApiError
from sandbox.limits import ALL_COUNT, GROUP_COUNT, PRIVATE_BURST, Limits
from tests.sandbox.phones import MEI, TOKEN, WEI, Phones, Refused


def refusals(limits: Limits, chat: int, is_private: bool, count: int) -> list[int]:
    waits = []
    for _ in range(count):
        try:
            limits.take(1, chat, is_private)
        except ApiError as error:
            assert error.parameters is not None
            waits.append(error.parameters["retry_after"])
    return waits


def test_a_private_chat_takes_a_burst_and_then_one_a_second() -> None:
    limits = Limits(enabled=True, speed=0.01)

    waits = refusals(limits, 5, True, PRIVATE_BURST + 1)

    assert waits == [100]


def test_a_group_takes_twenty_a_minute() -> None:
    limits = Limits(enabled=True, speed=0.1)

    waits = refusals(limits, -5, False, GROUP_COUNT + 1)

    assert waits == [595]


def test_over_all_chats_there_is_a_ceiling() -> None:
    limits = Limits(enabled=True, speed=0.001)

    waits = [wait for chat in range(ALL_COUNT + 1) for wait in refusals(limits, chat, True, 1)]

    assert waits == [1000]


def test_a_refused_message_does_not_count() -> None:
    limits = Limits(enabled=True, speed=0.01)

    waits = refusals(limits, 5, True, PRIVATE_BURST + 3)

    assert waits == [100, 100, 100]


def test_limits_that_are_off_refuse_nothing() -> None:
    assert refusals(Limits(enabled=False, speed=1), 5, True, 1000) == []


def test_quiet_chats_are_forgotten() -> None:
    limits = Limits(enabled=True, speed=1e6)

    refusals_of_many = [refusals(limits, chat, True, 1) for chat in range(3000)]

    assert (sum(map(len, refusals_of_many)), len(limits._private) < 3000) == (0, True)


@pytest.fixture
async def strict(session: aiohttp.ClientSession) -> AsyncIterator[Phones]:
    running = Sandbox(Options(port=0, speed=0.01))
    phones = Phones(await running.start(), session)
    await phones.settle()
    yield phones
    await session.close()
    await running.stop()


async def test_too_many_requests_tell_when_to_come_back(strict: Phones) -> None:
    for number in range(PRIVATE_BURST):
        await strict.send(str(number))

    with pytest.raises(Refused) as refused:
        await strict.send("太多")

    assert refused.value.answer == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 100",
        "parameters": {"retry_after": 100},
    }


async def test_edits_count_like_messages_and_another_chat_is_free(strict: Phones) -> None:
    sent = await strict.send("卡")
    where = {"chat_id": MEI, "message_id": sent["message_id"]}
    for number in range(PRIVATE_BURST - 1):
        await strict.bot("editMessageText", **where, text=str(number))

    code, _ = await strict.refusal("editMessageText", **where, text="太多")
    other = await strict.send("您好", chat=WEI)
    stats = await strict.get("/updates/stats")

    assert (code, other["chat"]["id"], stats["errors_429"], stats["sent"]) == (429, WEI, 1, PRIVATE_BURST + 1)


async def plan(phones: Phones, **fault: object) -> None:
    await phones.post("/faults", fault)


async def test_a_fault_before_leaves_no_message_and_then_is_over(phones: Phones) -> None:
    await plan(phones, method="sendMessage", status=502)

    refusal = await phones.refusal("sendMessage", chat_id=MEI, text="一")
    sent = await phones.send("二")

    texts = [m["text"] for m in await phones.history(MEI) if m["from"]["is_bot"]]
    assert (refusal, sent["text"], texts) == ((502, "Bad Gateway"), "二", ["二"])


async def test_a_fault_after_leaves_the_message_there(phones: Phones) -> None:
    await plan(phones, method="sendMessage", mode="after")

    refusal = await phones.refusal("sendMessage", chat_id=MEI, text="一")

    texts = [m["text"] for m in await phones.history(MEI) if m["from"]["is_bot"]]
    assert (refusal, texts) == ((500, "Internal Server Error"), ["一"])


@pytest.mark.parametrize(("mode", "texts"), [("drop", []), ("drop_after", ["一"])])
async def test_a_cut_connection_answers_nothing(phones: Phones, mode: str, texts: list[str]) -> None:
    await plan(phones, method="sendMessage", mode=mode)

    with pytest.raises(aiohttp.ClientError):
        await phones.send("一")

    assert [m["text"] for m in await phones.history(MEI) if m["from"]["is_bot"]] == texts


async def test_a_fault_can_ask_to_wait(phones: Phones) -> None:
    await plan(phones, retry_after=7, chat=str(MEI))

    other = await phones.send("您好", chat=WEI)
    with pytest.raises(Refused) as refused:
        await phones.send("您好")

    assert (other["chat"]["id"], refused.value.answer["parameters"]) == (WEI, {"retry_after": 7})


async def test_a_fault_can_answer_nonsense(phones: Phones) -> None:
    await plan(phones, status=502, body="<html>nginx</html>")

    async with phones.session.get(f"{phones.base}/bot{TOKEN}/getMe") as response:
        content = await response.text()

    assert (response.status, content) == (502, "<html>nginx</html>")


async def test_planned_faults_can_be_forgotten(phones: Phones) -> None:
    await plan(phones, count=100)

    await phones.ask("DELETE", "/faults")

    assert (await phones.bot("getMe"))["is_bot"] is True
