"""What a process is told about its memory holds."""

import ctypes
import subprocess
import sys
from types import SimpleNamespace

import pytest

from bot.collector import settle_allocator

BUSY = """
import ctypes, threading
from bot.collector import settle_allocator
if {settles}:
    settle_allocator()
threads = [threading.Thread(target=lambda: [bytes(1000) for _ in range(100)]) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
ctypes.CDLL(None).malloc_stats()
"""


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_stats"), reason="not glibc")
@pytest.mark.parametrize(("settles", "is_alone"), [(True, True), (False, False)])
def test_all_threads_share_one_arena(settles: bool, is_alone: bool) -> None:
    told = subprocess.run([sys.executable, "-c", BUSY.format(settles=settles)], capture_output=True, text=True,
                          check=True).stderr

    assert "Arena 0:" in told
    assert ("Arena 1:" not in told) == is_alone


def test_a_library_that_knows_no_arenas_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _: SimpleNamespace())

    settle_allocator()
