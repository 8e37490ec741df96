"""Start the demo's two processes, wait until each is ready, end them cleanly."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from bot.nursery import Nursery

READY = b"ready "
START_SECONDS = 60
STOP_SECONDS = 10
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class DidNotStart(Exception):
    """A process of the demo ended before it was ready; its log says why."""


@dataclass(eq=False)
class Child:
    """A running process and the address it printed when it was ready."""

    process: asyncio.subprocess.Process
    address: str
    reader: "asyncio.Task[None]"

    async def stop(self) -> None:
        """Ask the process to end, and insist when it does not."""
        if self.process.returncode is None:
            self.process.terminate()
            try:
                await asyncio.wait_for(self.process.wait(), STOP_SECONDS)
            except TimeoutError:
                self.process.kill()
                await self.process.wait()
        with suppress(asyncio.CancelledError):
            await self.reader


def free_port(host: str, wanted: int) -> int:
    """Return the wanted port, or the next one nobody listens on."""
    for port in range(wanted, wanted + 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with suppress(OSError):
                probe.bind((host, port))
                return port
    raise DidNotStart(f"no free port between {wanted} and {wanted + 99}")


async def start(arguments: list[str], log: Path, env: Mapping[str, str], nursery: Nursery,
                keep: tuple[int, ...] = ()) -> Child:
    """Start `python -m ARGUMENTS` and wait for the line `ready http://...` on its output.

    Args:
        arguments: the module and what it is told.
        log: where its errors go.
        env: what it finds in its environment beside ours.
        nursery: who empties its output.
        keep: open files that it inherits.

    Raises:
        DidNotStart: it ended or kept silent instead; the message ends with its last lines.
    """
    with open_log(log) as errors:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", *arguments, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE,
            stderr=errors, env={**os.environ, **env}, start_new_session=True,
            pass_fds=keep,
        )
    address = None
    try:
        with suppress(TimeoutError):
            address = await asyncio.wait_for(_ready_line(process), START_SECONDS)
    finally:
        if address is None and process.returncode is None:
            process.kill()
    if address is None:
        raise DidNotStart(f"{arguments[0]} did not start; the end of {log}:\n{_tail(log)}")
    return Child(process, address, nursery.start(_keep_reading(process), arguments[0]))


async def _ready_line(process: asyncio.subprocess.Process) -> str | None:
    assert process.stdout is not None  # noqa: S101 it was asked for above
    while line := await process.stdout.readline():
        if line.startswith(READY):
            return line.removeprefix(READY).decode().strip()
    await process.wait()
    return None


async def _keep_reading(process: asyncio.subprocess.Process) -> None:
    """Empty the pipe, or the process would block on a full one."""
    assert process.stdout is not None  # noqa: S101 it was asked for above
    while await process.stdout.readline():
        pass


def open_log(log: Path) -> IO[bytes]:
    """Open a log to append to, with its folder."""
    log.parent.mkdir(parents=True, exist_ok=True)
    return log.open("ab")


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-15:])


async def first_to_end(children: list[Child], nursery: Nursery) -> Child:
    """Wait until a process ends by itself; returns it."""
    ends = {nursery.start(child.process.wait()): child for child in children}
    done, _ = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
    return ends[done.pop()]


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Let Ctrl-C, SIGTERM or a closed terminal end the block at any line, after its own cleaning up."""
    loop, task, got = asyncio.get_running_loop(), asyncio.current_task(), list[int]()

    def cancel_once(number: int) -> None:
        if not got and task is not None:  # a second Ctrl-C must not break off the cleaning up
            task.cancel()
        got.append(number)

    for number in SIGNALS:
        loop.add_signal_handler(number, cancel_once, number)
    try:
        yield
    except asyncio.CancelledError:
        if not got or task is None:
            raise
        task.uncancel()
    finally:
        for number in SIGNALS:
            loop.remove_signal_handler(number)
