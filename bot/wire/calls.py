"""One raw call of a Bot API method: no PTB objects, because building a reply costs more than sending it."""

from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import orjson

from bot.wire.transport import AiohttpRequest

TELEGRAM = "https://api.telegram.org/bot"


@dataclass(frozen=True)
class Call:
    """A Bot API method with its parameters, and the local files it uploads (field name -> path)."""

    method: str
    params: dict[str, Any]
    files: dict[str, Path] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What Telegram said; ``body`` is None when it was no JSON object."""

    status: int
    body: dict[str, Any] | None


class Wire:
    """Calls methods of one bot; ``base_url`` ends where the token begins, as in PTB."""

    def __init__(self, request: AiohttpRequest, token: str, base_url: str = TELEGRAM) -> None:
        self._request = request
        self._base = f"{base_url}{token}/"
        self._host = urlsplit(base_url).netloc

    def __repr__(self) -> str:
        return f"Wire({self._host})"

    async def call(self, call: Call) -> Answer:
        """Post a call.

        Raises:
            NetworkError: as `AiohttpRequest.fetch` says.
            FileNotFoundError: a local file is gone; nothing was sent.
        """
        url = self._base + call.method
        if not call.files:
            json = aiohttp.BytesPayload(orjson.dumps(call.params), content_type="application/json")
            status, payload = await self._request.fetch(url, json)
            return Answer(status, _read(payload))
        with ExitStack() as opened:
            form = _form(call, opened)
            status, payload = await self._request.fetch(url, form, patience=self._request.upload_timeout())
        return Answer(status, _read(payload))


def _read(payload: bytes) -> dict[str, Any] | None:
    try:
        body = orjson.loads(payload)
    except orjson.JSONDecodeError:
        return None
    return body if isinstance(body, dict) else None


def _form(call: Call, opened: ExitStack) -> aiohttp.FormData:
    form = aiohttp.FormData()
    for name, value in call.params.items():
        form.add_field(name, value if isinstance(value, str) else orjson.dumps(value).decode())
    for name, path in call.files.items():
        form.add_field(name, opened.enter_context(path.open("rb")), filename=path.name)
    return form
