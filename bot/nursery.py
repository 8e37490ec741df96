"""The owner of every background task: a task nobody holds can be lost, and its error with it."""

import asyncio
import contextlib
import weakref
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import structlog

log = structlog.get_logger(__name__)


class Nursery:
    """Starts tasks, keeps them, tells when one fails and ends them all."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()
        self._endless: weakref.WeakSet[asyncio.Task[Any]] = weakref.WeakSet()

    def start(self, work: Coroutine[Any, Any, Any], name: str | None = None) -> "asyncio.Task[Any]":
        """Run a coroutine in the background until it ends or the nursery closes."""
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def repeat(self, work: Callable[[], Awaitable[Any]], seconds: float, name: str) -> "asyncio.Task[Any]":
        """Run something again and again with a pause between; one failure does not end it."""
        task = self.start(self._repeat(work, seconds, name), name)
        self._endless.add(task)
        return task

    async def idle(self) -> None:
        """Wait until every task ended that does not run for ever."""
        while passing := {task for task in self._tasks if task not in self._endless and not task.done()}:
            await asyncio.wait(passing)

    async def close(self) -> None:
        """Cancel what still runs and wait until it ended."""
        tasks = [task for task in self._tasks if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    @staticmethod
    async def _repeat(work: Callable[[], Awaitable[Any]], seconds: float, name: str) -> None:
        while True:
            try:
                await work()
            except Exception:
                log.exception("repeated_work_failed", work=name)
            await asyncio.sleep(seconds)

    def _ended(self, task: "asyncio.Task[Any]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("task_failed", task=task.get_name(), exc_info=error)


async def go_round(stop: asyncio.Event, turn: Callable[[], Awaitable[Any]], seconds: float, name: str) -> None:
    """Take turns with a pause between until told to stop; a begun turn is finished, a failed one ends nothing."""
    while not stop.is_set():
        try:
            await turn()
        except Exception:
            log.exception("turn_failed", work=name)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), seconds)
