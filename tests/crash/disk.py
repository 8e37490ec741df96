"""A disk that gets really full: a small file system in memory, filled to its last byte."""

import errno
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg

SIZE = "48m"
"""A settled town and some minutes of its life."""
CHUNK = 64 * 1024


@contextmanager
def small_disk(owner: int = 0) -> Iterator[Path]:
    """Mount a small disk of a user's; everybody may pass through to it."""
    folder = Path(tempfile.mkdtemp(prefix="huying-disk-"))
    folder.chmod(0o755)
    options = f"size={SIZE},mode=0700,uid={owner}"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], check=True, capture_output=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True, capture_output=True)
        folder.rmdir()


@cache
def may_mount() -> bool:
    """Tell whether this user may mount anything here; in most containers nobody may."""
    try:
        with small_disk():
            return True
    except (subprocess.CalledProcessError, OSError):
        return False


@contextmanager
def filled(folder: Path) -> Iterator[None]:
    """Leave a disk no byte while the context lasts."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (CHUNK, 1):
            _write_until_full(file.fileno(), size)
    try:
        yield
    finally:
        ballast.unlink()


def _write_until_full(file: int, size: int) -> None:
    try:
        while os.write(file, b"\0" * size):
            pass
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise


def owner_of(server: str) -> int:
    """Return the number of the user that a PostgreSQL server's files belong to."""
    with psycopg.connect(server) as connection:
        (folder,) = connection.execute("SHOW data_directory").fetchone() or ("",)
    return Path(folder).stat().st_uid


@contextmanager
def on_disk(database: str, folder: Path) -> Iterator[None]:
    """Move an empty PostgreSQL database to a disk for as long as the context lasts; then it is gone, in the log too.

    A server that is started anew would look for what stood on a disk that is not there any more, and give up.
    """
    name = database.partition("?")[0].rpartition("/")[2]
    with psycopg.connect(database.replace(f"/{name}", "/postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE TABLESPACE \"{name}\" LOCATION '{folder}'")  # type: ignore[call-overload]
        connection.execute(f'ALTER DATABASE "{name}" SET TABLESPACE "{name}"')  # type: ignore[call-overload]
    yield
    with psycopg.connect(database.replace(f"/{name}", "/postgres"), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')  # type: ignore[call-overload]
        connection.execute(f'DROP TABLESPACE "{name}"')  # type: ignore[call-overload]
        connection.execute("CHECKPOINT")
