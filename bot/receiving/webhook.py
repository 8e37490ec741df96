"""Intake by webhook: verify, store, commit, and only then say 200."""

from hmac import compare_digest
from typing import Any

import orjson
import structlog
from aiohttp import web

from bot.receiving.inbox import Inbox
from bot.receiving.lanes import Lanes
from bot.storage.store import DatabaseDown

HEADER = "X-Telegram-Bot-Api-Secret-Token"
BODY_LIMIT = 1024 * 1024
RETRY_SECONDS = 5
TOO_LARGE = 2**63
log = structlog.get_logger(__name__)


class Webhook:
    """Answers Telegram's posts; anything but 200 makes Telegram repeat them, so only intake may fail."""

    def __init__(self, inbox: Inbox, lanes: Lanes, secret: str) -> None:
        if not secret:
            raise ValueError("a webhook without a secret would take updates from anybody")
        self._inbox = inbox
        self._lanes = lanes
        self._secret = secret.encode()
        self._is_open = True

    def add_to(self, app: web.Application, path: str) -> None:
        """Serve the webhook at a path."""
        app.router.add_post(path, self.handle)

    def close(self) -> None:
        """Take nothing more: Telegram keeps it and repeats it later."""
        self._is_open = False

    async def handle(self, request: web.Request) -> web.Response:
        """Store one update."""
        if not self._is_known(request):
            return web.Response(status=403)
        if request.content_type != "application/json":
            return web.Response(status=415)
        if (request.content_length or 0) > BODY_LIMIT:
            return web.Response(status=413)
        if not self._is_open:
            return _later()
        raw = _update(await request.read())
        if raw is None:
            return web.Response(status=400, text="not an update")
        return await self._store(raw)

    def _is_known(self, request: web.Request) -> bool:
        return compare_digest(request.headers.get(HEADER, "").encode(errors="surrogateescape"), self._secret)

    async def _store(self, raw: dict[str, Any]) -> web.Response:
        try:
            self._lanes.push(await self._inbox.accept([raw]))
        except DatabaseDown:
            log.error("update_not_stored", update_id=raw["update_id"])
            return _later()
        return web.Response()


def _update(body: bytes) -> dict[str, Any] | None:
    try:
        raw = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return raw if type(number) is int and 0 <= number < TOO_LARGE else None


def _later() -> web.Response:
    return web.Response(status=503, headers={"Retry-After": str(RETRY_SECONDS)})
