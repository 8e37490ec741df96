"""Never over Telegram's limits: who may send now, and how long the others wait. Pure: time is an argument."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from random import SystemRandom

from models.mail import Lane

CEILING = 29.5
"""Messages a second over all chats: a hair under Telegram's 30, evenly spaced so that no window passes it."""
FLOOR = 1.0
OVERDRAFT = 5
"""Interactive letters that may go before their turn; lanes 1 and 2 wait until they are repaid."""
PRIVATE_BURST = 3
GROUP_LIMIT = 20
GROUP_WINDOW = 60.0
STRIKES = 3
STRIKE_WINDOW = 10.0
SLOWDOWN = 0.7
CLEAN = 60.0
TIMER_GRAIN = 0.02
"""Seconds an event loop may oversleep; matters only to replays, whose tokens come faster than that."""
CROWD = 10_000
EPSILON = 1e-9
DRIFT = 1e-12


@dataclass
class Pacer:
    """The one ledger of a bot's sends (GCRA): lane 0 first, a broadcast takes what is left.

    ``speed`` makes every limit that many times wider (replays); ``is_on`` False lifts them all. What Telegram
    itself demands (429) is always obeyed, in real seconds. Times are monotonic real seconds.
    """

    speed: float = 1.0
    is_on: bool = True
    jitter: Callable[[], float] = field(default_factory=lambda: SystemRandom().random)
    rate: float = CEILING
    _due: float = 0.0
    _private_due: dict[int, float] = field(default_factory=dict)
    _group_log: dict[int, deque[float]] = field(default_factory=dict)
    _holds: dict[int, float] = field(default_factory=dict)
    _strikes: deque[tuple[float, int]] = field(default_factory=deque)
    _pause_until: float = 0.0
    _clean_since: float = 0.0

    def take(self, chat_id: int, lane: int, now: float, cost: int = 1) -> float:
        """Take the right to send ``cost`` messages: 0.0, or the seconds to wait with nothing taken."""
        wait = max(self.lane_wait(lane, now), self.chat_wait(chat_id, now, cost))
        if wait > 0:
            return wait
        if self.is_on:
            self._spend(chat_id, now * self.speed, cost)
        return 0.0

    def lane_wait(self, lane: int, now: float) -> float:
        """Return the seconds until the lane's next token."""
        paused = self._pause_until - now if lane != Lane.INTERACTIVE else 0.0
        if not self.is_on:
            return max(0.0, paused)
        self._recover(now * self.speed)
        return max(0.0, paused, self._real(self._due - self._ahead(lane) / self.rate - now * self.speed))

    def tokens(self, lane: int, now: float, most: int) -> int:
        """Return how many letters of a lane may start now, at most ``most``."""
        if self.lane_wait(lane, now) > 0:
            return 0
        if not self.is_on:
            return most
        moment = now * self.speed
        left = (moment - max(self._due, moment)) * self.rate + self._ahead(lane)
        return max(1, min(most, 1 + int(left + EPSILON)))

    def _ahead(self, lane: int) -> float:
        burst = max(1.0, CEILING * self.speed * TIMER_GRAIN)
        return burst - 1 + (OVERDRAFT if lane == Lane.INTERACTIVE else 0)

    def chat_wait(self, chat_id: int, now: float, cost: int = 1) -> float:
        """Return the seconds until the chat may get ``cost`` more messages (sends and edits together)."""
        held = max(0.0, self._holds.get(chat_id, 0.0) - now)
        if not self.is_on:
            return held
        moment = now * self.speed
        wait = self._group_wait(chat_id, moment, cost) if chat_id < 0 else self._private_wait(chat_id, moment)
        return max(held, self._real(wait))

    def refused(self, chat_id: int, retry_after: float, now: float) -> float:
        """Hold a chat after a 429; returns the seconds it waits.

        Three chats within ten seconds mean the bot as a whole is too fast: lanes 1 and 2 pause and the rate
        steps down.
        """
        wait = retry_after + self.jitter()
        self._holds[chat_id] = max(self._holds.get(chat_id, 0.0), now + wait)
        moment = now * self.speed
        self._clean_since = moment
        self._strikes.append((moment, chat_id))
        while self._strikes[0][0] < moment - STRIKE_WINDOW:
            self._strikes.popleft()
        if len({chat for _, chat in self._strikes}) >= STRIKES:
            self._slow_down()
        return wait

    def _slow_down(self) -> None:
        self._pause_until = max(self._holds[chat] for _, chat in self._strikes)
        self.rate = max(FLOOR, self.rate * SLOWDOWN)
        self._strikes.clear()

    def _recover(self, moment: float) -> None:
        if self.rate >= CEILING:
            return
        minutes = int((moment - self._clean_since) // CLEAN)
        self.rate = min(CEILING, self.rate + minutes)
        self._clean_since += minutes * CLEAN

    def _real(self, scaled: float) -> float:
        # a rounding error must not make a sleeper wake for a wait of 1e-10 seconds
        return scaled / self.speed if scaled > EPSILON + abs(self._due) * DRIFT else 0.0

    def _private_wait(self, chat_id: int, moment: float) -> float:
        return self._private_due.get(chat_id, 0.0) - (PRIVATE_BURST - 1) - moment

    def _group_wait(self, chat_id: int, moment: float, cost: int) -> float:
        log = self._group_log.get(chat_id, ())
        in_the_way = len(log) + min(cost, GROUP_LIMIT) - GROUP_LIMIT
        return log[in_the_way - 1] + GROUP_WINDOW - moment if in_the_way > 0 else 0.0

    def _spend(self, chat_id: int, moment: float, cost: int) -> None:
        self._due = max(self._due, moment) + cost / self.rate
        if chat_id < 0:
            log = self._group_log.setdefault(chat_id, deque(maxlen=GROUP_LIMIT))
            log.extend([moment] * cost)
        else:
            self._private_due[chat_id] = max(self._private_due.get(chat_id, 0.0), moment) + cost
        if len(self._private_due) + len(self._group_log) > CROWD:
            self._forget(moment)

    def _forget(self, moment: float) -> None:
        # what has been repaid limits nobody any more
        self._private_due = {chat: due for chat, due in self._private_due.items() if due > moment}
        fresh = moment - GROUP_WINDOW
        self._group_log = {chat: log for chat, log in self._group_log.items() if log[-1] > fresh}
        self._holds = {chat: until for chat, until in self._holds.items() if until * self.speed > moment}
