"""Memory, told what this process is like: a big house that stays, and small talk that goes."""

import ctypes
import gc

THRESHOLDS = (50_000, 20, 50)
"""Young objects before a collection, and collections before the older generations' turn."""
ONE_ARENA = {-8: 1, -3: 128 << 10, -1: 64 << 20}
"""Of mallopt(3): M_ARENA_MAX, M_MMAP_THRESHOLD and M_TRIM_THRESHOLD, the latter two in bytes."""


def settle_allocator() -> None:
    """Keep the holes in glibc's memory few; another C library is left as it is. Call it before threads start.

    By default each thread has an arena with holes of its own, and one big block that was given back lets all up to
    its size be cut from among the small ones (docs/scale-measured.md).
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        for option, value in ONE_ARENA.items():
            mallopt(option, value)


def settle_house() -> None:
    """Leave what is built by now out of every later collection, and collect in larger portions.

    Python's defaults look through the whole house again and again for the little that updates leave in cycles,
    which cost about a fifth of the processor time (docs/performance.md).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
