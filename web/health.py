"""`/healthz`: the process lives. `/readyz`: it takes updates and its database answers."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web


@dataclass
class Health:
    """What the health pages tell; `ready` turns false again when the process shuts down."""

    database_answers: Callable[[], Awaitable[bool]]
    ready: bool = False
    facts: dict[str, Callable[[], object]] = field(default_factory=dict)

    def routes(self) -> list[web.RouteDef]:
        """Return the pages for the application."""
        return [web.get("/healthz", self._healthz), web.get("/readyz", self._readyz)]

    async def _healthz(self, _: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def _readyz(self, _: web.Request) -> web.Response:
        database = await self.database_answers()
        ready = self.ready and database
        facts = {name: read() for name, read in self.facts.items()}
        body = {"status": "ready" if ready else "not ready", "taking_updates": self.ready, "database": database}
        return web.json_response(body | facts, status=200 if ready else 503)
