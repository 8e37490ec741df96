"""Background tasks are held, their failures told, and all of them end."""

import asyncio

from structlog.testing import capture_logs

from bot.nursery import Nursery


async def test_a_failing_task_is_told() -> None:
    nursery = Nursery()

    async def fail() -> None:
        raise ValueError("lost")

    with capture_logs() as logs:
        nursery.start(fail(), "the failing one")
        await nursery.idle()
        await asyncio.sleep(0)

    assert [(entry["event"], entry["task"]) for entry in logs] == [("task_failed", "the failing one")]


async def test_repeated_work_goes_on_after_a_failure() -> None:
    nursery, rounds, enough = Nursery(), [], asyncio.Event()

    async def work() -> None:
        rounds.append(1)
        if len(rounds) == 1:
            raise ValueError("once")
        enough.set()

    with capture_logs() as logs:
        nursery.repeat(work, 0, "work")
        async with asyncio.timeout(5):
            await enough.wait()
        await nursery.close()

    assert [entry["event"] for entry in logs] == ["repeated_work_failed"]


async def test_idle_does_not_wait_for_what_never_ends() -> None:
    nursery = Nursery()

    async def work() -> None:
        return

    nursery.repeat(work, 3600, "work")
    async with asyncio.timeout(5):
        await nursery.idle()
    await nursery.close()


async def test_closing_ends_what_still_runs() -> None:
    nursery = Nursery()
    task = nursery.start(asyncio.sleep(3600))

    await nursery.close()

    assert task.cancelled()
