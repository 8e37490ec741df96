"""`/healthz`: the process lives. `/readyz`: it takes updates, and what it stands on, a sentence each."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, field

from aiohttp import web


@dataclass(frozen=True)
class Part:
    """What one thing is like that the program stands on."""

    ok: bool
    sentence: str


Look = Callable[[], Awaitable[Part]]


@dataclass
class Health:
    """What the health pages tell; `ready` turns false again when the process shuts down.

    Only ``needed`` parts decide whether requests may come here: another replica would not reach Telegram either.
    """

    needed: dict[str, Look]
    told: dict[str, Look] = field(default_factory=dict)
    ready: bool = False

    def routes(self) -> list[web.RouteDef]:
        """Return the pages for the application."""
        return [web.get("/healthz", self._healthz), web.get("/readyz", self._readyz)]

    async def _healthz(self, _: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def _readyz(self, _: web.Request) -> web.Response:
        parts = {"taking_updates": self._intake()}
        parts |= {name: await look() for name, look in (self.needed | self.told).items()}
        is_ready = all(part.ok for name, part in parts.items() if name not in self.told)
        body = {"status": "ready" if is_ready else "not ready"}
        return web.json_response(body | {name: asdict(part) for name, part in parts.items()},
                                 status=200 if is_ready else 503)

    def _intake(self) -> Part:
        if self.ready:
            return Part(True, "Updates are taken.")
        return Part(False, "No updates are taken: the program is starting or ending.")
