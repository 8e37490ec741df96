"""A town that is first opened at night or on a holiday wakes up on the next working morning."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.sandbox_client import Sandbox
from models.quiet import QuietHours
from models.worktime import Calendar

PATIENCE_SECONDS = 120
LOOK_SECONDS = 0.1
NEAR = timedelta(seconds=1)


def is_lively(now: datetime) -> bool:
    """Tell whether cards and reminders go out at this moment: a working day, from 08:30 to 22:00."""
    quiet = QuietHours(Calendar(ZoneInfo("Asia/Shanghai")))
    local = now.astimezone(quiet.calendar.zone)
    return local.time() >= quiet.morning and quiet.may_go(now, "reminder")


async def wake_up(sandbox: Sandbox, walked: Callable[[], timedelta]) -> None:
    """Move a sleeping town's clock to the next working morning and wait until the bot is there.

    Args:
        sandbox: the local Telegram, which owns the clock.
        walked: how far ahead of real time the bot has come.
    """
    clock = await sandbox.get("/clock")
    if is_lively(datetime.fromisoformat(clock["now"])):
        return
    moved = await sandbox.post("/clock", to="next_working_morning")
    target = timedelta(seconds=moved["target_offset"]) - NEAR
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            if walked() >= target:
                return
            await asyncio.sleep(LOOK_SECONDS)
