"""Writes the tables the office ordered: read beside the writers, written in a thread, sent as files."""

import asyncio
import secrets
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog

from bot.media.sheets import Wording, write_sheet
from bot.nursery import go_round
from bot.storage.desk import Desk
from services.export import Order, not_written, unwritten, written
from services.sheet import ROWS, Sheet, read_sheet
from texts.catalog import Catalog

SECONDS = 1.0
"""Real time between two looks at the table."""
FOLDER = "exports"
KEPT = timedelta(days=2)
"""Real time a file waits for its letter to leave; it holds what residents wrote, so it does not stay."""
log = structlog.get_logger(__name__)


class Exporter:
    """Writes what is ordered, again and again; the table is the truth, so a crash costs one file."""

    def __init__(self, desk: Desk, catalog: Catalog, folder: Path) -> None:
        self._desk = desk
        self._catalog = catalog
        self._folder = folder / FOLDER
        self._lock = asyncio.Lock()

    async def run(self, stop: asyncio.Event) -> None:
        """Write until told to stop."""
        await go_round(stop, self.drain, SECONDS, "exports")

    async def drain(self) -> int:
        """Write and send everything that may be written now; return how many tables were tried."""
        async with self._lock:
            orders = await self._desk.do(unwritten)
            for order in orders:
                await self._serve(order)
            return len(orders)

    async def clean(self) -> None:
        """Throw away the files of tables that were sent long ago."""
        await asyncio.to_thread(self._clean, self._desk.clock.real_now() - KEPT)

    async def _serve(self, order: Order) -> None:
        wording = Wording(self._catalog, order.language)
        try:
            sheet = await self._desk.read(lambda work: read_sheet(work, order.export_id, wording.word))
            path = await asyncio.to_thread(self._write, order, sheet, wording)
        except Exception:
            log.exception("export_failed", export=order.export_id)
            await self._desk.do(lambda work: not_written(work, order.export_id))
            return
        limit = ROWS if sheet.has_more else 0
        await self._desk.do(
            lambda work: written(work, order.export_id, str(path), len(sheet.rows), sheet.criteria, limit))

    def _write(self, order: Order, sheet: Sheet, wording: Wording) -> Path:
        local = self._desk.clock.now().astimezone(self._catalog.zone)
        folder = self._folder / secrets.token_hex(8)
        folder.mkdir(parents=True, mode=0o700)
        path = (folder / f"{self._desk.house.prefix}-{local:%Y%m%d-%H%M}.{order.form}").resolve()
        write_sheet(path, order.form, sheet.rows, wording)
        return path

    def _clean(self, before: datetime) -> None:
        if not self._folder.is_dir():
            return
        for folder in self._folder.iterdir():
            if datetime.fromtimestamp(folder.stat().st_mtime, UTC) < before:
                shutil.rmtree(folder, ignore_errors=True)
