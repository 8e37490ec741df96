"""What outlives the process: restarts, kills, clean ends, wrong options."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from sandbox.__main__ import guarded, parse
from sandbox.app import Options, Sandbox
from sandbox.history import History
from sandbox.model import Message
from tests.sandbox.phones import BOT, MEI, TOKEN, WEI, Phones, inline, until
from tests.sandbox.uploads import show

Start = Callable[..., Awaitable[tuple[Process, Phones]]]


@pytest.fixture
async def start(session: aiohttp.ClientSession) -> AsyncIterator[Start]:
    """Start sandboxes as processes of their own; kill what is left of them."""
    running: list[Process] = []

    async def run(*options: str) -> tuple[Process, Phones]:
        command = (sys.executable, "-m", "sandbox", "--port", "0", "--limits", "off", *options)
        process = await asyncio.create_subprocess_exec(*command, stdout=PIPE)
        running.append(process)
        assert process.stdout is not None
        line = (await process.stdout.readline()).decode()
        return process, Phones(line.removeprefix("ready ").strip(), session)

    yield run
    for process in running:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def everything(phones: Phones, group: int) -> dict[str, Any]:
    """Return all that a restart must find."""
    return {
        "state": {k: v for k, v in (await phones.get("/state")).items() if k not in ("clock", "last_event")},
        "private": await phones.get(f"/chats/{MEI}?viewer={MEI}"),
        "group": await phones.get(f"/chats/{group}?viewer={WEI}"),
        "pending": await phones.bot("getUpdates"),
        "commands": await phones.bot("getMyCommands"),
    }


async def live(phones: Phones, picture: bytes) -> int:
    """Let a lot happen; return the group's number."""
    await phones.settle()
    group = await phones.group(forum=True)
    await phones.post(f"/chats/{group}/topics", {"name": "路灯"})
    sent = await phones.send("菜单", reply_markup={"keyboard": [["随手拍"]]})
    card = await phones.send("卡片", chat=group, reply_markup=inline("认领"))
    await phones.bot("editMessageText", chat_id=group, message_id=card["message_id"], text="新卡片")
    await phones.bot("pinChatMessage", chat_id=MEI, message_id=sent["message_id"])
    await phones.bot("setMyCommands", commands=[{"command": "start", "description": "开始"}])
    poll = await phones.bot("sendPoll", chat_id=MEI, question="满意吗", options=["好", "不好"])
    await phones.post(f"/people/{MEI}/votes", {"poll_id": poll["poll"]["id"], "options": [0]})
    await phones.post(f"/people/{MEI}/reactions", {"chat": BOT, "message_id": sent["message_id"], "emoji": "👍"})
    await phones.post(f"/people/{WEI}/block", {"bot": BOT, "blocked": True})
    await show(phones, [("photo", picture)], caption="最后")
    return group


async def test_a_restart_finds_everything(start: Start, state: Path, picture: Callable[..., bytes]) -> None:
    process, phones = await start("--state", str(state))
    group = await live(phones, picture())
    before = await everything(phones, group)
    process.terminate()
    await process.wait()

    _, again = await start("--state", str(state))

    assert await everything(again, group) == before


async def test_files_and_numbers_go_on_after_a_restart(
    start: Start, state: Path, picture: Callable[..., bytes]
) -> None:
    process, phones = await start("--state", str(state))
    await phones.settle()
    said = (await show(phones, [("photo", picture())]))[0]
    last_update = (await phones.bot("getUpdates"))[-1]["update_id"]
    process.terminate()
    await process.wait()

    _, again = await start("--state", str(state))
    next_said = await again.say(MEI, "接着说")
    found = await again.bot("getFile", file_id=said["photo"][-1]["file_id"])
    async with again.session.get(f"{again.base}/file/bot{TOKEN}/{found['file_path']}") as response:
        content = await response.read()

    numbers = next_said["message_id"], [u["update_id"] for u in await again.bot("getUpdates")]
    assert numbers == (said["message_id"] + 1, [last_update, last_update + 1])
    assert len(content) == found["file_size"]


async def test_a_kill_loses_nothing_that_was_written_down(start: Start, state: Path) -> None:
    process, phones = await start("--state", str(state))
    await phones.settle()
    await phones.say(MEI, "别丢了我")

    async def is_written() -> bool:
        return "别丢了我" in (state / "journal.jsonl").read_text(encoding="utf-8")

    await until(is_written)
    process.kill()
    await process.wait()

    _, again = await start("--state", str(state))

    assert [update["message"]["text"] for update in await again.bot("getUpdates")] == ["别丢了我"]


