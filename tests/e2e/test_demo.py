"""`huying demo` as real processes: one line, yesterday's town, the next free port, and a clean end at any moment."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.demo.home import Home
from bot.demo.morning import is_lively, wake_up
from bot.demo.town import BOT_ID, LI_MEI, NEIGHBOURS
from bot.sandbox_client import Sandbox
from bot.timing.clock import BusinessClock
from tests.e2e.conftest import Running, environment
from tests.e2e.test_run import call, until

START_SECONDS = 120
PROMPTLY = 25


class Demo:
    """A `huying demo` in a terminal of its own."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.home = Home(folder / "town")
        self.errors = folder / "demo.err"
        with self.errors.open("w") as errors:
            command = [sys.executable, "-m", "bot", "demo", "--home", str(self.home.path), *arguments]
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True,
                                            env=environment(folder), start_new_session=True)
        assert self.process.stdout is not None
        self.output = self.process.stdout

    def address(self) -> str:
        """Wait for the one line and return the address in it."""
        line = self.output.readline()
        assert line.startswith("呼应 Huying: http://127.0.0.1:"), self.errors.read_text()
        return line.split()[2]

    def children(self) -> set[int]:
        """Return the processes that it started so far."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return {int(number) for number in listed.split()}

    def interrupt(self, name: signal.Signals = signal.SIGINT) -> int:
        """Press Ctrl-C and return the exit code."""
        self.process.send_signal(name)
        return self.process.wait(PROMPTLY)

    def close(self) -> None:
        """Leave nothing behind, whatever the test found."""
        children = self.children() if self.process.poll() is None else set()
        self.process.kill()
        self.process.wait()
        self.output.close()
        for child in children:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)


Demos = Callable[..., Demo]


@pytest.fixture
def demos(tmp_path: Path) -> Iterator[Demos]:
    """Open demos that are closed with the test: `demos("--port", "0")`."""
    with ExitStack() as stack:
        def open_demo(*arguments: str) -> Demo:
            demo = Demo(tmp_path, *arguments)
            stack.callback(demo.close)
            return demo

        yield open_demo


def is_alive(process: int) -> bool:
    status = Path(f"/proc/{process}/stat")
    with suppress(FileNotFoundError, ProcessLookupError):
        return status.read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def titles(state: dict[str, Any]) -> set[str]:
    return {chat["title"] for chat in state["chats"] if chat["type"] == "supergroup"}


def test_a_town_from_first_to_second_evening(demos: Demos, free_port: int) -> None:
    first = demos("--port", str(free_port))
    address = first.address()
    state = call(address, "/state")
    children = first.children()
    call(address, f"/people/{LI_MEI.id}/messages", {"chat": BOT_ID, "text": "楼下的路灯坏了三天了"})
    until(lambda: any("楼下的路灯坏了三天了" in text for text in read(address)[-1:]), 60)
    code = first.interrupt()

    assert address == f"http://127.0.0.1:{free_port}"
    assert {person["first_name"]: person["role"] for person in state["people"]} == {
        each.name: each.role for each in NEIGHBOURS}
    assert [bot["first_name"] for bot in state["bots"]] == ["呼应"]
    assert titles(state) == {"固戍社区邻里群", "西乡第二选区代表群"}
    assert is_lively(datetime.fromisoformat(state["clock"]["now"]))
    assert (code, first.output.read(), first.errors.read_text()) == (0, "", "")
    assert len(children) == 2
    assert not any(map(is_alive, children))

    with socket.socket() as neighbour:
        neighbour.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        neighbour.bind(("127.0.0.1", free_port))
        neighbour.listen()
        second = demos("--port", str(free_port))
        next_address = second.address()

    assert next_address != address
    assert any("楼下的路灯坏了三天了" in text for text in read(next_address))
    assert second.interrupt(signal.SIGTERM) == 0


def read(address: str) -> list[str]:
    return [message.get("text", "") for message in call(address, f"/chats/{LI_MEI.id}?viewer={LI_MEI.id}")["messages"]]


def test_ctrl_c_before_the_page_is_there_leaves_nothing_behind(demos: Demos, free_port: int) -> None:
    demo = demos("--port", str(free_port))
    until(lambda: len(demo.children()) == 2, START_SECONDS)
    children = demo.children()

    code = demo.interrupt()

    assert (code, demo.output.read(), demo.errors.read_text()) == (0, "", "")
    assert not any(map(is_alive, children))
    assert not demo.home.is_seeded


def test_an_open_town_is_not_opened_twice(demos: Demos, tmp_path: Path) -> None:
    home = Home(tmp_path / "town")
    with home.held():
        home.show_at("http://127.0.0.1:8081")

        demo = demos()

        assert demo.process.wait(START_SECONDS) == 1
    assert demo.output.read() == ""
    assert demo.errors.read_text() == (
        "this town is open already: http://127.0.0.1:8081 (another one: --home FOLDER)\n")


def test_a_fresh_town_forgets_the_old_one_and_nothing_else(tmp_path: Path) -> None:
    home = Home(tmp_path)
    for name in ("huying.db", "huying.db-wal", "bot.log", "seeded", "telegram/journal", "media/photo", "letter.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()

    home.forget()

    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(("local", "expected"), [
    ("2026-11-20T08:29:59+08:00", False),
    ("2026-11-20T08:30:00+08:00", True),
    ("2026-11-20T21:59:59+08:00", True),
    ("2026-11-20T22:00:00+08:00", False),
    ("2026-11-22T12:00:00+08:00", False),
    ("2026-10-02T12:00:00+08:00", False),
    ("2026-10-10T12:00:00+08:00", True),
])
def test_a_town_sleeps_at_night_and_on_holidays(local: str, expected: bool) -> None:
    assert is_lively(datetime.fromisoformat(local)) is expected


async def test_who_comes_at_night_finds_the_next_working_morning(
    starts: Callable[..., Running], tmp_path: Path
) -> None:
    home = Home(tmp_path)
    home.write_calendar(BusinessClock().now().date())
    local = starts("sandbox", "--port", "0", "--calendar", str(home.calendar))
    async with ClientSession() as http:
        sandbox = Sandbox(local.address, http)
        await sandbox.post("/clock", to=friday_evening())

        await wake_up(sandbox, lambda: timedelta(days=36500))

        clock = await sandbox.get("/clock")
    assert datetime.fromisoformat(clock["now"]).strftime("%H:%M") == "09:00"
    assert is_lively(datetime.fromisoformat(clock["now"]))


async def test_the_seed_waits_until_the_bot_has_walked_there(starts: Callable[..., Running]) -> None:
    local = starts("sandbox", "--port", "0")
    ahead = [timedelta(days=36500), timedelta(hours=1), timedelta(0)]
    async with ClientSession() as http:
        sandbox = Sandbox(local.address, http)
        await sandbox.post("/clock", to=friday_evening())

        await wake_up(sandbox, ahead.pop)

    assert ahead == []


def friday_evening() -> str:
    """Return 23:00 local of the Friday after next, so that it lies ahead."""
    today = BusinessClock().now().date()
    friday = today + timedelta(days=(4 - today.weekday()) % 7 + 7)
    return f"{friday.isoformat()}T23:00:00+08:00"
