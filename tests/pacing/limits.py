"""Telegram's documented limits to the letter.

30 a second over all chats, 1 a second to a person, 20 a minute to a group; what is paid for (allow_paid_broadcast)
has 1,000 a second of its own. A person's chat bears a short burst, as Telegram's documentation says, and how short
it does not say: 5 here.
"""

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

FREE, PAID = 30, 1000
PRIVATE_BURST = 5
GROUP_COUNT, GROUP_SECONDS = 20, 60.0


@dataclass
class Window:
    """At most so many within some seconds, in any of them."""

    count: int
    seconds: float = 1.0
    taken: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        """Return the seconds until there is room."""
        while self.taken and self.taken[0] <= now - self.seconds:
            self.taken.popleft()
        over = len(self.taken) - self.count
        return self.taken[over] + self.seconds - now if over >= 0 else 0.0


@dataclass
class Limits:
    """Counts what arrives; what passes a limit is refused and not counted."""

    free: Window = field(default_factory=lambda: Window(FREE))
    paid: Window = field(default_factory=lambda: Window(PAID))
    _private: dict[int, float] = field(default_factory=dict)
    _groups: defaultdict[int, Window] = field(
        default_factory=lambda: defaultdict(lambda: Window(GROUP_COUNT, GROUP_SECONDS)))
    _held: dict[int, float] = field(default_factory=dict)

    def take(self, chat: int, now: float, *, is_paid: bool = False) -> int:
        """Count a message: 0, or the seconds after which it may be tried again."""
        kind = self.paid if is_paid else self.free
        wait = max(kind.wait(now), self._chat_wait(chat, now), self._held.get(chat, 0.0) - now)
        if wait > 0:
            return max(1, math.ceil(wait))
        kind.taken.append(now)
        if chat < 0:
            self._groups[chat].taken.append(now)
        else:
            self._private[chat] = max(self._private.get(chat, 0.0), now) + 1
        return 0

    def hold(self, chat: int, now: float, seconds: int) -> None:
        """Refuse whatever a chat is sent for a while, for reasons of Telegram's own."""
        self._held[chat] = now + seconds

    def _chat_wait(self, chat: int, now: float) -> float:
        if chat < 0:
            return self._groups[chat].wait(now)
        return self._private.get(chat, 0.0) - (PRIVATE_BURST - 1) - now
