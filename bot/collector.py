"""Python's garbage collector, told what this process is like: a big house that stays, and small talk that goes."""

import gc

THRESHOLDS = (50_000, 20, 50)
"""Young objects before a collection, and collections before the older generations' turn."""


def settle_house() -> None:
    """Leave what is built by now out of every later collection, and collect in larger portions.

    Python's defaults look through the whole house again and again for the little that updates leave in cycles,
    which cost about a fifth of the processor time (docs/performance.md).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
