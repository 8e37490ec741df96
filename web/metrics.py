"""`/metrics`: the figures of the running program, as Prometheus reads them."""

from collections.abc import Awaitable, Callable

from aiohttp import web

Render = Callable[[str], Awaitable[tuple[str, bytes]]]
"""Takes what the reader accepts, returns content type and body."""


def metrics_route(render: Render) -> web.RouteDef:
    """Return the page for the application."""

    async def show(request: web.Request) -> web.Response:
        content_type, body = await render(request.headers.get("Accept", ""))
        return web.Response(body=body, headers={"Content-Type": content_type})

    return web.get("/metrics", show)