async def test_a_line_that_was_cut_off_by_a_kill_is_left_out(start: Start, state: Path) -> None:
    process, phones = await start("--state", str(state))
    await phones.settle()
    process.terminate()
    await process.wait()
    journal = state / "journal.jsonl"
    journal.write_bytes(journal.read_bytes() + b'[["person","9')

    _, again = await start("--state", str(state))
    await again.say(MEI, "还在")

    assert len((await again.get("/state"))["people"]) == 3


async def test_a_webhook_goes_on_after_a_restart(state: Path, session: aiohttp.ClientSession) -> None:
    first = Sandbox(Options(port=0, limits=False, state=state))
    phones = Phones(await first.start(), session)
    await phones.settle()
    await phones.bot("setWebhook", url="http://127.0.0.1:9/hook", secret_token="s")
    await first.stop()

    second = Sandbox(Options(port=0, limits=False, state=state))
    again = Phones(await second.start(), session)
    info = await again.bot("getWebhookInfo")
    await session.close()
    await second.stop()

    assert info["url"] == "http://127.0.0.1:9/hook"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_ends_cleanly_beside_open_streams_and_long_polls(start: Start, number: signal.Signals) -> None:
    process, phones = await start()
    await phones.settle()
    async with asyncio.TaskGroup() as tasks, phones.session.get(f"{phones.base}/events") as stream:
        poll = tasks.create_task(_poll_to_the_end(phones))
        await phones.until_polled()

        process.send_signal(number)

        async with asyncio.timeout(5):
            code = await process.wait()
        await stream.read()

    assert (code, poll.done()) == (0, True)


async def _poll_to_the_end(phones: Phones) -> None:
    try:
        async with phones.session.get(f"{phones.base}/bot{TOKEN}/getUpdates?timeout=50") as response:
            await response.read()
    except aiohttp.ClientError:
        pass


@pytest.mark.parametrize(
    ("options", "error"),
    [
        (["--bot", "1:x:bot"], "the sandbox cannot run: A token is digits, a colon and 35 letters"),
        (["--calendar", "missing.csv"], "the sandbox cannot run: "),
        (["--speed", "0"], "must be more than 0"),
        (["--bot", "nonsense"], "must look like TOKEN:USERNAME"),
    ],
)
async def test_wrong_options_end_with_a_sentence_and_status_2(options: list[str], error: str) -> None:
    command = (sys.executable, "-m", "sandbox", "--port", "0", *options)

    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=PIPE)
    _, told = await process.communicate()

    assert (process.returncode, error in told.decode()) == (2, True)


async def test_a_bot_may_be_given_at_start(start: Start) -> None:
    _, phones = await start("--bot", f"{TOKEN}:huying_bot")

    assert (await phones.bot("getMe"))["username"] == "huying_bot"


def test_options_have_sensible_defaults() -> None:
    assert parse([]) == Options()


def test_a_long_history_forgets_its_beginning() -> None:
    history = History(keep=3)

    dropped = [history.put(Message({"message_id": number}, sender=1)) for number in range(1, 6)]

    assert (dropped, [message.id for message in history]) == ([0, 0, 0, 1, 2], [3, 4, 5])


async def test_a_signal_ends_a_run_that_said_it_was_ready(capsys: pytest.CaptureFixture[str]) -> None:
    said: list[str] = []

    async def is_ready() -> bool:
        said.append(capsys.readouterr().out)
        return "ready http://127.0.0.1:" in "".join(said)

    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(guarded(Options(port=0)))
        await until(is_ready)
        os.kill(os.getpid(), signal.SIGTERM)

    assert running.result() == 0


async def test_what_cannot_run_says_why(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status = await guarded(Options(port=0, calendar=tmp_path / "missing.csv"))

    told = capsys.readouterr().err.startswith("the sandbox cannot run: ")
    assert (status, told) == (2, True)


def test_a_bot_and_a_speed_are_read_from_the_command_line() -> None:
    options = parse(["--bot", f"{TOKEN}:huying_bot", "--speed", "60", "--limits", "off"])

    assert options == Options(bots=((TOKEN, "huying_bot"),), speed=60, limits=False)


@pytest.mark.parametrize("options", [["--bot", "nonsense"], ["--speed", "0"], ["--speed", "fast"]])
def test_a_wrong_command_line_is_refused(options: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(options)

    assert ended.value.code == 2
