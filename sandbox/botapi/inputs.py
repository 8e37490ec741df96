"""Files that bots send: uploaded, named by file_id, or fetched from an address."""

import aiohttp

from sandbox.botapi.call import Call
from sandbox.botapi.params import Upload
from sandbox.errors import bad
from sandbox.files import StoredFile
from sandbox.jsontypes import Json

FETCH_SECONDS = 10
FETCH_BYTES = 20 * 1024 * 1024


async def read_media(call: Call, kind: str, source: object, extra: Json | None = None) -> Json:
    """Return the message field of a photo, document, voice and so on.

    Raises:
        ApiError: there is no file, or not one of this kind, in Telegram's words.
    """
    given = await _given(call, kind, source)
    if isinstance(given, StoredFile):
        return _known(call, kind, given)
    if not given.content:
        raise bad("file must be non-empty")
    if kind == "photo":
        return {"photo": await call.services.photos.put(given.content)}
    stored = call.services.files.put(kind, given.content, given.name, given.mime, **(extra or {}))
    field = {kind: stored.as_json()}
    # Telegram shows an animation to old clients as a document too
    return {**field, "document": field[kind]} if kind == "animation" else field


async def _given(call: Call, kind: str, source: object) -> StoredFile | Upload:
    uploads = call.params.uploads
    if source is None and kind in uploads:
        return uploads[kind]
    if not isinstance(source, str) or not source:
        raise bad(f"there is no {kind.replace('_', ' ')} in the request")
    if source.startswith("attach://"):
        if upload := uploads.get(source.removeprefix("attach://")):
            return upload
        raise bad("file to send not found by attach:// name")
    if stored := call.services.files.get(source):
        return stored
    if source.startswith(("http://", "https://")):
        return await _fetch(source)
    raise bad("wrong file identifier/HTTP URL specified")


def _known(call: Call, kind: str, stored: StoredFile) -> Json:
    if kind == "photo":
        if stored.kind != "photo":
            raise bad(f"can't use file of type {stored.kind.capitalize()} as Photo")
        return {"photo": call.services.photos.again(stored)}
    if stored.kind == "photo" or (stored.kind != kind and kind != "document"):
        raise bad(f"can't use file of type {stored.kind.capitalize()} as {kind.capitalize()}")
    # a file keeps the kind it was uploaded as
    return {stored.kind: stored.as_json()}


async def _fetch(url: str) -> Upload:
    timeout = aiohttp.ClientTimeout(total=FETCH_SECONDS)
    try:
        async with aiohttp.ClientSession(timeout=timeout) as session, session.get(url) as response:
            if response.status != 200:
                raise bad("failed to get HTTP URL content")
            content = await response.content.read(FETCH_BYTES + 1)
            if len(content) > FETCH_BYTES:
                raise bad("file is too big")
            return Upload(response.url.name or "file", response.content_type, content)
    except (aiohttp.ClientError, TimeoutError, ValueError):
        raise bad("failed to get HTTP URL content") from None
