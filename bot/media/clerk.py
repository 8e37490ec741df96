"""The clerk of data protection: makes the copies people ask for, deletes files, keeps the list of who was erased."""

import asyncio
import os
import secrets
from pathlib import Path

import orjson
import structlog

from bot.media.fetcher import write_whole
from bot.nursery import go_round
from bot.storage.desk import Desk
from services.erasures import Erased, erased_so_far, replay_erasures
from services.media import deleted, doomed
from services.own_data import OwedExport, export_failed, export_made, owed_exports

SECONDS = 2.0
"""Real time between two looks at the tables."""
FOLDER = "copies"
FILE = "huying-data.json"
log = structlog.get_logger(__name__)


class BrokenList(Exception):
    """The list of erased people holds a line that is none: restore it from a backup, or take that line out."""


class Clerk:
    """Does what may not be done inside transactions; the tables are the truth, so a crash costs one try.

    Args:
        desk: where jobs run.
        folder: the media folder.
        erased: the file beside the database that knows who was erased, so that a restored copy learns it.
    """

    def __init__(self, desk: Desk, folder: Path, erased: Path) -> None:
        self._desk = desk
        self._folder = folder
        self._erased = erased
        self._written: set[str] | None = None

    async def run(self, stop: asyncio.Event) -> None:
        """Look again and again until told to stop."""
        await go_round(stop, self.drain, SECONDS, "copies and deletions")

    async def replay(self) -> int:
        """Erase again whoever a restored copy of the database brought back; return how many.

        Raises:
            BrokenList: the file cannot be read.
        """
        known = await asyncio.to_thread(read_list, self._erased)
        count = await self._desk.do(lambda work: replay_erasures(work, known))
        if count:
            log.warning("erased_again", people=count)
        await self._copy_list()
        return count

    async def drain(self) -> None:
        """Do everything there is now."""
        for owed in await self._desk.do(owed_exports):
            await self._export(owed)
        while paths := await self._desk.do(doomed):
            for path in paths:
                await self._delete(path)
        await self._copy_list()

    async def _export(self, owed: OwedExport) -> None:
        name = f"{FOLDER}/{secrets.token_hex(16)}/{FILE}"
        path = (self._folder / name).resolve()
        try:
            await asyncio.to_thread(write_whole, path, orjson.dumps(owed.data, option=orjson.OPT_INDENT_2))
        except Exception:
            log.exception("export_failed", person=owed.person_id)
            await self._desk.do(lambda work: export_failed(work, owed.person_id))
        else:
            await self._desk.do(lambda work: export_made(work, owed.person_id, str(path), name))

    async def _delete(self, name: str) -> None:
        await asyncio.to_thread(remove, self._folder, name)
        await self._desk.do(lambda work: deleted(work, name))

    async def _copy_list(self) -> None:
        lines = [line.pack() for line in await self._desk.do(erased_so_far)]
        if self._written is None:
            self._written = {line.pack() for line in await asyncio.to_thread(read_list, self._erased)}
        if new := [line for line in lines if line not in self._written]:
            await asyncio.to_thread(append, self._erased, new)
            self._written |= set(new)


def read_list(file: Path) -> list[Erased]:
    """Read the file of erased people; none if there is no file.

    Raises:
        BrokenList: a line is none.
    """
    if not file.exists():
        return []
    try:
        return [Erased.unpack(line) for line in file.read_text(encoding="ascii").splitlines() if line.strip()]
    except ValueError as error:
        raise BrokenList(f"{file}: {BrokenList.__doc__}") from error


def append(file: Path, lines: list[str]) -> None:
    """Add lines to a file, and return when the disk has them."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="ascii") as out:
        out.write("".join(f"{line}\n" for line in lines))
        out.flush()
        os.fsync(out.fileno())


def remove(folder: Path, name: str) -> None:
    """Delete a file of a folder, and its own folder when that is empty; a file that is gone already is well."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise ValueError("a file outside the media folder is not ours to delete")
    path.unlink(missing_ok=True)
    if path.parent != folder.resolve() and path.parent.exists() and not any(path.parent.iterdir()):
        path.parent.rmdir()
