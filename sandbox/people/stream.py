"""GET /events: every change, pushed to the page as it happens."""

from contextlib import suppress

from aiohttp import web

from sandbox.services import Services

HEARTBEAT = 15.0


async def stream_events(services: Services, request: web.BaseRequest) -> web.StreamResponse:
    """Push events until the reader goes away."""
    after = request.headers.get("Last-Event-ID") or request.query.get("after") or ""
    listener = services.events.listen(int(after) if after.isdigit() else None)
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    )
    try:
        await response.prepare(request)
        await response.write(b"retry: 1000\n\n")
        while not listener.is_lost:
            events = await listener.take(HEARTBEAT)
            block = b"".join(event.as_sse() for event in events)
            await response.write(block or b": still here\n\n")
    except (ConnectionError, RuntimeError):
        pass  # the reader has gone
    finally:
        services.events.forget(listener)
    with suppress(ConnectionError, RuntimeError):
        await response.write_eof()
    return response
