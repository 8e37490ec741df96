"""Draws the pictures of the weekly digest: after the commit that counted, before the one that sends."""

import asyncio
import hashlib
from pathlib import Path

import orjson
import structlog

from bot.media.fetcher import write_whole
from bot.nursery import go_round
from bot.storage.desk import Desk
from services.weekly import Sketch, drawn, not_drawn, undrawn
from texts.catalog import Catalog

SECONDS = 1.0
"""Real time between two looks at the table."""
FOLDER = "digests"
log = structlog.get_logger(__name__)


class PictureDrawer:
    """Draws what is undrawn, again and again; the table is the truth, so a crash costs one drawing."""

    def __init__(self, desk: Desk, catalog: Catalog, folder: Path) -> None:
        self._desk = desk
        self._catalog = catalog
        self._folder = folder / FOLDER
        self._lock = asyncio.Lock()

    async def run(self, stop: asyncio.Event) -> None:
        """Draw until told to stop."""
        await go_round(stop, self.drain, SECONDS, "pictures")

    async def drain(self) -> int:
        """Draw and send everything that may be drawn now; return how many pictures were tried."""
        async with self._lock:
            sketches = await self._desk.do(undrawn)
            for sketch in sketches:
                await self._draw(sketch)
            return len(sketches)

    async def _draw(self, sketch: Sketch) -> None:
        try:
            path = await asyncio.to_thread(self._keep, sketch)
        except Exception:
            log.exception("picture_failed", digest=sketch.digest_id)
            await self._desk.do(lambda work: not_drawn(work, sketch.digest_id))
        else:
            await self._desk.do(lambda work: drawn(work, sketch.digest_id, str(path)))

    def _keep(self, sketch: Sketch) -> Path:
        # matplotlib takes a second to import: only who draws pays for it
        from bot.media.chart import draw

        title = self._catalog.word(sketch.place, plain=True)
        name = hashlib.sha256(title.encode() + orjson.dumps(sketch.figures.pack(), option=orjson.OPT_SORT_KEYS))
        path = (self._folder / f"{name.hexdigest()}.png").resolve()
        if not path.exists():
            write_whole(path, draw(sketch, self._catalog))
        return path
