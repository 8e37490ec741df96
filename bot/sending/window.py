"""No second of Telegram's holds too many of our messages, however unevenly the way there delays them."""

from collections import deque
from dataclasses import dataclass, field

SECOND = 1.005
"""A hair more than the second in which Telegram counts: two clocks are never quite the same."""
DOUBT = 5.0
"""Seconds by which a message may arrive late; an answer that takes longer is waited for by nobody."""
ANSWERS = 1000


@dataclass(slots=True)
class _Send:
    started: float
    late: float | None = None
    """Seconds by which it arrived late at most; None until it was answered."""


@dataclass
class Window:
    """The sends of the last second, each counted from when it arrived at the latest.

    A message arrives between its start and its answer. The quickest answer of late tells what the way and the
    answering take at least; what an answer took beyond that may have passed before the message arrived.
    """

    limit: int
    _sends: deque[_Send] = field(default_factory=deque)
    _answers: deque[float] = field(default_factory=lambda: deque(maxlen=ANSWERS))
    _quickest: float = 0.0

    def wait(self, now: float) -> float:
        """Return the seconds until one more may start, or less while answers are missing; 0.0 for now."""
        ends = sorted(end for send in self._sends if (end := self._arrival(send, now) + SECOND) > now)
        return ends[-self.limit] - now if len(ends) >= self.limit else 0.0

    def add(self, now: float, count: int = 1) -> None:
        """Note messages that start."""
        self._forget(now)
        self._sends.extend(_Send(now) for _ in range(count))

    def fill(self, now: float) -> None:
        """Take over from somebody who may just have sent as much as a second holds, evenly."""
        self._sends.extend(_Send(now - 1 + place / self.limit, 1 / self.limit) for place in range(self.limit))

    def land(self, started: float, now: float) -> None:
        """Note that messages which started together were answered."""
        took, oldest = now - started, self._answers[0] if len(self._answers) == ANSWERS else None
        self._answers.append(took)
        self._quickest = min(self._answers) if oldest in (None, self._quickest) else min(self._quickest, took)
        late = min(DOUBT, now - started - self._quickest)
        for send in self._sends:
            if send.started == started and send.late is None:
                send.late = late
                return

    def _arrival(self, send: _Send, now: float) -> float:
        if send.late is not None:
            return send.started + send.late
        return send.started + max(0.0, min(DOUBT, now - send.started - self._quickest))

    def _forget(self, now: float) -> None:
        while self._sends and now >= SECOND + (
                self._sends[0].started + (DOUBT if (late := self._sends[0].late) is None else late)):
            self._sends.popleft()
