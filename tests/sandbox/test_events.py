"""The stream of events: everything is told, in order, and a reader can resume."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from sandbox.events import KEEP, QUEUE, Events
from tests.sandbox.phones import BOT, MEI, WEI, Phones, inline


class Stream:
    """A reader of /events."""

    def __init__(self, response: Any) -> None:
        self._response = response
        self.last_id = ""

    async def take(self, count: int) -> list[dict[str, Any]]:
        """Read a number of events."""
        events = []
        while len(events) < count:
            line = (await self._response.content.readline()).decode().strip()
            if line.startswith("id: "):
                self.last_id = line[4:]
            if line.startswith("data: "):
                events.append(json.loads(line[6:]))
        return events


@pytest.fixture
async def stream(phones: Phones) -> AsyncIterator[Stream]:
    async with phones.session.get(f"{phones.base}/events") as response:
        yield Stream(response)


async def test_messages_edits_and_deletions_are_told(phones: Phones, stream: Stream) -> None:
    sent = await phones.send("<b>一</b>", parse_mode="HTML")
    where = {"chat_id": MEI, "message_id": sent["message_id"]}
    await phones.bot("editMessageText", **where, text="二")
    await phones.bot("deleteMessage", **where)

    events = await stream.take(3)

    assert [event["type"] for event in events] == ["message", "edit", "delete"]
    told = events[0]["chat"], events[0]["private_of"], events[0]["bot"], events[2]["message_ids"]
    assert told == (MEI, MEI, BOT, [sent["message_id"]])


async def test_keyboards_typing_and_reactions_are_told(phones: Phones, stream: Stream) -> None:
    sent = await phones.send("菜单", reply_markup={"keyboard": [["随手拍"]]})
    await phones.bot("sendChatAction", chat_id=MEI, action="typing")
    await phones.post(f"/people/{MEI}/reactions", {"chat": BOT, "message_id": sent["message_id"], "emoji": "👍"})

    events = await stream.take(4)

    assert [event["type"] for event in events] == ["message", "keyboard", "typing", "reaction"]
    told = events[1]["viewer"], events[1]["reply_keyboard"]["keyboard"], events[2]["action"]
    assert told == (MEI, [[{"text": "随手拍"}]], "typing")


async def test_the_answer_to_a_press_is_told(phones: Phones, stream: Stream) -> None:
    sent = await phones.send(reply_markup=inline("好"))
    pressing = phones.session.post(
        f"{phones.base}/people/{MEI}/presses", json={"chat": BOT, "message_id": sent["message_id"], "data": "好"}
    )
    query = None

    async def answer() -> None:
        nonlocal query
        query = (await phones.updates(timeout=10))[0]["callback_query"]
        await phones.bot("answerCallbackQuery", callback_query_id=query["id"], text="收到")

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(answer())
        async with pressing as response:
            await response.read()

    event = (await stream.take(2))[1]
    assert (event["type"], event["person"], event["answer"]["text"]) == ("callback", MEI, "收到")


async def test_people_members_bots_and_the_clock_are_told(phones: Phones, stream: Stream) -> None:
    group = await phones.group()
    await stream.take(4)

    await phones.post(f"/chats/{group}/members", {"person": WEI, "status": "left"})
    await phones.post(f"/people/{MEI}/block", {"bot": BOT, "blocked": True})
    await phones.bot("setMyName", name="新名")
    await phones.post("/clock", {"advance": 60})

    events = await stream.take(5)
    assert [event["type"] for event in events] == ["message", "member", "person", "bot", "clock"]
    told = events[1]["status"], events[2]["person"]["blocked"], events[3]["bot"]["first_name"]
    assert told == ("left", [BOT], "新名")


async def test_a_reader_resumes_where_it_was(phones: Phones) -> None:
    before = (await phones.get("/state"))["last_event"]
    for number in range(3):
        await phones.send(str(number))

    async with phones.session.get(f"{phones.base}/events", headers={"Last-Event-ID": str(before + 1)}) as response:
        events = await Stream(response).take(2)

    assert [event["message"]["text"] for event in events] == ["1", "2"]


async def test_a_reader_that_was_away_too_long_is_told_to_start_anew(phones: Phones) -> None:
    async with phones.session.get(f"{phones.base}/events?after=1") as response:
        events = await Stream(response).take(1)

    assert events == [{"type": "reset"}]


async def test_a_reader_that_is_too_slow_is_given_up() -> None:
    events = Events(first=1)
    listener = events.listen(None)

    for number in range(QUEUE + 1):
        events.emit("message", lambda number=number: {"number": number})

    assert (listener.is_lost, len(await listener.take(1))) == (True, QUEUE)


async def test_only_the_newest_events_are_kept() -> None:
    events = Events(first=1)
    for _ in range(KEEP + 10):
        events.emit("message", dict)

    listener = events.listen(after=5)

    assert [event.kind for event in await listener.take(1)] == ["reset"]
