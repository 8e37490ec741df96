"""Waiting for what other processes do."""

import asyncio
from collections.abc import Callable

LOOK_SECONDS = 0.02


async def until(done: Callable[[], object], seconds: float, what: str = "it did not become true") -> None:
    """Look again and again until something is true.

    Raises:
        TimeoutError: ``what``, for all the seconds.
    """
    try:
        async with asyncio.timeout(seconds):
            while not done():  # noqa: ASYNC110 the bot is another process
                await asyncio.sleep(LOOK_SECONDS)
    except TimeoutError:
        raise TimeoutError(f"{what} within {seconds:g} s") from None
