"""`python -m tests.crash.bot run`: the real `huying`, its boundaries wrapped so that it dies at a named point.

The order to die, or to stand still, lies in a file (CRASH_ORDER: ``{"point": ..., "after": n, "signal": number}``) and
is taken away when it is obeyed, so that the next start lives. How far the wall clock is off lies in another
(CRASH_CLOCK). Waits that would make a run take minutes are shortened where CRASH_TERMS is given, all in proportion.
"""

import contextlib
import functools
import json
import os
import uuid
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bot.__main__ import main
from bot.receiving import dispatch, inbox, lanes, polling
from bot.sending import leases, postman, sender, turns
from bot.sending.outcomes import Fate
from bot.storage import databases, lead, writer
from bot.timing import clock, ticker
from bot.wire import transport
from models import transaction

ORDER = Path(os.environ["CRASH_ORDER"])
CLOCK = Path(os.environ["CRASH_CLOCK"])

Async = Callable[..., Awaitable[Any]]


def reach(point: str) -> None:
    """Die here and now, or stand still, if that is the order."""
    if not ORDER.exists():
        return
    with contextlib.suppress(OSError, json.JSONDecodeError):
        order = json.loads(ORDER.read_text())
        if order["point"] != point:
            return
        if order["after"] > 1:
            ORDER.write_text(json.dumps(order | {"after": order["after"] - 1}))
            return
        ORDER.unlink()
        os.kill(os.getpid(), order["signal"])


def before(owner: Any, name: str, point: str) -> None:
    """Let an async method reach a point before it runs."""
    real: Async = getattr(owner, name)

    @functools.wraps(real)
    async def wrapped(*args: Any, **named: Any) -> Any:
        reach(point)
        return await real(*args, **named)

    setattr(owner, name, wrapped)


def after(owner: Any, name: str, point: Callable[[Any, tuple[Any, ...]], str | None]) -> None:
    """Let an async method reach a point once it has returned."""
    real: Async = getattr(owner, name)

    @functools.wraps(real)
    async def wrapped(*args: Any, **named: Any) -> Any:
        value = await real(*args, **named)
        if (reached := point(value, args)) is not None:
            reach(reached)
        return value

    setattr(owner, name, wrapped)


def around(owner: Any, name: str, before: str, then: str) -> None:
    """Let a plain function reach a point before it runs and another once it has returned."""
    real = getattr(owner, name)

    @functools.wraps(real)
    def wrapped(*args: Any, **named: Any) -> Any:
        reach(before)
        value = real(*args, **named)
        reach(then)
        return value

    setattr(owner, name, wrapped)


def _turned(turn: Any, args: tuple[Any, ...]) -> str | None:
    if turn.letters:
        return "leased"
    return "recorded" if args[1].results else None


def wrap() -> None:
    """Wrap every boundary between two commits."""
    after(polling.Polling, "_fetch", lambda updates, _: "fetched" if updates else None)
    after(inbox.Inbox, "accept", lambda parcels, _: "stored" if parcels else None)
    after(dispatch.Dispatcher, "handle", lambda *_: "handled")
    after(turns.Turns, "take", _turned)
    before(postman.Postman, "_call", "request")
    after(postman.Postman, "carry", lambda result, _: "delivered" if result.outcome.fate == Fate.SENT else None)
    around(ticker, "run_due", "due", "due claimed")
    after(ticker.Ticker, "_run", lambda ran, _: "due done" if ran else None)
    around(writer.Writer, "attempt", "job", "in the group")
    for commits, name in ((writer.Writer, "commit"), (transaction.Line, "_commit")):
        around(commits, name, "before commit", "committed")


class Skewed(datetime):
    """A wall clock that somebody sets."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        """Return the time and what it is off."""
        try:
            off = float(CLOCK.read_text() or 0)
        except OSError:
            off = 0.0
        return datetime.now(tz) + timedelta(seconds=off)  # noqa: TID251 it is the wall's clock


def name_workers() -> None:
    """Let a worker's name begin with its process, so that who is killed can be chosen by what they lead."""
    for module in (lead, turns):
        module.uuid = SimpleNamespace(uuid4=lambda: SimpleNamespace(hex=f"{os.getpid()}-{uuid.uuid4().hex}"))


def shorten() -> None:
    """Shorten what a run would wait for, keeping what is longer than what."""
    leases.LEASE, lead.TERM = timedelta(seconds=6), timedelta(seconds=3)
    sender.PATIENCE, turns.GRACE = lead.TERM / 2, timedelta(seconds=2)
    databases.ASYNCPG_OPTIONS["server_settings"]["idle_in_transaction_session_timeout"] = "2000"  # type: ignore[index]
    lanes.YOUNG, lanes.SWEEP_SECONDS = timedelta(seconds=1), 0.5
    lanes.Lanes.sweep.__defaults__ = (lanes.YOUNG,)
    polling.LONG_SECONDS, polling.SHARED_LONG_SECONDS = 1, 1  # type: ignore[misc]
    polling.PAUSES = (0.1, 0.2, 0.5, 1.0)  # type: ignore[misc,assignment]
    transport.AiohttpRequest.__init__.__kwdefaults__["read_timeout"] = 2.0  # type: ignore[index]


if __name__ == "__main__":
    wrap()
    name_workers()
    clock.datetime = Skewed  # type: ignore[misc]
    if os.environ.get("CRASH_TERMS"):
        shorten()
    main()
