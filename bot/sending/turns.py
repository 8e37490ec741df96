"""One turn of the sender with the database: record results, give back, take new letters; one transaction."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.sending.leases import Leased, Rooms, expire, give_back, lease, reclaim, release
from bot.sending.records import Result, Tally, record
from bot.storage.lead import Role, hold_lead, leave_lead
from bot.storage.store import Store
from bot.timing.clock import Clock
from bot.wire.transport import READ_TIMEOUT
from models.mail import LetterState
from models.session import JobSession
from services.audit import seal

GRACE = timedelta(seconds=READ_TIMEOUT)
"""How long a new leader leaves the former one what it has under way: as long as an answer may take."""


@dataclass
class Owed:
    """What the table does not know yet: outcomes, and letters taken in vain."""

    results: list[Result] = field(default_factory=list)
    returned: list[Leased] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.results or self.returned)


@dataclass(frozen=True)
class Turn:
    """What a turn brought; ``leads`` is False while another replica paces for all, ``at`` is when it looked."""

    tally: Tally
    letters: list[Leased]
    at: datetime
    leads: bool = True


class Turns:
    """The sender's dealings with the outbox table.

    ``alone`` promises that no other process works on this database.
    """

    def __init__(self, store: Store, clock: Clock, *, alone: bool) -> None:
        self.worker = uuid.uuid4().hex
        self.alone = alone
        self._store = store
        self._clock = clock
        self._unsure_since: datetime | None = None

    async def take(self, owed: Owed, rooms: Rooms, *, is_sweep: bool, held: Collection[int] = ()) -> Turn:
        """Write down what is owed and take letters; a sweep also settles what dead workers held.

        ``held`` are the letters in this worker's hands. After a turn that failed, what the table says it took
        beside those was never heard of.
        """
        began = self._clock.real_now()
        try:
            turn = await self._store.run(lambda session: self._take(session, owed, rooms, is_sweep, held))
        except BaseException:
            self._unsure_since = self._unsure_since or began
            raise
        self._unsure_since = None
        return turn

    async def leave(self, owed: Owed) -> Tally:
        """Write down what is owed for the last time."""
        return await self._store.run(lambda session: self._leave(session, owed))

    def _take(self, session: JobSession, owed: Owed, rooms: Rooms, is_sweep: bool, held: Collection[int]) -> Turn:
        tally, now = self._settle(session, owed), self._clock.real_now()
        if self._unsure_since is not None:
            reclaim(session, self.worker, held, self._unsure_since)
        led = timedelta.max if self.alone else hold_lead(session, Role.SENDER, self.worker, now)
        if led is None:
            seal(session)
            return Turn(tally, [], now, leads=False)
        if is_sweep:
            for lane in expire(session, self.worker, now, held, others_too=led >= GRACE):
                tally.count(LetterState.UNKNOWN, lane)
            release(session, now)
        taken = lease(session, self.worker, now, rooms)
        seal(session)
        return Turn(tally, taken, now)

    def _leave(self, session: JobSession, owed: Owed) -> Tally:
        tally = self._settle(session, owed)
        if not self.alone:
            leave_lead(session, Role.SENDER, self.worker)
        seal(session)
        return tally

    def _settle(self, session: JobSession, owed: Owed) -> Tally:
        now = self._clock.real_now()
        tally = record(session, owed.results, now, self._clock.now())
        if owed.returned:
            give_back(session, owed.returned, self.worker)
        return tally
