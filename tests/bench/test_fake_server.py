"""The fake Bot API over real HTTP, with calls as both bots make them."""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from aiohttp import ClientSession
from telegram import Bot

from tests.bench.fake_server import FakeTelegram, read_params, serving
from tests.bench.peers import AIOGRAM, ECHO, STOCK, TOKEN, Peer
from tests.bench.processes import BenchFailed, Control, Process
from tests.bench.runs import server_command

PATIENCE = 20.0


class Line:
    """Calls of a bot and of who measures."""

    def __init__(self, session: ClientSession, address: str, fake: FakeTelegram) -> None:
        self._session, self.address, self.fake = session, address, fake

    async def bot(self, method: str, **params: Any) -> Any:
        async with self._session.post(f"{self.address}/bot{TOKEN}/{method}", json=params) as answer:
            return (await answer.json())["result"]

    async def control(self, name: str, **params: Any) -> Any:
        async with self._session.post(f"{self.address}/control/{name}", json=params) as answer:
            return await answer.json()

    async def status(self, path: str) -> int:
        async with self._session.post(self.address + path) as answer:
            return answer.status


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    async with serving("echo") as (address, fake), ClientSession() as session:
        yield Line(session, address, fake)


async def test_a_reply_brings_the_next_update(line: Line) -> None:
    await line.control("load", chats=1, pause=0.0)

    [first] = await line.bot("getUpdates", timeout=5)
    sent = await line.bot("sendMessage", chat_id=first["message"]["chat"]["id"], text=first["message"]["text"])
    [second] = await line.bot("getUpdates", offset=first["update_id"] + 1, timeout=5)

    assert sent["message_id"] == first["message"]["message_id"] + 1
    assert second["message"]["message_id"] == sent["message_id"] + 1


async def test_a_long_poll_ends_as_soon_as_something_is_written(line: Line) -> None:
    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as group:
        poll = group.create_task(line.bot("getUpdates", timeout=3600))
        while "getupdates" not in line.fake.crowd.tally.calls:  # noqa: ASYNC110 bounded above
            await asyncio.sleep(0)
        await line.control("load", chats=1, pause=0.0)

    assert len(poll.result()) == 1


async def test_an_idle_poll_ends_empty(line: Line) -> None:
    assert await line.bot("getUpdates", timeout=0.01) == []


async def test_what_nobody_sees_answers_no_update(line: Line) -> None:
    await line.control("load", chats=1, pause=0.0)
    [update] = await line.bot("getUpdates")

    await line.bot("sendChatAction", chat_id=update["message"]["chat"]["id"], action="typing")
    await line.bot("answerCallbackQuery", callback_query_id="1")

    tally = await line.control("tally")
    assert (tally["answered"], len(tally["open"])) == (0, 1)
    assert tally["calls"]["answercallbackquery"] == 1


async def test_ptb_reads_what_the_server_says(line: Line) -> None:
    await line.control("load", chats=1, pause=0.0)

    async with Bot(TOKEN, base_url=f"{line.address}/bot") as bot:
        [update] = await bot.get_updates()
        assert update.message is not None
        sent = await update.message.reply_text(update.message.text or "")

    assert (bot.username, sent.text) == ("bench_bot", update.message.text)
    assert (await line.control("tally"))["answered"] == 1


@pytest.mark.parametrize("path", ["/", "/other/getMe", "/control/unknown", f"/bot{TOKEN}/getMe/more"])
async def test_other_addresses_are_not_found(line: Line, path: str) -> None:
    assert await line.status(path) == 404


def test_a_form_means_the_same_as_json() -> None:
    markup = {"inline_keyboard": [[{"text": "提交", "callback_data": "x"}]]}
    form = urlencode({"chat_id": 7, "text": "a b&c", "reply_markup": json.dumps(markup)})

    params = read_params("application/x-www-form-urlencoded", form.encode())

    assert params == {"chat_id": "7", "text": "a b&c", "reply_markup": markup}


@pytest.mark.parametrize("peer", [ECHO, STOCK, AIOGRAM], ids=lambda peer: peer.name)
def test_a_peer_answers_in_a_process_of_its_own(peer: Peer, tmp_path: Path) -> None:
    with Process("server", server_command(peer, 1), tmp_path) as server:
        address = server.ready_line()
        control = Control(address)
        control.load(4, 0.0)
        command, env = peer.start(address, tmp_path, "")
        with Process("bot", command, tmp_path, env) as bot:
            answered, deadline = 0, time.monotonic() + PATIENCE
            while answered < 20 and time.monotonic() < deadline:
                bot.check()
                answered += control.tally()["answered"]
            cost = bot.cpu_seconds(), bot.peak_megabytes()

    assert answered >= 20, bot.tail()
    assert min(cost) > 0


def test_a_process_that_ends_early_says_why(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.bench.fake_server", "--talk", "no talk"]
    with Process("broken", command, tmp_path) as broken, \
            pytest.raises(BenchFailed, match=r"broken ended with 2(.|\n)*no talk"):
        broken.ready_line()
