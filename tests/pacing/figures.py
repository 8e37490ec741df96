"""What a list of arrivals says: the pace, the busiest second, who was refused, who waited."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.bench.figures import percentile
from tests.pacing.server import Arrival
from tests.pacing.town import Reply

CEILING = 30


@dataclass(frozen=True)
class Measured:
    """One run: everything that arrived, every reply, and who led when it began and when it ended."""

    arrivals: Sequence[Arrival]
    replies: Sequence[Reply]
    readers: frozenset[int]
    leaders: frozenset[int]

    @property
    def span(self) -> tuple[float, float]:
        """Return when the first and the last letter of the broadcast arrived."""
        times = [each.at for each in self.arrivals if each.is_notice]
        return min(times), max(times)

    @property
    def during(self) -> list[Arrival]:
        """Return what arrived while the broadcast ran."""
        begin, end = self.span
        return [each for each in self.arrivals if begin <= each.at <= end]

    @property
    def answered(self) -> list[Reply]:
        """Return the replies of that time."""
        begin, end = self.span
        return [each for each in self.replies if begin <= each.at <= end]

    def rate(self, *, paid: bool = False) -> float:
        """Return the messages a second that were taken while the broadcast ran."""
        begin, end = self.span
        taken = sum(each.verdict == "sent" and each.is_paid == paid for each in self.during)
        return taken / (end - begin) if end > begin else math.nan

    def busiest(self, seconds: float = 1.0, *, paid: bool = False) -> int:
        """Return the most that arrived, taken or not, in any window of so many seconds."""
        return busiest([each.at for each in self.arrivals if each.is_paid == paid], seconds)

    def refused(self, verdict: str) -> int:
        """Return how many were refused, by us (``refused``) or by Telegram's own doing (``planted``)."""
        return sum(each.verdict == verdict for each in self.arrivals)

    @property
    def missing(self) -> list[int]:
        """Return who never read the notice."""
        return sorted(self.readers - self._read.keys())

    @property
    def doubled(self) -> list[int]:
        """Return who read it more than once."""
        return sorted(chat for chat, count in self._read.items() if count > 1)

    @property
    def _read(self) -> Counter[int]:
        return Counter(each.chat for each in self.arrivals if each.is_notice and each.verdict == "sent")

    def wait(self, share: float, *, elsewhere: bool | None = None) -> float:
        """Return the milliseconds from update to reply, of all or of replicas that do (not) send for all."""
        waits = [each.waited for each in self.answered
                 if elsewhere is None or (each.replica not in self.leaders) == elsewhere]
        return 1000 * percentile(waits, share)

    def beside(self, seconds: float) -> list[float]:
        """Return, for each planted refusal, the messages a second that all others got while that chat was held."""
        return [sum(planted.at < each.at <= planted.at + seconds and each.verdict == "sent" for each in self.during)
                / seconds for planted in self.during
                if planted.verdict == "planted" and planted.at + seconds <= self.span[1]]

    def pace(self, seconds: float) -> list[tuple[float, float]]:
        """Return the messages a second taken, window after window from the first letter on."""
        begin, end = self.span
        counts = Counter(int((each.at - begin) // seconds) for each in self.during if each.verdict == "sent")
        return [(place * seconds, counts[place] / seconds) for place in range(int((end - begin) // seconds))]


def busiest(times: Iterable[float], seconds: float) -> int:
    """Return the most moments within any window, its end left out."""
    ordered, first, most = sorted(times), 0, 0
    for place, at in enumerate(ordered):
        while at - ordered[first] >= seconds:
            first += 1
        most = max(most, place - first + 1)
    return most
