"""Where units of work are opened, committed once, and the sender woken with what they owe."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from bot.storage.store import Store
from bot.timing.clock import Clock
from models.session import JobSession
from services.audit import seal
from services.outbox import Outbox
from services.work import House, Work

T = TypeVar("T")


class Wakes(Protocol):
    """Somebody who sends letters once their transaction is committed."""

    def wake(self, letter_ids: Sequence[int]) -> None:
        """Send these letters soon; they are committed."""


class Desk:
    """Opens units of work for whoever stands at the edge: dispatcher, ticker, web."""

    def __init__(self, store: Store, clock: Clock, house: House, sender: Wakes) -> None:
        self.store = store
        self.clock = clock
        self.house = house
        self.sender = sender

    async def do(self, use: Callable[[Work], T]) -> T:
        """Run a function of a unit of work as one job; its letters leave after the commit."""
        value, letters = await self.store.run(lambda session: self._run(session, use))
        if letters:
            self.sender.wake(letters)
        return value

    async def read(self, use: Callable[[Work], T]) -> T:
        """Run a function that only reads, beside the writers: for what takes longer than a job may."""
        return await self.store.read(lambda session: use(self._open(session)))

    def _run(self, session: JobSession, use: Callable[[Work], T]) -> tuple[T, list[int]]:
        work = self._open(session)
        value = use(work)
        seal(session)
        session.flush()
        return value, list(work.outbox.letters)

    def _open(self, session: JobSession) -> Work:
        return Work(session, self.clock.now(), self.house, Outbox(session, self.clock.real_now()))
