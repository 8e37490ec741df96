"""A warm parent of processes: it imports a program once, and each process of the program is forked from it.

What is hatched is a process like any other: its own number, memory and end, its module run as `__main__`. Only the
import, most of a short test's time, is not paid again. `python -m tests.nest SOCKET MODULE` is the parent.
"""

import contextlib
import gc
import importlib
import json
import os
import runpy
import selectors
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).parents[1]
LOOK_SECONDS = 0.01


# -- who asks ----------------------------------------------------------------------------------


class Hatched:
    """A process from a nest; offers what the tests use of `subprocess.Popen`."""

    def __init__(self, line: socket.socket, stdout: IO[str]) -> None:
        self.pid = int(line.recv(32))
        line.setblocking(False)
        self.stdout, self.returncode, self._line = stdout, None, line
        self.returncode: int | None

    def poll(self) -> int | None:
        """Return the exit code, None while it runs."""
        if self.returncode is None:
            with contextlib.suppress(BlockingIOError):
                self.returncode = int(self._line.recv(32))
                self._line.close()
        return self.returncode

    def wait(self, timeout: float = 400) -> int:
        """Wait for its end; returns the exit code, negative for a signal."""
        end = time.monotonic() + timeout
        while (code := self.poll()) is None:
            assert time.monotonic() < end, f"process {self.pid} does not end"
            time.sleep(LOOK_SECONDS)
        return code

    def kill(self) -> None:
        """Kill it."""
        self._signal(9)

    def terminate(self) -> None:
        """Ask it to end."""
        self._signal(15)

    def _signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)


class Nest:
    """Where processes of one program come from; starts with the first of them."""

    def __init__(self, module: str, *, is_measured: bool) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="huying-nest-")
        self._path = str(Path(self._folder.name) / "nest")
        self._module, self._parent = module, None
        self._parent: subprocess.Popen[bytes] | None
        self._env = {name: value for name, value in os.environ.items()
                     if is_measured or not name.startswith("COVERAGE_")}

    def hatch(self, arguments: list[str], env: Mapping[str, str], errors: Path) -> Hatched:
        """Run `python -m ARGUMENTS` in this folder, what it says through a pipe, its errors added to a file."""
        if self._parent is None:
            self._parent = self._start()
        line = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        line.connect(self._path)
        order = {"arguments": arguments, "env": dict(env), "folder": str(Path.cwd())}
        reads, writes = os.pipe()
        with errors.open("ab") as told:
            socket.send_fds(line, [json.dumps(order).encode() + b"\n"], [writes, told.fileno()])
        os.close(writes)
        return Hatched(line, os.fdopen(reads, encoding="utf-8"))

    def _start(self) -> "subprocess.Popen[bytes]":
        parent = subprocess.Popen([sys.executable, "-m", "tests.nest", self._path, self._module], cwd=ROOT,
                                  env=self._env, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"warm\n"
        return parent

    def close(self) -> None:
        """Let the parent end; whoever hatched has ended already."""
        if self._parent is not None:
            self._parent.communicate()
        self._folder.cleanup()


@contextmanager
def nest(module: str, *, is_measured: bool = True) -> Iterator[Nest]:
    """Keep a nest for processes of a module while the context lasts."""
    kept = Nest(module, is_measured=is_measured)
    try:
        yield kept
    finally:
        kept.close()


# -- the parent --------------------------------------------------------------------------------


def main(path: str, module: str) -> None:
    """Import a module and fork for everyone who calls, until standard input ends; children run what was asked."""
    importlib.import_module(module)
    gc.collect()
    gc.freeze()
    assert len(os.listdir("/proc/self/task")) == 1, "who forks must have no threads"  # noqa: PTH208
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
        listener.bind(path)
        listener.listen()
        print("warm", flush=True)
        order = _breed(listener)
    if order is not None:
        sys.modules.pop(module)  # it is `__main__` now
        runpy.run_module(order["arguments"][0], run_name="__main__", alter_sys=True)


def _breed(listener: socket.socket) -> dict[str, Any] | None:
    """Fork for each caller and tell how the child ended; returns its order in the child, None in the end."""
    callers: dict[int, tuple[int, socket.socket]] = {}
    with selectors.DefaultSelector() as looks:
        looks.register(listener, selectors.EVENT_READ)
        looks.register(0, selectors.EVENT_READ)
        while True:
            for ready in (key.fd for key, _ in looks.select()):
                if ready == 0:
                    return None
                if ready in callers:
                    looks.unregister(ready)
                    _bury(ready, *callers.pop(ready))
                    continue
                caller, _ = listener.accept()
                text, files, _, _ = socket.recv_fds(caller, 1 << 20, 2)
                if (pid := os.fork()) == 0:
                    _leave(caller, callers)
                    return _become(json.loads(text), files)
                for file in files:
                    os.close(file)
                callers[os.pidfd_open(pid)] = pid, caller
                looks.register(next(reversed(callers)), selectors.EVENT_READ)


def _bury(file: int, pid: int, caller: socket.socket) -> None:
    os.close(file)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    with contextlib.suppress(OSError), caller:
        caller.sendall(str(code).encode())


def _leave(caller: socket.socket, callers: dict[int, tuple[int, socket.socket]]) -> None:
    """Say who this child is, and let go of what belongs to the parent."""
    caller.sendall(str(os.getpid()).encode())
    caller.close()
    for file, (_, other) in callers.items():
        os.close(file)
        other.close()


def _become(order: dict[str, Any], files: list[int]) -> dict[str, Any]:
    os.setsid()
    files.insert(0, os.open(os.devnull, os.O_RDONLY))
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(order["env"])
    sys.argv = order["arguments"]
    return order


if __name__ == "__main__":
    main(*sys.argv[1:])
