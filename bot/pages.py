"""Serve our HTTP pages."""

from contextlib import AsyncExitStack

from aiohttp import web

from config.settings import Settings


class PortTaken(Exception):
    """HUYING_HTTP_PORT: another program listens there; choose another port, or 0 for any free one."""


async def serve_pages(pages: web.Application, settings: Settings, closing: AsyncExitStack) -> str:
    """Listen, until the stack closes; returns the address with the real port.

    Raises:
        PortTaken: somebody else listens there.
    """
    runner = web.AppRunner(pages, access_log=None)
    await runner.setup()
    closing.push_async_callback(runner.cleanup)
    site = web.TCPSite(runner, settings.http_host, settings.http_port)
    try:
        await site.start()
    except OSError as error:
        raise PortTaken(f"{PortTaken.__doc__} ({error.strerror})") from None
    port = runner.addresses[0][1]
    return f"http://{settings.http_host}:{port}"
