"""A Telegram of a few lines: a real HTTP server that says what the test wants and remembers what it heard."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiohttp import BodyPartReader, web

TOKEN = "123456:AAaaBBbbCCccDDddEEeeFFffGGggHHhhIIi"
Said = tuple[int, Any]


@dataclass(frozen=True)
class Heard:
    """One call as the server read it; files by field name."""

    method: str
    params: dict[str, Any]
    files: dict[str, bytes] = field(default_factory=dict)


@dataclass
class TelegramStub:
    """Answers calls in order of ``script`` (status and body, or a function), then with success."""

    heard: list[Heard] = field(default_factory=list)
    script: list[Said | Callable[[Heard], Any]] = field(default_factory=list)
    next_id: int = 100
    url: str = ""
    gate: asyncio.Event | None = None
    """When set, answers wait for it."""

    @property
    def base_url(self) -> str:
        """Where a bot finds this server."""
        return f"{self.url}/bot"

    def methods(self) -> list[str]:
        """What was called, in order."""
        return [call.method for call in self.heard]

    def texts(self) -> list[str]:
        """What was said, in order."""
        return [call.params.get("text") or call.params.get("caption") or "" for call in self.heard]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Serve one call."""
        heard = await _hear(request)
        self.heard.append(heard)
        if self.gate is not None:
            await self.gate.wait()
        said = self.script.pop(0) if self.script else self._success(heard)
        if callable(said):
            said = said(heard)
        if said == "cut":
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        status, body = said
        payload = body if isinstance(body, bytes) else orjson.dumps(body)
        return web.Response(status=status, body=payload, content_type="application/json")

    def _success(self, heard: Heard) -> Said:
        if heard.method in ("deleteMessage",):
            return ok(True)
        if heard.method == "sendMediaGroup":
            return ok([self._message(heard) for _ in heard.params["media"]])
        if heard.method.startswith("edit"):
            return ok({"message_id": heard.params["message_id"]})
        return ok(self._message(heard))

    def _message(self, heard: Heard) -> dict[str, Any]:
        self.next_id += 1
        return {"message_id": self.next_id, "chat": {"id": heard.params["chat_id"]}}


def ok(result: Any) -> Said:
    """A success."""
    return 200, {"ok": True, "result": result}


def refusal(status: int, description: str, **parameters: Any) -> Said:
    """A refusal in Telegram's words."""
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    return status, body | ({"parameters": parameters} if parameters else {})


async def _hear(request: web.Request) -> Heard:
    method = request.path.rpartition("/")[2]
    if request.content_type == "application/x-www-form-urlencoded":
        return Heard(method, {name: _plain(str(value)) for name, value in (await request.post()).items()})
    if not request.content_type.startswith("multipart/"):
        return Heard(method, await request.json(loads=orjson.loads) if request.can_read_body else {})
    params: dict[str, Any] = {}
    files: dict[str, bytes] = {}
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        content = await part.read()
        if part.filename:
            files[part.name or ""] = bytes(content)
        else:
            params[part.name or ""] = _plain(content.decode())
    return Heard(method, params, files)


def _plain(words: str) -> Any:
    try:
        return orjson.loads(words)
    except orjson.JSONDecodeError:
        return words
