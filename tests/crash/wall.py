"""A wall between a replica and its database: what is said lies there while the wall is up, as in a broken network."""

import asyncio
from contextlib import suppress
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.nursery import Nursery

SOCKET = ".s.PGSQL.5432"
BLOCK = 1 << 16


class Wall:
    """Lets everything through until it is raised; who is cut off sees no end of a connection, only silence."""

    def __init__(self, folder: Path, database: str) -> None:
        self._url = make_url(database)
        self._folder = folder
        self._is_down = asyncio.Event()
        self._is_down.set()
        self._nursery = Nursery()
        self._writers: list[asyncio.StreamWriter] = []

    @property
    def address(self) -> str:
        """Return the database's address on this side of the wall."""
        return self._url.update_query_dict({"host": str(self._folder)}).render_as_string(hide_password=False)

    async def stand(self) -> None:
        """Let connections come."""
        self._folder.mkdir(parents=True)
        self._server = await asyncio.start_unix_server(self._meet, self._folder / SOCKET)

    def rise(self) -> None:
        """Let nothing through any more."""
        self._is_down.clear()

    def fall(self) -> None:
        """Let through what lies there, and all that follows."""
        self._is_down.set()

    async def close(self) -> None:
        """End every connection."""
        self._server.close()
        await self._nursery.close()
        for writer in self._writers:
            writer.close()
        for writer in self._writers:
            with suppress(OSError):
                await writer.wait_closed()

    def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._nursery.start(self._lead(reader, writer))

    async def _lead(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.append(writer)
        await self._is_down.wait()
        try:
            answers, calls = await asyncio.open_unix_connection(Path(str(self._url.query["host"])) / SOCKET)
        except OSError:
            writer.close()
            return
        self._writers.append(calls)
        self._nursery.start(self._carry(reader, calls))
        self._nursery.start(self._carry(answers, writer))

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while block := await reader.read(BLOCK):
                await self._is_down.wait()
                writer.write(block)
                await writer.drain()
        await self._is_down.wait()
        writer.close()
