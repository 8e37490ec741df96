"""PgBouncer in transaction mode for the tests, where the machine has one, and engines that forget as it does."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa

from bot.storage.databases import Database, open_database

SESSIONS = 3
"""Server connections it shares among all clients: fewer than a bot opens, so that they do change hands."""
PATIENCE = 10.0
HOST = "127.0.0.1"


@contextmanager
def pooler(database: str) -> Iterator[str]:
    """Start one before a database; yields the address that leads through it. Without PgBouncer tests are skipped."""
    program = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin:/usr/local/sbin")
    if program is None:
        pytest.skip("no pgbouncer here: apt-get install pgbouncer (tests/contract/test_pooled.py runs without one too)")
    url, port = sa.make_url(database), _free_port()
    with tempfile.TemporaryDirectory(prefix="huying-pgbouncer-") as folder:
        Path(folder).chmod(0o755)
        config = Path(folder) / "pgbouncer.ini"
        config.write_text(_config(url, port))
        command = [program, *_as_owner_of(url.query["host"]), "-q", str(config)]
        child = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        try:
            address = url.set(host=HOST, port=port, query={}).render_as_string(hide_password=False)
            _wait_for(address)
            yield address
        finally:
            child.terminate()
            child.wait()


def _as_owner_of(folder: Any) -> list[str]:
    """Return who it shall be: the server's socket is for its owner alone, and it refuses to be root."""
    return ["-u", pwd.getpwuid(Path(folder).stat().st_uid).pw_name] if os.geteuid() == 0 else []


def _config(url: sa.URL, port: int) -> str:
    return f"""
[databases]
{url.database} = host={url.query["host"]} user={url.username}
[pgbouncer]
listen_addr = {HOST}
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = {SESSIONS}
server_round_robin = 1
"""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with suppress(psycopg.OperationalError), psycopg.connect(address, prepare_threshold=None):
            return
        time.sleep(0.02)
    raise TimeoutError("pgbouncer does not answer")


def open_forgetful(address: str, *, pooled: bool = True) -> Database:
    """Open a database whose sessions forget everything after each transaction, as if the next had another one."""
    database = open_database(address, durable=False, pooled=pooled)
    runner: Any = database.runner
    sa.event.listen(runner._engine, "checkin", _forget)
    sa.event.listen(database.reader, "checkin", _forget_in_thread)
    return database


# unseen by the drivers, which believe their statements prepared
def _forget(connection: Any, _record: object) -> None:
    connection.run_async(lambda asyncpg: asyncpg.execute("DISCARD ALL"))


def _forget_in_thread(connection: Any, _record: object) -> None:
    connection.pgconn.exec_(b"DISCARD ALL")
