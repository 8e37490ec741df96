"""Real processes: the sandbox and `huying run`, met over HTTP and signals only."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.nest import Nest

TOKEN = "7000000001:" + "t" * 35
Huying = Callable[..., "subprocess.CompletedProcess[str]"]


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Return an environment with our own variables only."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HUYING_")}
    ours = {
        "HUYING_BOT_TOKEN": TOKEN, "HUYING_DATABASE_URL": f"sqlite:///{folder}/huying.db", "HUYING_HTTP_PORT": "0",
        "HUYING_MEDIA": str(folder / "media"), "HUYING_BOT_API_URL": "http://127.0.0.1:9",
    }
    return {**clean, **ours, **{f"HUYING_{name}": value for name, value in more.items()}}


class Running:
    """A process that printed the line which says it is ready."""

    def __init__(self, arguments: list[str], folder: Path, env: dict[str, str], home: Nest) -> None:
        log = folder / f"{arguments[0]}.log"
        self.process = home.hatch(arguments, env, log)
        first = self.process.stdout.readline()
        assert first.startswith("ready http://"), log.read_text()
        self.address = first.removeprefix("ready ").strip()

    def end(self, *, hard: bool = False) -> int:
        """Ask it to end, or kill it; returns its exit code."""
        (self.process.kill if hard else self.process.terminate)()
        code = self.process.wait(timeout=20)
        self.process.stdout.close()
        return code


@pytest.fixture
def huying(tmp_path: Path, nests: dict[str, Nest]) -> Huying:
    """Run a command of ours to its end: `huying("migrate", HTTP_PORT="1")`."""

    def run(*arguments: str, is_measured: bool = True, **variables: str) -> "subprocess.CompletedProcess[str]":
        env = environment(tmp_path, **variables)
        if not is_measured:  # coverage halves the speed of long runs
            env = {name: value for name, value in env.items() if not name.startswith("COVERAGE_")}
            return subprocess.run([sys.executable, "-m", "bot", *arguments], capture_output=True, text=True,
                                  timeout=400, check=False, env=env)
        log = tmp_path / "huying.err"
        log.write_bytes(b"")
        process = nests["bot"].hatch(["bot", *arguments], env, log)
        with process.stdout as told:
            output = told.read()
        return subprocess.CompletedProcess(arguments, process.wait(), output, log.read_text())

    return run


@pytest.fixture
def starts(tmp_path: Path, nests: dict[str, Nest]) -> Iterator[Callable[..., Running]]:
    """Start processes that are ended with the test: `starts("sandbox", "--port", "0")`."""
    with ExitStack() as stack:
        def start(*arguments: str, **variables: str) -> Running:
            running = Running(list(arguments), tmp_path, environment(tmp_path, **variables), nests[arguments[0]])
            stack.callback(lambda: running.process.poll() is None and running.end(hard=True))
            return running

        yield start


@pytest.fixture
def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
