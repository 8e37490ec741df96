"""The HTTP server: one address for bots, people and the page."""

import logging
from pathlib import Path

from aiohttp import web

from sandbox.botapi.dispatch import BotApi
from sandbox.errors import CutConnection
from sandbox.people.routes import PeopleApi
from sandbox.services import Services

log = logging.getLogger(__name__)
PAGE = Path(__file__).parent / "page"
MAX_BODY = 128 * 1024 * 1024


class Server:
    """Sorts requests by their address.

    aiohttp's own router costs more than the whole handling of a small send, so there is none.
    """

    def __init__(self, services: Services) -> None:
        self._bots = BotApi(services)
        self._people = PeopleApi(services)
        self._services = services
        self._runner: web.ServerRunner | None = None

    async def start(self, host: str, port: int) -> int:
        """Listen; return the port, which was chosen by the system if it was 0."""
        # no access log: its lines would carry the tokens
        server = web.Server(self._answer, request_factory=_make_request, keepalive_timeout=75, access_log=None)
        self._runner = web.ServerRunner(server, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        return int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Stop listening and end what is still open."""
        self._services.events.close()
        self._services.dispatch.interrupt()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        try:
            return await self._route(request)
        except CutConnection:
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=500)

    async def _route(self, request: web.BaseRequest) -> web.StreamResponse:
        if (request.content_length or 0) > MAX_BODY:
            return web.Response(status=413, text="The body is too large.")
        path = request.path
        if path.startswith("/bot") and path.count("/") == 2:
            _, token, method = path.split("/")
            if token != "bots":  # noqa: S105  /bots is where tokens are registered
                return await self._bots.answer(request, token[3:], method)
        if path.startswith("/file/bot"):
            token, _, name = path.removeprefix("/file/bot").partition("/")
            return await self._bots.download(token, name)
        if path == "/":
            return _page("index.html")
        if path.startswith("/page/"):
            return _page(path.removeprefix("/page/"))
        if path == "/favicon.ico":
            return web.Response(status=204)
        return await self._people.answer(request, path)


def _page(name: str) -> web.StreamResponse:
    path = (PAGE / name).resolve()
    if not path.is_relative_to(PAGE.resolve()) or not path.is_file():
        return web.Response(status=404, text="There is no such page.")
    # the page is edited while people look at it: browsers ask again each time
    return web.FileResponse(path, headers={"Cache-Control": "no-cache"})


def _make_request(message, payload, protocol, writer, task):  # type: ignore[no-untyped-def]
    return web.BaseRequest(message, payload, protocol, writer, task, protocol._loop, client_max_size=MAX_BODY)
