"""The sending half of the engine: letters leave after their commit, paced, each with a recorded outcome."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

import structlog

from bot.nursery import Nursery
from bot.sending.appetite import Appetite
from bot.sending.company import Company
from bot.sending.counters import Counters
from bot.sending.leases import Leased
from bot.sending.outcomes import Fate, Outcome
from bot.sending.pacing import Pacer
from bot.sending.postman import Postman
from bot.sending.quiet import Waiters
from bot.sending.records import Result
from bot.sending.tray import Tray
from bot.sending.turns import Owed, Turn, Turns
from bot.storage.lead import TERM
from bot.storage.notices import Notices
from bot.storage.store import Store
from bot.timing.clock import Clock

PATIENCE = TERM / 2
"""How old a lease may be when its letter starts: so long at least lasts the lead under which it was taken."""
AT_ONCE = 64
DOWN_SECONDS = 1.0
log = structlog.get_logger(__name__)


class OutboxSender:
    """Takes letters from the outbox, sends them as fast as the pacer allows and records what became of them.

    The table is the truth: what this object holds can be lost and is found again. Few more letters are taken than may
    start at once: what a killed process only meant to send is unknown too.

    Args:
        store: where jobs run.
        postman: carries one letter.
        pacer: says who may send when.
        clock: real time for leases, business time for timelines.
        alone: no other process works on this database.
        at_once: requests under way at most.
        told: called after the commit with matters whose timelines now say that somebody shut us out.
        notices: how replicas tell each other of letters; without it a leader looks for those of others.
    """

    def __init__(self, store: Store, postman: Postman, pacer: Pacer, clock: Clock, *, alone: bool = True,
                 at_once: int = AT_ONCE, told: Callable[[set[int]], Awaitable[None]] | None = None,
                 notices: Notices | None = None) -> None:
        self.counters = Counters()
        self.pacer = pacer
        self._turns = Turns(store, clock, alone=alone)
        self._postman = postman
        self._clock = clock
        self._at_once = at_once
        self._told = told
        self._company = Company(notices, alone=alone)
        self._company.listen(lambda: self.leads, self._look_now)
        self._swept_at = float("-inf")
        self._tray, self._owed = Tray(), Owed()
        self._in_flight: set[int] = set()
        self._look = True
        self._appetite = Appetite(pacer)
        self._event = asyncio.Event()
        self._stepping = asyncio.Lock()
        self._waiters = Waiters()
        self.leads = alone
        self._is_running = False
        self._nursery = Nursery()

    # -- what others call ---------------------------------------------------------

    def wake(self, letter_ids: Sequence[int] = ()) -> None:
        """Look for letters at once, or let the replica do it that sends: some were just committed."""
        if self.leads or not self._company.tell():
            self._look_now()

    async def run(self, stop: asyncio.Event) -> None:
        """Send until told to stop; then finish what is under way and leave the rest in the outbox."""
        self._is_running = True
        stopping = self._nursery.start(self._wake_at(stop), "sender stops")
        try:
            while not stop.is_set():
                await self._step_patiently()
                await self._pause()
        finally:
            stopping.cancel()
            self._is_running = False
            await self._finish()

    async def drain(self) -> None:
        """Send until nothing is ready; what waits for a later moment stays."""
        if self._is_running:
            quiet = self._waiters.new()
            self._look_now()
            await quiet
            return
        self._look = True
        while not await self._step():
            await self._pause()

    def _look_now(self) -> None:
        self._look = True
        self._event.set()

    # -- the loop -----------------------------------------------------------------

    async def _step_patiently(self) -> None:
        waiting = self._waiters.now()
        try:
            is_quiet = await self._step()
        except Exception:
            # the database may be away for a while; results stay in memory until they are written
            log.exception("sender_turn_failed")
            await asyncio.sleep(DOWN_SECONDS)
            self._look = True
            return
        if is_quiet:
            self._waiters.settle(waiting)

    async def _step(self) -> bool:
        """Take a turn if there is a reason, start what may start; tells whether nothing is left to do."""
        async with self._stepping:  # a drain may begin while the loop is just starting
            return await self._step_alone()

    async def _step_alone(self) -> bool:
        self._event.clear()
        self._dispatch()
        now = self._clock.monotonic()
        is_sweep = now - self._swept_at >= self._company.sweep_seconds
        took = 0
        if self._look or self._owed or is_sweep or self._seconds_to_letters(now) <= 0:
            took = await self._turn(is_sweep)
        self._dispatch()
        busy = (took, self._look, self._tray, self._in_flight, self._owed, self._appetite)
        return not any(busy)

    async def _pause(self) -> None:
        if self._look or self._owed:
            return
        now = self._clock.monotonic()
        seconds = min(self._swept_at + self._company.sweep_seconds - now, self._seconds_to_letters(now))
        if seconds > 0:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._event.wait(), seconds)

    def _seconds_to_letters(self, now: float) -> float:
        return self._appetite.seconds(self._tray, self._at_once - len(self._in_flight), now)

    async def _wake_at(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._event.set()

    async def _finish(self) -> None:
        while self._in_flight:
            self._event.clear()
            await self._event.wait()
        self._owed.returned += self._tray.empty()
        try:
            tally = await self._turns.leave(self._owed)
        except Exception:
            log.exception("sender_results_lost", letters=[result.letter.id for result in self._owed.results])
        else:
            self.counters.add(tally.ended)
            self._owed = Owed()
            self._company.leave()
        self._waiters.settle(self._waiters.now())
        await self._nursery.close()

    # -- taking -------------------------------------------------------------------

    async def _turn(self, is_sweep: bool) -> int:
        """Record what is owed and take letters; returns how many were taken."""
        free = self._at_once - len(self._in_flight) - len(self._tray)
        owed, rooms = self._owed, self._appetite.rooms(self._tray, free, self._clock.monotonic())
        self._look, self._owed = False, Owed()
        try:
            turn = await self._turns.take(owed, rooms, is_sweep=is_sweep, held=[*self._in_flight, *self._tray.ids()])
        except BaseException:
            self._owed = Owed(owed.results + self._owed.results, owed.returned + self._owed.returned)
            raise
        now = self._clock.monotonic()
        self._swept_at = now if is_sweep else self._swept_at
        self._appetite.remember(owed.results, turn, rooms, now)
        await self._accept(turn)
        return len(turn.letters)

    async def _accept(self, turn: Turn) -> None:
        self.counters.add(turn.tally.ended)
        if turn.leads and not self.leads:
            self.pacer.follow(self._clock.monotonic())
        self.leads = turn.leads
        for letter in turn.letters:
            self._tray.put(letter, turn.at)
        if not turn.leads:
            self._owed.returned += self._tray.empty()
        if turn.tally.matters and self._told:
            try:
                await self._told(turn.tally.matters)
            except Exception:
                log.exception("cards_of_blocked_not_shown", matters=sorted(turn.tally.matters))

    # -- sending --------------------------------------------------------------------

    def _dispatch(self) -> None:
        """Start every letter that may go now."""
        now = self._clock.monotonic()
        while len(self._in_flight) < self._at_once:
            if (taken := self._tray.first(lambda lane: self.pacer.lane_wait(lane, now))) is None:
                return
            letter = taken.letter
            if self._clock.real_now() - taken.at > PATIENCE:  # the process stood still
                self._owed.returned.append(letter)
            elif (wait := self.pacer.take(letter.chat_id, letter.lane, now, letter.cost)) == 0:
                self._in_flight.add(letter.id)
                self._nursery.start(self._send(letter, now), "send a letter")
            else:
                self._owed.results.append(Result(letter, Outcome(Fate.TOO_FAST), wait=wait))

    async def _send(self, letter: Leased, started: float) -> None:
        try:
            result = await self._postman.carry(letter, paid=self.pacer.pays(letter.lane, started))
            self._owed.results.append(self._heed(result))
        finally:
            self.pacer.land(letter.lane, started, self._clock.monotonic())
            self._in_flight.discard(letter.id)
            self._event.set()

    def _heed(self, result: Result) -> Result:
        """Let the pacer know what Telegram thinks of our speed; returns the result with the wait it costs."""
        letter, now = result.letter, self._clock.monotonic()
        match result.outcome.fate:
            case Fate.TOO_FAST:
                self.counters.refused_429 += 1
                wait = self.pacer.refused(letter.chat_id, letter.lane, result.outcome.retry_after, now,
                                          is_news=not letter.was_refused)
                return replace(result, wait=wait)
            case Fate.UNPAID:
                self.pacer.unpaid(now)
            case Fate.RETRY | Fate.UNKNOWN:
                self.counters.retried += 1
        return result
