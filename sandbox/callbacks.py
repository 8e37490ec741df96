"""Button presses: each lives 150 seconds and can be answered once."""

import asyncio
import secrets
from collections import OrderedDict
from dataclasses import dataclass

from sandbox.clock import monotonic
from sandbox.jsontypes import Json

LIFETIME = 150.0


@dataclass(slots=True)
class Press:
    """A press that its bot has not answered yet."""

    id: str
    bot_id: int
    person_id: int
    expires: float
    answer: asyncio.Future[Json]


class Callbacks:
    """The presses that may still be answered."""

    def __init__(self) -> None:
        self._open: OrderedDict[str, Press] = OrderedDict()

    def add(self, bot_id: int, person_id: int) -> Press:
        """Open a press."""
        self._drop_expired()
        ident = str(secrets.randbits(62) | 1 << 61)
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        press = self._open[ident] = Press(ident, bot_id, person_id, monotonic() + LIFETIME, answer)
        return press

    def answer(self, ident: str, bot_id: int, answer: Json) -> Press | None:
        """Answer a press; None when it is unknown, too old, another bot's or answered."""
        press = self._open.get(ident)
        if press is None or press.bot_id != bot_id or press.expires < monotonic():
            return None
        del self._open[ident]
        if not press.answer.done():
            press.answer.set_result(answer)
        return press

    def _drop_expired(self) -> None:
        now = monotonic()
        while self._open and (oldest := next(iter(self._open.values()))).expires < now:
            del self._open[oldest.id]
