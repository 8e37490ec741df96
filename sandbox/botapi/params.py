"""A call's parameters, however they came: JSON, a form, multipart or the address."""

from dataclasses import dataclass
from typing import Any

import orjson
from aiohttp import BodyPartReader, web
from aiohttp.multipart import MultipartReader
from yarl import URL

from sandbox.errors import ApiError, bad
from sandbox.jsontypes import Json


@dataclass(slots=True)
class Upload:
    """A file sent along with a call."""

    name: str
    mime: str
    content: bytes


class Params:
    """Typed reading of parameters; what cannot be read is refused in Telegram's words."""

    def __init__(self, values: Json, uploads: dict[str, Upload] | None = None) -> None:
        self.values = values
        self.uploads = uploads or {}

    def has(self, name: str) -> bool:
        """Tell whether a parameter was given at all."""
        return self.values.get(name) not in (None, "")

    def text(self, name: str, fallback: str = "") -> str:
        """Read a text."""
        value = self.values.get(name)
        if value is None:
            return fallback
        return value if isinstance(value, str) else orjson.dumps(value).decode()

    def integer(self, name: str, fallback: int = 0) -> int:
        """Read a whole number; text that is none counts as missing, as on Telegram."""
        value = self.values.get(name)
        if isinstance(value, bool) or value is None:
            return fallback
        try:
            return int(value)
        except (TypeError, ValueError):
            return fallback

    def number(self, name: str) -> float | None:
        """Read a number, None when there is none."""
        try:
            value = float(self.values[name])
        except (KeyError, TypeError, ValueError):
            return None
        return value if value == value and abs(value) != float("inf") else None

    def flag(self, name: str, fallback: bool = False) -> bool:
        """Read a yes or no."""
        value = self.values.get(name)
        if isinstance(value, bool):
            return value
        return fallback if value is None else str(value).lower() in ("true", "yes", "1")

    def json(self, name: str, what: str) -> Any:
        """Read a JSON value, given as itself or as text; `what` names it in the error."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError:
            raise bad(f"can't parse {what} JSON object") from None

    def array(self, name: str, what: str) -> list[Any] | None:
        """Read a JSON array."""
        value = self.json(name, what)
        if value is not None and not isinstance(value, list):
            raise bad(f"can't parse {what}: expected an Array")
        return value

    def object(self, name: str, what: str) -> Json | None:
        """Read a JSON object."""
        value = self.json(name, what)
        if value is not None and not isinstance(value, dict):
            raise bad(f"can't parse {what}: expected an Object")
        return value


async def read_params(request: web.BaseRequest) -> Params:
    """Read the parameters of a call.

    Raises:
        ApiError: the body is not what its content type says.
    """
    values: Json = dict(request.query) if request.query_string else {}
    if not request.can_read_body:
        return Params(values)
    kind = request.content_type
    if kind.startswith("multipart/"):
        return await _read_multipart(request, values)
    body = await request.read()
    if kind == "application/json":
        values.update(_json_object(body))
    elif kind == "application/x-www-form-urlencoded":
        values.update(_form(body))
    return Params(values)


def _json_object(body: bytes) -> Json:
    if not body.strip():
        return {}
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise bad("can't parse JSON object") from None
    if not isinstance(value, dict):
        raise bad("can't parse JSON object: expected an Object")
    return value


def _form(body: bytes) -> Json:
    try:
        # yarl unquotes in C: the standard library's way took a third of a small send
        return dict(URL.build(query_string=body.decode(), encoded=True).query)
    except UnicodeDecodeError:
        raise bad("strings must be encoded in UTF-8") from None


async def _read_multipart(request: web.BaseRequest, values: Json) -> Params:
    uploads: dict[str, Upload] = {}
    try:
        async for part in MultipartReader(request.headers, request.content):
            if isinstance(part, BodyPartReader) and part.name:
                await _take_part(part, values, uploads)
    except (ValueError, UnicodeDecodeError):
        raise bad("can't parse multipart/form-data body") from None
    return Params(values, uploads)


MAX_UPLOAD = 50 * 1024 * 1024


async def _take_part(part: BodyPartReader, values: Json, uploads: dict[str, Upload]) -> None:
    content = await part.read(decode=True)
    if len(content) > MAX_UPLOAD:
        raise ApiError(413, "Request Entity Too Large")
    assert part.name is not None  # noqa: S101  the caller looked
    if part.filename is None:
        values[part.name] = content.decode()
        return
    mime = part.headers.get("Content-Type", "").split(";")[0]
    uploads[part.name] = Upload(part.filename, mime, bytes(content))
