"""Photos as Telegram keeps them: JPEG without EXIF, in up to four sizes."""

import asyncio
import hashlib
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from sandbox.errors import bad
from sandbox.files import Files, StoredFile
from sandbox.jsontypes import Json

EDGES = (90, 320, 800, 1280)
MAX_BYTES = 10 * 1024 * 1024
MAX_SIDES, MAX_RATIO = 10_000, 20
Image.MAX_IMAGE_PIXELS = 50_000_000


class Photos:
    """Makes photo sizes, once for each picture."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._made: dict[str, list[str]] = {}

    async def put(self, content: bytes) -> list[Json]:
        """Keep a picture and return its sizes, smallest first.

        Raises:
            ApiError: it is no picture, too large or too long, in Telegram's words.
        """
        sha = hashlib.sha256(content).hexdigest()
        if sha not in self._made:
            made = await asyncio.to_thread(_resize, content)
            stored = [self._files.put("photo", data, width=w, height=h) for data, w, h in made]
            for size in stored:
                size.sizes = [other.id for other in stored]
                self._files.save(size)
            self._made[sha] = [size.id for size in stored]
        return self._described(self._made[sha])

    def again(self, stored: StoredFile) -> list[Json]:
        """Return the sizes of a picture that is known by one of them."""
        return self._described(stored.sizes or [stored.id])

    def _described(self, idents: list[str]) -> list[Json]:
        return [_size_json(found) for ident in idents if (found := self._files.get(ident))]


def _size_json(stored: StoredFile) -> Json:
    return {
        "file_id": stored.id,
        "file_unique_id": stored.unique_id,
        "file_size": stored.size,
        "width": stored.extra["width"],
        "height": stored.extra["height"],
    }


def _resize(content: bytes) -> list[tuple[bytes, int, int]]:
    if len(content) > MAX_BYTES:
        raise bad("file is too big")
    try:
        with Image.open(BytesIO(content)) as opened:
            _check_shape(opened.width, opened.height)
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise bad("IMAGE_PROCESS_FAILED") from None
    edges = [edge for edge in EDGES if edge < max(picture.size)] or []
    if max(picture.size) <= EDGES[-1]:
        edges.append(max(picture.size))
    return [_jpeg(picture, edge) for edge in edges]


def _check_shape(width: int, height: int) -> None:
    if width + height > MAX_SIDES or max(width, height) > MAX_RATIO * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")


def _jpeg(picture: Image.Image, edge: int) -> tuple[bytes, int, int]:
    scale = edge / max(picture.size)
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    smaller = picture if size == picture.size else picture.resize(size, Image.Resampling.BILINEAR)
    out = BytesIO()
    smaller.save(out, "JPEG", quality=87)
    return out.getvalue(), *size
