"""Counts how often a program waits for its PostgreSQL: a relay before the server that sees what goes to and fro."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

SOCKET = ".s.PGSQL.5432"


@dataclass
class Ways:
    """How many times something was sent after something had been received, on all connections together."""

    count: int = 0


@asynccontextmanager
async def counted(address: str, folder: Path) -> AsyncIterator[tuple[str, Ways]]:
    """Open a relay before a server; gives the address that leads through it, and what it has counted."""
    url, ways = sa.make_url(address), Ways()
    server_socket = f"{url.query['host']}/{SOCKET}"
    relays: list[asyncio.Task[None]] = []

    async def relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        relays.extend(filter(None, [asyncio.current_task()]))
        from_server, to_server = await asyncio.open_unix_connection(server_socket)
        is_waiting = False

        async def ask() -> None:
            nonlocal is_waiting
            while words := await reader.read(1 << 16):
                ways.count += not is_waiting
                is_waiting = True
                to_server.write(words)
            to_server.close()

        async def answer() -> None:
            nonlocal is_waiting
            while words := await from_server.read(1 << 16):
                is_waiting = False
                writer.write(words)
            writer.close()

        await asyncio.gather(ask(), answer(), return_exceptions=True)
        for end in (to_server, writer):
            end.close()
            with suppress(OSError):
                await end.wait_closed()

    server = await asyncio.start_unix_server(relay, folder / SOCKET)
    try:
        yield url.set(query={"host": str(folder)}).render_as_string(hide_password=False), ways
    finally:
        server.close()
        await asyncio.gather(*relays, return_exceptions=True)
