"""The two bots that are measured, and how each is started."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

TOKEN = "4242:" + "bench" * 7
"""Nobody's: the fake server accepts any."""


@dataclass(frozen=True)
class Peer:
    """A bot under measure.

    ``talk`` is what the crowd does with it; ``arguments`` and ``env`` start it against a server, in a folder.
    """

    name: str
    talk: str
    arguments: Callable[[str], list[str]]
    env: Callable[[str, Path], Mapping[str, str]]


def _stock_arguments(server: str) -> list[str]:
    return ["tests.bench.stock_ptb", "--server", server, "--token", TOKEN]


def _our_env(server: str, folder: Path) -> Mapping[str, str]:
    return {
        "HUYING_BOT_TOKEN": TOKEN,
        "HUYING_BOT_API_URL": server,
        "HUYING_DATABASE_URL": f"sqlite:///{folder / 'bench.db'}",
        "HUYING_HTTP_PORT": "0",
        "HUYING_MEDIA": str(folder / "media"),
        "HUYING_LIMITS": "off",
    }


STOCK = Peer("stock PTB echo", "echo", _stock_arguments, lambda _server, _folder: {})
OURS = Peer("Huying report", "report", lambda _server: ["bot", "run"], _our_env)
PEERS = (STOCK, OURS)
