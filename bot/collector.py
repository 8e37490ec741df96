"""Python's garbage collector, told what this process is like: a big house that stays, and small talk that goes."""

import gc

THRESHOLDS = (50_000, 20, 50)
"""Young objects before a collection, and collections before the older generations' turn."""


def settle_house() -> None:
    """Leave what is built by now out of every later collection, and collect in larger portions.

    An update leaves no more than a few objects in cycles; Python's defaults look through the house at every third
    update for them, which cost a fifth of its processor time (docs/performance.md).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
