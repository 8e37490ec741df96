"""When Telegram last answered, and what its answers were: for whoever watches over the program."""

import time
from collections import Counter
from dataclasses import dataclass, field
from http import HTTPStatus


@dataclass
class Contact:
    """Counts answers by status, and calls without an answer; ages are real seconds."""

    answers: Counter[int] = field(default_factory=lambda: Counter({HTTPStatus.OK: 0, HTTPStatus.TOO_MANY_REQUESTS: 0}))
    unanswered: int = 0
    unanswered_since: int = 0
    """Calls without an answer since the last one that had one."""
    _answered_at: float | None = None

    def answered(self, status: int) -> None:
        """Note an answer; one that only says the server is broken is no contact."""
        self.answers[status] += 1
        if status < HTTPStatus.INTERNAL_SERVER_ERROR:
            self._answered_at, self.unanswered_since = time.monotonic(), 0
        else:
            self.unanswered_since += 1

    def failed(self) -> None:
        """Note a call without an answer."""
        self.unanswered += 1
        self.unanswered_since += 1

    def age(self) -> float | None:
        """Return the seconds since the last contact, None when there was none."""
        return None if self._answered_at is None else time.monotonic() - self._answered_at
