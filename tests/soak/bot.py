"""`huying run` with a thread beside it that counts what lives in the process, into a file."""

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
    return {"blocks": sys.getallocatedblocks(), "objects": len(objects), "types": dict(types.most_common(TYPES))}


def _keep_counting(file: Path) -> None:
    beside = file.with_suffix(".new")
    while True:
        beside.write_bytes(orjson.dumps(count()))
        beside.replace(file)
        time.sleep(SECONDS)


if __name__ == "__main__":
    threading.Thread(target=_keep_counting, args=[Path(os.environ["SOAK_COUNTS"])], daemon=True).start()
    main()
