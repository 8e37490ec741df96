"""How many letters the sender may take now, and when it should ask again."""

from collections.abc import Sequence

from bot.sending.leases import Rooms
from bot.sending.outcomes import Fate
from bot.sending.pacing import Pacer
from bot.sending.records import Result
from bot.sending.tray import Tray
from bot.sending.turns import Turn
from models.mail import Lane

AHEAD = 0.05
"""Seconds before its token at which the next letter is taken: as long as a turn may last on a busy machine."""
SHORT_WAIT = 5.0
"""Seconds for which a drain waits with a letter whose chat must wait; the sweep finds those of longer waits."""
RESERVE = 8
"""Requests that what is paid for, which fills whatever there is, leaves to all others."""
NEVER = float("inf")


class Appetite:
    """Knows which lanes had more than there was room for, and which letters were put off for a moment."""

    def __init__(self, pacer: Pacer) -> None:
        self._pacer = pacer
        self._hungry: set[int] = set()
        self._promises: list[float] = []

    def __bool__(self) -> bool:
        return bool(self._hungry or self._promises)

    def rooms(self, tray: Tray, free: int, now: float) -> Rooms:
        """Return how many letters of which lanes may be taken; ``free`` requests may start."""
        if not self._pacer.is_on and self._pacer.lane_wait(Lane.NOTICE, now) == 0:
            return [(tuple(Lane), free)]
        return [(lanes, self._room(lanes, free, now) - tray.size(lanes)) for lanes in self._pacer.lanes(now)]

    def remember(self, results: Sequence[Result], turn: Turn, rooms: Rooms, now: float) -> None:
        """Note what a turn left: lanes that may hold more, and when letters put off are ready again."""
        self._hungry = {lanes[0] for lanes, room in rooms if turn.leads and _is_full(turn, lanes, room)}
        waits = [result.wait for result in results if result.outcome.fate == Fate.TOO_FAST]
        soon = [now + wait for wait in waits if wait <= SHORT_WAIT]
        self._promises = sorted([until for until in self._promises if until > now] + soon)

    def seconds(self, tray: Tray, free: int, now: float) -> float:
        """Return when letters known to wait may start or be taken; infinity when none are known."""
        waits = [self._promises[0] - now if self._promises else NEVER]
        for lanes in self._pacer.lanes(now) if free > 0 else ():
            token = self._pacer.lane_wait(lanes[0], now)
            if tray.size(lanes):
                waits.append(token)
            elif lanes[0] in self._hungry:
                waits.append(max(0.0, token - AHEAD))
        return min(waits)

    def _room(self, lanes: tuple[int, ...], free: int, now: float) -> int:
        most = free - RESERVE if self._pacer.pays(lanes[0], now) else free
        return self._pacer.tokens(lanes[0], now + AHEAD, most) if most > 0 else 0


def _is_full(turn: Turn, lanes: tuple[int, ...], room: int) -> bool:
    return sum(letter.lane in lanes for letter in turn.letters) >= room
