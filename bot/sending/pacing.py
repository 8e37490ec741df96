"""Never over Telegram's limits: who may send now, and how long the others wait. Pure: time is an argument."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from random import SystemRandom

from bot.sending.ledger import Ledger
from bot.sending.window import Window
from models.mail import Lane

LIMIT = 30
"""Messages in any second over all chats (core.telegram.org/bots/faq, "My bot is hitting limits")."""
CEILING = 29.7
"""Messages a second over all chats: a hair under Telegram's 30, evenly spaced."""
PAID_SHARE = 0.96
"""How much of what is paid for is used: no burst passes it."""
CATCH_UP = 0.1
"""Seconds of the rate that may be made up for when the machine was busy with something else."""
OVERDRAFT = 5
"""Interactive letters that may go before their turn; the other lanes wait until they are repaid."""
UNPAID_SECONDS = 600.0
"""How long nothing is paid for after Telegram took no payment."""
PRIVATE_BURST = 3
GROUP_LIMIT = 20
GROUP_WINDOW = 60.0
TIMER_GRAIN = 0.02
"""Seconds an event loop may oversleep; matters where tokens come faster than that: replays, paid broadcasts."""
CROWD = 10_000
EPSILON = 1e-9
DRIFT = 1e-12


@dataclass
class Pacer:
    """The one ledger of a bot's sends: lane 0 first, a broadcast takes what is left.

    ``speed`` makes every limit that many times wider (replays); ``is_on`` False lifts them all; ``paid`` are the
    messages a second that lane 3 pays for, in a ledger of their own (0: it goes as any broadcast). What Telegram
    itself demands (429) is always obeyed, in real seconds. Times are monotonic real seconds.
    """

    speed: float = 1.0
    is_on: bool = True
    paid: float = 0.0
    jitter: Callable[[], float] = field(default_factory=lambda: SystemRandom().random)
    _unpaid_until: float = float("-inf")
    _private_due: dict[int, float] = field(default_factory=dict)
    _group_log: dict[int, deque[float]] = field(default_factory=dict)
    _holds: dict[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._free, self._paying, self._window = Ledger(CEILING), self._new_paying(), Window(LIMIT)

    @property
    def rate(self) -> float:
        """Return the free messages a second that are allowed now."""
        return self._free.rate

    def lanes(self, now: float) -> tuple[tuple[int, ...], ...]:
        """Return the lanes by how they are paced."""
        if self.pays(Lane.PAID, now):
            return (Lane.INTERACTIVE,), (Lane.NOTICE, Lane.BROADCAST), (Lane.PAID,)
        return (Lane.INTERACTIVE,), (Lane.NOTICE, Lane.BROADCAST, Lane.PAID)

    def pays(self, lane: int, now: float) -> bool:
        """Tell whether what a lane sends now is paid for: then it is no part of what is free."""
        return lane == Lane.PAID and self.paid > 0 and now >= self._unpaid_until

    def take(self, chat_id: int, lane: int, now: float, cost: int = 1) -> float:
        """Take the right to send ``cost`` messages: 0.0, or the seconds to wait with nothing taken.

        Free messages are to be reported as landed when they were answered.
        """
        wait = max(self.lane_wait(lane, now), self.chat_wait(chat_id, now, cost))
        if wait > 0:
            return wait
        if self.is_on:
            self._spend(chat_id, lane, now, cost)
        return 0.0

    def land(self, lane: int, started: float, now: float) -> None:
        """Note that messages which started together were answered, whatever the answer."""
        if self._is_counted(lane, started):
            self._window.land(started, now)

    def follow(self, now: float) -> None:
        """Take over from another sender, of whom is known that he kept the limits."""
        self._window.fill(now)

    def lane_wait(self, lane: int, now: float) -> float:
        """Return the seconds until the lane's next token."""
        ledger, moment = self._ledger(lane, now), now * self.speed
        paused = max(0.0, ledger.pause_until - now) if lane != Lane.INTERACTIVE else 0.0
        if not self.is_on:
            return paused
        behind = self._real(-ledger.left(moment, self._ahead(lane, now)) / ledger.rate, moment)
        return max(paused, behind, self._window.wait(now) if self._is_counted(lane, now) else 0.0)

    def tokens(self, lane: int, now: float, most: int) -> int:
        """Return how many letters of a lane may start now, at most ``most``."""
        if self.lane_wait(lane, now) > 0:
            return 0
        if not self.is_on:
            return most
        left = self._ledger(lane, now).left(now * self.speed, self._ahead(lane, now))
        return max(1, min(most, 1 + int(left + EPSILON)))

    def chat_wait(self, chat_id: int, now: float, cost: int = 1) -> float:
        """Return the seconds until the chat may get ``cost`` more messages (sends and edits together)."""
        held = max(0.0, self._holds.get(chat_id, 0.0) - now)
        if not self.is_on:
            return held
        moment = now * self.speed
        wait = self._group_wait(chat_id, moment, cost) if chat_id < 0 else self._private_wait(chat_id, moment)
        return max(held, self._real(wait, moment))

    def refused(self, chat_id: int, lane: int, retry_after: float, now: float, *, is_news: bool = True) -> float:
        """Hold a chat after a 429; returns the seconds it waits.

        Three chats within ten seconds mean the bot as a whole is too fast: all but lane 0 pauses and the rate
        steps down. What Telegram told a former process, and says again to this one, is no news and does not count.
        When paying buys no more than what is free, nothing is paid for a while.
        """
        wait = retry_after + self.jitter()
        self._holds[chat_id] = max(self._holds.get(chat_id, 0.0), now + wait)
        if is_news:
            self._ledger(lane, now).strike(now * self.speed, chat_id, self._holds[chat_id])
        if self.pays(lane, now) and self._paying.rate < CEILING:
            self.unpaid(now)
        return wait

    def unpaid(self, now: float) -> None:
        """Pay nothing for a while: Telegram takes no payment."""
        self._unpaid_until, self._paying = now + UNPAID_SECONDS, self._new_paying()

    def _new_paying(self) -> Ledger:
        return Ledger(PAID_SHARE * self.paid)

    def _ledger(self, lane: int, now: float) -> Ledger:
        return self._paying if self.pays(lane, now) else self._free

    def _is_counted(self, lane: int, now: float) -> bool:
        # a replay's second is shorter than a call takes
        return self.is_on and self.speed == 1 and not self.pays(lane, now)

    def _ahead(self, lane: int, now: float) -> float:
        ledger = self._ledger(lane, now)
        grain = TIMER_GRAIN if self.pays(lane, now) else max(CATCH_UP / self.speed, TIMER_GRAIN)
        return ledger.ceiling * self.speed * grain + (OVERDRAFT if lane == Lane.INTERACTIVE else 0)

    def _real(self, scaled: float, moment: float) -> float:
        # a rounding error must not make a sleeper wake for a wait of 1e-10 seconds
        return scaled / self.speed if scaled > EPSILON + abs(moment) * DRIFT else 0.0

    def _private_wait(self, chat_id: int, moment: float) -> float:
        return self._private_due.get(chat_id, 0.0) - (PRIVATE_BURST - 1) - moment

    def _group_wait(self, chat_id: int, moment: float, cost: int) -> float:
        log = self._group_log.get(chat_id, ())
        in_the_way = len(log) + min(cost, GROUP_LIMIT) - GROUP_LIMIT
        return log[in_the_way - 1] + GROUP_WINDOW - moment if in_the_way > 0 else 0.0

    def _spend(self, chat_id: int, lane: int, now: float, cost: int) -> None:
        moment = now * self.speed
        self._ledger(lane, now).spend(moment, cost)
        if self._is_counted(lane, now):
            self._window.add(now, cost)
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
