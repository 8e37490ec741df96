"""The composition root: reads as a table of contents of one sandbox."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from sandbox.callbacks import Callbacks
from sandbox.clock import Clock, real_now
from sandbox.delivery.dispatch import Dispatch
from sandbox.events import Events
from sandbox.files import Files
from sandbox.journal import FLUSH_SECONDS, Journal
from sandbox.limits import Limits
from sandbox.nursery import Nursery
from sandbox.people.persons import register_bot
from sandbox.photos import Photos
from sandbox.posting import Posting
from sandbox.restore import restore_world
from sandbox.server import Server
from sandbox.services import Services
from sandbox.workdays import Workdays
from sandbox.world import World


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says."""

    host: str = "127.0.0.1"
    port: int = 8081
    state: Path | None = None
    limits: bool = True
    speed: float = 1.0
    calendar: Path | None = None
    bots: tuple[tuple[str, str], ...] = ()


def build(options: Options) -> Services:
    """Make the parts and join them."""
    workdays = Workdays.from_csv(options.calendar) if options.calendar else Workdays()
    clock = Clock(workdays, options.speed)
    journal, nursery = Journal(options.state), Nursery()
    world, events = World(journal), Events(first=int(real_now() * 1000))
    dispatch = Dispatch(world, journal, nursery)
    files = Files(journal)
    return Services(
        clock=clock,
        journal=journal,
        nursery=nursery,
        world=world,
        events=events,
        dispatch=dispatch,
        posting=Posting(world, clock, dispatch, events),
        files=files,
        photos=Photos(files),
        callbacks=Callbacks(),
        limits=Limits(options.limits, options.speed),
    )


class Sandbox:
    """One running local Telegram."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self.services = build(options)
        self._server = Server(self.services)

    async def start(self) -> str:
        """Find the state, listen, and return the address."""
        services = self.services
        records = services.journal.read()
        restore_world(services.world, records)
        services.files.restore(records)
        if ("clock",) in records:
            services.clock.load(records[("clock",)])
        for token, username in self._options.bots:
            register_bot(services, token, username)
        services.clock.changed = self._clock_changed
        services.nursery.start(services.journal.run())
        if self._options.speed != 1:
            services.nursery.start(self._note_a_fast_clock())
        await services.dispatch.restore(records)
        port = await self._server.start(self._options.host, self._options.port)
        return f"http://{self._options.host}:{port}"

    async def stop(self) -> None:
        """Let everybody go and keep what must be kept."""
        services = self.services
        await self._server.stop()
        await services.nursery.close()
        await services.dispatch.close()
        self._note_clock()
        services.journal.close()

    async def run_until(self, end: asyncio.Event) -> None:
        """Run until somebody says so."""
        try:
            await end.wait()
        finally:
            await self.stop()

    def _clock_changed(self) -> None:
        self._note_clock()
        self.services.events.emit("clock", lambda: {"clock": self.services.clock.as_json()})

    async def _note_a_fast_clock(self) -> None:
        # after a kill business time must not fall behind the messages it has stamped
        while True:
            await asyncio.sleep(FLUSH_SECONDS)
            self._note_clock()

    def _note_clock(self) -> None:
        self.services.journal.touch(("clock",), self.services.clock.dump)
