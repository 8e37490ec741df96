"""From a request under /bot<token>/ to an answer."""

import asyncio
import logging
from typing import Any

import orjson
from aiohttp import web

from sandbox.botapi.call import Call
from sandbox.botapi.families import METHODS
from sandbox.botapi.params import Params, read_params
from sandbox.botapi.registry import NAMES
from sandbox.errors import ApiError, CutConnection
from sandbox.faults import Fault
from sandbox.jsontypes import Json
from sandbox.model import Bot
from sandbox.services import Services

log = logging.getLogger(__name__)


class BotApi:
    """Answers bots."""

    def __init__(self, services: Services) -> None:
        self._services = services
        services.dispatch.execute = self.execute

    async def answer(self, request: web.BaseRequest, token: str, name: str) -> web.Response:
        """Answer one call over HTTP."""
        try:
            bot = self.bot_of(token)
            params = await read_params(request)
            return await self._call(bot, name.lower(), params)
        except ApiError as error:
            return self._refusal(error)
        except CutConnection:
            raise
        except Exception:
            log.exception("%s failed", name)
            return self._refusal(ApiError(500, "Internal Server Error"))

    async def download(self, token: str, path: str) -> web.Response:
        """Answer one download of a file that getFile named."""
        try:
            self.bot_of(token)
        except ApiError as error:
            return self._refusal(error)
        stored = self._services.files.by_path(path)
        if stored is None:
            return self._refusal(ApiError(404, "Not Found"))
        content = await asyncio.to_thread(self._services.files.content, stored)
        return web.Response(body=content, content_type="application/octet-stream")

    async def execute(self, bot: Bot, call: Json) -> None:
        """Carry out a method that a bot put into its answer to a webhook; nobody hears of failures."""
        name = str(call.pop("method")).lower()
        try:
            await self._run(bot, name, Params(call))
        except ApiError as error:
            log.info("%s in answer to a webhook: %s", name, error.description)

    def bot_of(self, token: str) -> Bot:
        """Return the bot with this token.

        Raises:
            ApiError: 401, or 404 when it is not even shaped like a token.
        """
        if bot := self._services.world.tokens.get(token):
            return bot
        ident, _, secret = token.partition(":")
        if ident.isdigit() and secret:
            raise ApiError(401, "Unauthorized")
        raise ApiError(404, "Not Found")

    async def _call(self, bot: Bot, name: str, params: Params) -> web.Response:
        fault = None
        if self._services.faults:
            fault = self._services.faults.take(name, params.text("chat_id"))
        if fault and not fault.is_after:
            return self._fail(fault)
        result = await self._run(bot, name, params)
        if fault:
            return self._fail(fault)
        return _json(200, {"ok": True, "result": result})

    async def _run(self, bot: Bot, name: str, params: Params) -> Any:
        method = METHODS.get(name)
        if method is None:
            raise ApiError(404, "Not Found: method not found")
        self._services.stats.by_method[NAMES[name]] += 1
        return await method(Call(self._services, bot, params))

    def _fail(self, fault: Fault) -> web.Response:
        if fault.cuts:
            raise CutConnection
        self._services.stats.errors[fault.status] += 1
        if fault.body:
            return web.Response(status=fault.status, text=fault.body, content_type="text/html")
        return _json(fault.status, fault.as_json())

    def _refusal(self, error: ApiError) -> web.Response:
        self._services.stats.errors[error.code] += 1
        return _json(error.code, error.as_json())


def _json(status: int, body: Json) -> web.Response:
    return web.Response(status=status, body=orjson.dumps(body), headers=_HEADERS)


_HEADERS = {"Content-Type": "application/json"}
