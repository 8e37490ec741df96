"""How fast a bot may send altogether: evenly spaced (GCRA), and slower for a while when Telegram says so."""

from collections import deque
from dataclasses import dataclass, field

FLOOR = 1.0
STRIKES = 3
STRIKE_WINDOW = 10.0
SLOWDOWN = 0.7
CLEAN = 60.0
STEPS = 30
"""Minutes without a step down from nothing back to the ceiling."""


@dataclass
class Ledger:
    """The rate of one kind of sends: free ones, or those that are paid for.

    Moments are seconds of the pacer's time (faster than real time in replays).

    Args:
        ceiling: messages a second when Telegram does not complain.
    """

    ceiling: float
    rate: float = field(init=False)
    pause_until: float = 0.0
    """Real time before which only answers to people go."""
    _due: float = 0.0
    _strikes: deque[tuple[float, int, float]] = field(default_factory=deque)
    _clean_since: float = 0.0

    def __post_init__(self) -> None:
        self.rate = self.ceiling

    def left(self, moment: float, ahead: float) -> float:
        """Return how many messages may go now beside the next one, ``ahead`` of them before their turn.

        Below zero the next one has to wait as long as that many take.
        """
        self._recover(moment)
        return ahead - max(0.0, self._due - moment) * self.rate

    def spend(self, moment: float, cost: int) -> None:
        """Note messages that start."""
        self._due = max(self._due, moment) + cost / self.rate

    def strike(self, moment: float, chat_id: int, held_until: float) -> None:
        """Note a 429; three chats within ten seconds mean that all of it is too fast: it pauses and steps down.

        One chat's own 429, however often it comes, keeps nobody slow.
        """
        self._strikes.append((moment, chat_id, held_until))
        while self._strikes[0][0] < moment - STRIKE_WINDOW:
            self._strikes.popleft()
        if len({chat for _, chat, _ in self._strikes}) >= STRIKES:
            self.pause_until = max(until for _, _, until in self._strikes)
            self.rate = max(FLOOR, self.rate * SLOWDOWN)
            self._clean_since = moment
            self._strikes.clear()

    def _recover(self, moment: float) -> None:
        if self.rate >= self.ceiling:
            return
        minutes = int((moment - self._clean_since) // CLEAN)
        self.rate = min(self.ceiling, self.rate + minutes * max(1.0, self.ceiling / STEPS))
        self._clean_since += minutes * CLEAN
