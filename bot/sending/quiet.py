"""Those who wait until nothing is left to send."""

import asyncio


class Waiters:
    """Futures of callers, settled together."""

    def __init__(self) -> None:
        self._waiting: list[asyncio.Future[None]] = []

    def new(self) -> "asyncio.Future[None]":
        """Return what a caller waits for."""
        self._waiting.append(asyncio.get_running_loop().create_future())
        return self._waiting[-1]

    def now(self) -> list["asyncio.Future[None]"]:
        """Return those who wait now; who comes later waits for a later step."""
        return list(self._waiting)

    def settle(self, waiting: list["asyncio.Future[None]"]) -> None:
        """Let some go on."""
        self._waiting = [each for each in self._waiting if each not in waiting]
        for each in waiting:
            if not each.done():
                each.set_result(None)
