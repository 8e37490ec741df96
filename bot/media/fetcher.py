"""Fetches the files people sent: without the transaction, without their hidden data, each kept once."""

import asyncio
import hashlib
import os
import tempfile
import warnings
from io import BytesIO
from pathlib import Path
from typing import Protocol

import structlog
from PIL import Image, ImageOps, UnidentifiedImageError

from bot.nursery import go_round
from bot.storage.desk import Desk
from services.media import Wanted, failed, pending, stored

SECONDS = 2.0
"""Real time between two looks at the table."""
QUALITY = 92
EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif"}
KIND_EXTENSIONS = {"video": "mp4", "voice": "ogg", "photo": "jpg"}
MOST_PIXELS = 64_000_000
"""Of a picture, over all its frames; the largest phone cameras give 50 million, and each takes up to 4 bytes."""
log = structlog.get_logger(__name__)


class TooBig(Exception):
    """Telegram gives files of up to 20 MB only."""


class Gone(Exception):
    """Telegram knows this file no more."""


class Bomb(Exception):
    """A picture that unpacks to far more than anybody photographs."""


class Files(Protocol):
    """Where files come from."""

    async def get_file(self, file_id: str) -> bytes:
        """Download a file.

        Raises:
            TooBig: it is larger than Telegram gives.
            Gone: there is no such file.
        """


class MediaFetcher:
    """Fetches what is pending, again and again; the table is the truth, so a crash costs one download."""

    def __init__(self, desk: Desk, files: Files, folder: Path) -> None:
        self._desk = desk
        self._files = files
        self._folder = folder

    async def run(self, stop: asyncio.Event) -> None:
        """Fetch until told to stop."""
        await go_round(stop, self.drain, SECONDS, "files")

    async def drain(self) -> int:
        """Fetch everything that may be fetched now; return how many files were tried."""
        total = 0
        while wanted := await self._desk.do(pending):
            for each in wanted:
                await self._fetch(each)
            total += len(wanted)
        return total

    async def _fetch(self, wanted: Wanted) -> None:
        try:
            raw = await self._files.get_file(wanted.file_id)
            path, sha256 = await asyncio.to_thread(keep, self._folder, wanted.kind, raw)
        except (TooBig, Gone, Bomb) as error:
            await self._note_failure(wanted, error, for_good=True)
        except Exception as error:
            await self._note_failure(wanted, error, for_good=False)
        else:
            await self._desk.do(lambda work: stored(work, wanted.attachment_id, path, sha256))

    async def _note_failure(self, wanted: Wanted, error: Exception, *, for_good: bool) -> None:
        # the error's own words may hold the address with the token
        fault = type(error).__name__
        log.warning("media_failed", attachment=wanted.attachment_id, fault=fault, for_good=for_good)
        await self._desk.do(lambda work: failed(work, wanted.attachment_id, fault, for_good=for_good))


def keep(folder: Path, kind: str, raw: bytes) -> tuple[str, str]:
    """Write a file under the name of its content; return that name, relative to the folder, and the SHA-256."""
    clean, extension = strip(raw) or (raw, KIND_EXTENSIONS.get(kind, "bin"))
    sha256 = hashlib.sha256(clean).hexdigest()
    name = f"{sha256[:2]}/{sha256}.{extension}"
    write_whole(folder / name, clean)
    return name, sha256


def strip(raw: bytes) -> tuple[bytes, str] | None:
    """Return a picture without EXIF, GPS and comments, upright, and its extension; None if it is no picture.

    Raises:
        Bomb: it would unpack to more than we take; it is not kept, for its hidden data could not be taken out.
    """
    try:
        # other formats are not even tried: their readers may start other programs
        with warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning):
            image = Image.open(BytesIO(raw), formats=tuple(EXTENSIONS))
        with image:
            _refuse_bomb(image)
            return _save_bare(image)
    except Image.DecompressionBombError:
        raise Bomb from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return None


def _refuse_bomb(image: Image.Image) -> None:
    if image.width * image.height * getattr(image, "n_frames", 1) > MOST_PIXELS:
        raise Bomb


def _save_bare(image: Image.Image) -> tuple[bytes, str]:
    kind = image.format or ""
    colours = image.info.get("icc_profile")
    is_moving = getattr(image, "is_animated", False)
    bare = image if is_moving else ImageOps.exif_transpose(image)
    bare.info = {name: value for name, value in bare.info.items() if name in {"duration", "loop", "transparency"}}
    options: dict[str, object] = {"save_all": True} if is_moving else {}
    if kind in {"JPEG", "WEBP"}:
        options |= {"quality": QUALITY, "exif": b""}
    if colours and kind != "GIF":
        options["icc_profile"] = colours
    out = BytesIO()
    bare.save(out, kind, **options)
    return out.getvalue(), EXTENSIONS[kind]


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, also after a crash."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
