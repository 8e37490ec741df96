"""The processes of a run: the fake server, the bot under measure, and what they cost."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from urllib.request import Request, urlopen

import orjson
import psutil  # type: ignore[import-untyped]

ROOT = Path(__file__).parents[2]
START_SECONDS = 60.0
STOP_SECONDS = 20.0
LOOK_SECONDS = 0.05
MEGABYTE = 1024 * 1024


class BenchFailed(Exception):
    """A process ended, kept silent or left updates without a reply; the message says which and why."""


@dataclass
class Process:
    """A command in a folder of its own, its output in a log there.

    Nothing of our own settings leaks in from the environment or an .env file.
    """

    name: str
    command: list[str]
    folder: Path
    env: Mapping[str, str] = field(default_factory=dict)

    def __enter__(self) -> Self:
        """Start it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.log = self.folder / f"{self.name}.log"
        outside = {name: value for name, value in os.environ.items() if not name.startswith("HUYING_")}
        with self.log.open("wb") as output:
            self._child = subprocess.Popen(
                self.command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=output,
                stderr=subprocess.STDOUT, env={**outside, "PYTHONPATH": str(ROOT), **self.env},
            )
        self._meter = psutil.Process(self._child.pid)
        return self

    def __exit__(self, *_: object) -> None:
        """Ask it to end, and insist when it does not."""
        self._child.terminate()
        try:
            self._child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()

    def check(self) -> None:
        """Refuse to go on without it.

        Raises:
            BenchFailed: it ended by itself.
        """
        if (code := self._child.poll()) is not None:
            raise BenchFailed(f"{self.name} ended with {code}; the end of its log:\n{self.tail()}")

    def ready_line(self) -> str:
        """Wait for the line `ready ADDRESS` and return the address.

        Raises:
            BenchFailed: it ended or kept silent instead.
        """
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            for line in self.log.read_text(errors="replace").splitlines():
                if line.startswith("ready "):
                    return line.removeprefix("ready ").strip()
            self.check()
            time.sleep(LOOK_SECONDS)
        raise BenchFailed(f"{self.name} was not ready after {START_SECONDS:.0f} s:\n{self.tail()}")

    def tail(self) -> str:
        """Return the last lines of its log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-20:])

    def cpu_seconds(self) -> float:
        """Return the processor time it has used, all threads together."""
        times = self._meter.cpu_times()
        return float(times.user + times.system)

    def megabytes(self) -> float:
        """Return the memory it has now."""
        return float(self._meter.memory_info().rss / MEGABYTE)

    def peak_megabytes(self) -> float:
        """Return the most memory it ever had; what it has now where the system keeps no peak."""
        status = Path(f"/proc/{self._child.pid}/status")
        if not status.exists():
            return self.megabytes()
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024


@dataclass(frozen=True)
class Bots:
    """The processes of one bot."""

    processes: Sequence[Process]

    def check(self) -> None:
        """Refuse to go on without one of them.

        Raises:
            BenchFailed: one ended by itself.
        """
        for process in self.processes:
            process.check()

    def tail(self) -> str:
        """Return the last lines of their logs."""
        return "\n".join(process.tail() for process in self.processes)

    def cpu_seconds(self) -> float:
        """Return the processor time all have used."""
        return sum(process.cpu_seconds() for process in self.processes)

    def peak_megabytes(self) -> float:
        """Return the most memory each ever had, together."""
        return sum(process.peak_megabytes() for process in self.processes)


@dataclass(frozen=True)
class Control:
    """Tells the fake server what its crowd shall do, and asks what happened."""

    address: str

    def load(self, chats: int, pause: float) -> None:
        """Let so many chats talk, each thinking so many seconds on average."""
        self._post("load", {"chats": chats, "pause": pause})

    def tally(self) -> dict[str, Any]:
        """Return what happened since the last time."""
        tally: dict[str, Any] = self._post("tally", {})
        return tally

    def _post(self, name: str, params: dict[str, Any]) -> Any:
        request = Request(f"{self.address}/control/{name}", orjson.dumps(params), {"Content-Type": "application/json"})
        with urlopen(request, timeout=START_SECONDS) as answer:
            return orjson.loads(answer.read())
