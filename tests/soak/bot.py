"""`huying run` with a thread beside it that counts what lives in the process, into a file."""

import ctypes
import gc
import os
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import orjson

from bot.__main__ import main

SECONDS = 15.0
TYPES = 60


def count() -> dict[str, object]:
    """Return how many of Python's blocks and objects live now, and of which types; what was frozen is left out."""
    objects = gc.get_objects()
    types = Counter(f"{type(each).__module__}.{type(each).__qualname__}" for each in objects)
    return {"blocks": sys.getallocatedblocks(), "objects": len(objects), "types": dict(types.most_common(TYPES)),
            "sqlite": sqlite_bytes(), "holes": hole_bytes()}


def sqlite_bytes() -> int:
    """Return what SQLite holds in the process: its caches of pages above all, each bounded by `PRAGMA cache_size`."""
    loaded = (line.split()[-1] for line in Path("/proc/self/maps").read_text().splitlines() if "libsqlite3" in line)
    library = next(loaded, None)
    if library is None:
        return 0
    used = ctypes.CDLL(library).sqlite3_memory_used
    used.restype = ctypes.c_int64
    return int(used())


def hole_bytes() -> int:
    """Return what glibc keeps between the blocks in use: given back to it, but not by it to the system."""
    told = getattr(ctypes.CDLL(None), "mallinfo2", None)
    if told is None:
        return 0
    told.restype = _Mallinfo
    return int(told().fordblks)


class _Mallinfo(ctypes.Structure):
    """``struct mallinfo2`` of malloc.h."""

    _fields_ = [(name, ctypes.c_size_t) for name in (
        "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")]


def _keep_counting(file: Path) -> None:
    beside = file.with_suffix(".new")
    while True:
        beside.write_bytes(orjson.dumps(count()))
        beside.replace(file)
        time.sleep(SECONDS)


if __name__ == "__main__":
    threading.Thread(target=_keep_counting, args=[Path(os.environ["SOAK_COUNTS"])], daemon=True).start()
    main()
