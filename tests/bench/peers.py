"""The bots that are measured, and how each is started."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.table import Bar
from tests.environments import python_of
from tests.postgres import fresh_database

TOKEN = "4242:" + "bench" * 7
"""Nobody's: the fake server accepts any."""
PACKAGE = "tests.bench.bots"

Start = tuple[list[str], Mapping[str, str]]
"""A command line and what its environment holds besides ours."""


@dataclass(frozen=True)
class Peer:
    """A bot under measure.

    ``talk`` is what the crowd does with it; ``start`` says how it is started against a server, in a folder, with
    the address of an empty database; ``processes`` of it share that database.
    """

    name: str
    talk: str
    start: Callable[[str, Path, str], Start]
    on_postgres: bool = False
    processes: int = 1


def _echo(server: str, _folder: Path, _database: str) -> Start:
    return [sys.executable, "-m", f"{PACKAGE}.stock_echo", "--server", server, "--token", TOKEN], {}


def _stock(server: str, folder: Path, _database: str) -> Start:
    return [sys.executable, "-m", f"{PACKAGE}.stock_report", "--server", server, "--token", TOKEN,
            "--memory", str(folder / "memory.pickle")], {}


def _aiogram(server: str, _folder: Path, _database: str) -> Start:
    return [str(python_of("aiogram")), "-m", f"{PACKAGE}.aiogram_report", "--server", server, "--token", TOKEN], {}


def _ours(server: str, folder: Path, database: str) -> Start:
    return [sys.executable, "-m", "bot", "run"], {
        "HUYING_BOT_TOKEN": TOKEN, "HUYING_BOT_API_URL": server, "HUYING_DATABASE_URL": database,
        "HUYING_HTTP_PORT": "0", "HUYING_MEDIA": str(folder / "media"), "HUYING_LIMITS": "off",
    }


ECHO = Peer("stock PTB echo", "echo", _echo)
STOCK = Peer("stock PTB report", "report", _stock)
AIOGRAM = Peer("aiogram report", "report", _aiogram)
SQLITE = Peer("Huying on SQLite", "report", _ours)
POSTGRES = Peer("Huying on PostgreSQL", "report", _ours, on_postgres=True)
TWO, FOUR = (Peer(f"{number} of them on PostgreSQL", "report", _ours, on_postgres=True, processes=number)
             for number in (2, 4))
PEERS = (ECHO, STOCK, AIOGRAM, SQLITE, POSTGRES, TWO, FOUR)
BARS = (
    Bar(SQLITE.name, ECHO.name, 1.0), Bar(SQLITE.name, STOCK.name, 2.0), Bar(SQLITE.name, AIOGRAM.name, 1.5),
    Bar(POSTGRES.name, STOCK.name, 1.0),
)


@contextmanager
def database_of(peer: Peer, folder: Path, postgres: str) -> Iterator[str]:
    """Give a bot an empty database for a run; ``postgres`` is the address of a server."""
    if not peer.on_postgres:
        yield f"sqlite:///{folder / 'bench.db'}"
        return
    with fresh_database(postgres) as address:
        yield address


