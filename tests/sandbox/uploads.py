"""Multipart on both sides."""

from io import BytesIO
from typing import Any

import aiohttp

from tests.sandbox.phones import BOT, MEI, TOKEN, Phones, Refused


async def upload(phones: Phones, method: str, fields: dict[str, Any], files: dict[str, tuple[str, bytes]]) -> Any:
    """Call a method with files."""
    form = aiohttp.FormData(quote_fields=False)
    for name, value in fields.items():
        form.add_field(name, str(value))
    for name, (filename, content) in files.items():
        form.add_field(name, BytesIO(content), filename=filename)
    async with phones.session.post(f"{phones.base}/bot{TOKEN}/{method}", data=form) as response:
        answer = await response.json()
    if not answer["ok"]:
        raise Refused(answer)
    return answer["result"]


async def send_file(phones: Phones, kind: str, content: bytes, name: str = "file.bin", **fields: Any) -> Any:
    """Have the bot send a file."""
    method = "send" + "".join(part.capitalize() for part in kind.split("_"))
    return await upload(phones, method, {"chat_id": MEI, **fields}, {kind: (name, content)})


async def show(phones: Phones, files: list[tuple[str, bytes]], status: int = 200, **fields: Any) -> Any:
    """Have Mei send files; return her messages or the error."""
    form = aiohttp.FormData(quote_fields=False)
    for name, value in {"chat": BOT, **fields}.items():
        form.add_field(name, str(value))
    for kind, content in files:
        form.add_field(kind, BytesIO(content), filename=f"{kind}.bin", content_type="application/octet-stream")
    async with phones.session.post(f"{phones.base}/people/{MEI}/messages", data=form) as response:
        answer = await response.json()
        assert response.status == status, answer
    return answer.get("messages", answer)
