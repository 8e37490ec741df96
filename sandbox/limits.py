"""Telegram's sending rates: what passes them is answered 429 with retry_after.

Telegram publishes about 1 message a second per private chat (short bursts pass), 20 a minute per group and
30 a second over all chats. The real edges are soft, so ours leave room for the jitter of an honest pacer:
a burst of 5 in a private chat, a window of 59.5 s for a group, 36 in any one second over all.
"""

import math
from collections import deque

from sandbox.clock import monotonic
from sandbox.errors import ApiError

PRIVATE_RATE, PRIVATE_BURST = 1.0, 5
GROUP_COUNT, GROUP_WINDOW = 20, 59.5
ALL_COUNT, ALL_WINDOW = 36, 1.0


class Limits:
    """Counts what each bot sends, by chat and over all."""

    def __init__(self, enabled: bool, speed: float) -> None:
        self._enabled = enabled
        self._speed = speed
        self._private: dict[tuple[int, int], float] = {}
        self._group: dict[tuple[int, int], deque[float]] = {}
        self._all: dict[int, deque[float]] = {}
        self._next_sweep = 1024

    def take(self, bot_id: int, chat_id: int, is_private: bool) -> None:
        """Count one message.

        Raises:
            ApiError: 429; the message must not be sent.
        """
        if not self._enabled:
            return
        now = monotonic()
        waits = [self._all_wait(bot_id, now), self._chat_wait(bot_id, chat_id, is_private, now)]
        if (wait := max(waits)) > 0:
            retry_after = max(1, math.ceil(wait))
            raise ApiError(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})
        self._count(bot_id, chat_id, is_private, now)

    def _all_wait(self, bot_id: int, now: float) -> float:
        sent = self._all.setdefault(bot_id, deque())
        return _window_wait(sent, ALL_COUNT, ALL_WINDOW / self._speed, now)

    def _chat_wait(self, bot_id: int, chat_id: int, is_private: bool, now: float) -> float:
        if is_private:
            interval = 1 / (PRIVATE_RATE * self._speed)
            free_at = self._private.get((bot_id, chat_id), now)
            return free_at - interval * (PRIVATE_BURST - 1) - now
        sent = self._group.setdefault((bot_id, chat_id), deque())
        return _window_wait(sent, GROUP_COUNT, GROUP_WINDOW / self._speed, now)

    def _count(self, bot_id: int, chat_id: int, is_private: bool, now: float) -> None:
        self._all[bot_id].append(now)
        if not is_private:
            self._group[bot_id, chat_id].append(now)
            return
        interval = 1 / (PRIVATE_RATE * self._speed)
        self._private[bot_id, chat_id] = max(self._private.get((bot_id, chat_id), now), now) + interval
        if len(self._private) > self._next_sweep:
            self._private = {key: at for key, at in self._private.items() if at > now}
            self._next_sweep = 2 * len(self._private) + 1024


def _window_wait(sent: deque[float], count: int, window: float, now: float) -> float:
    while sent and sent[0] <= now - window:
        sent.popleft()
    return sent[0] + window - now if len(sent) >= count else 0.0
