"""Memory that outlives the process: changed records are appended to a file twice a second.

The journal holds the newest value of each record, not events: whatever changed since the last flush is
written once, and at start the last value of each key counts. A kill -9 loses what was not flushed yet.
"""

import asyncio
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import orjson

log = logging.getLogger(__name__)
FLUSH_SECONDS = 0.25
Key = tuple[str, ...]


class Journal:
    """Appends changed records; without a directory it does nothing."""

    def __init__(self, directory: Path | None) -> None:
        self._directory = directory
        self._changed: dict[Key, Callable[[], Any]] = {}
        self._file: BinaryIO | None = None

    @property
    def directory(self) -> Path | None:
        """Return where the state is kept, if anywhere."""
        return self._directory

    def touch(self, key: Key, value: Callable[[], Any]) -> None:
        """Remember that a record changed; `value` is asked when it is written, None means it is gone."""
        if self._directory is not None:
            self._changed[key] = value

    def read(self) -> dict[Key, Any]:
        """Return the newest value of every record and rewrite the file without the older ones."""
        if self._directory is None:
            return {}
        self._directory.mkdir(parents=True, exist_ok=True)
        path = self._directory / "journal.jsonl"
        records: dict[Key, Any] = {}
        lines = 0
        if path.exists():
            for key, value in _read_lines(path):
                lines += 1
                records.pop(key, None)
                if value is not None:
                    records[key] = value
        if lines > len(records):
            _rewrite(path, records)
        self._file = path.open("ab")
        return records

    async def run(self) -> None:
        """Flush for ever."""
        while True:
            await asyncio.sleep(FLUSH_SECONDS)
            try:
                self.flush()
            except OSError:
                log.exception("the state could not be written; it is tried again with the next change")

    def flush(self) -> None:
        """Write what changed since the last flush."""
        if not self._changed or self._file is None:
            return
        # what could not be written stays changed
        self._file.write(b"".join(_line(key, value()) for key, value in self._changed.items()))
        self._file.flush()
        self._changed = {}

    def close(self) -> None:
        """Flush and let go of the file."""
        self.flush()
        if self._file is not None:
            self._file.close()
            self._file = None


def _line(key: Key, value: Any) -> bytes:
    return orjson.dumps([key, value], option=orjson.OPT_NON_STR_KEYS) + b"\n"


def _read_lines(path: Path) -> Iterator[tuple[Key, Any]]:
    with path.open("rb") as file:
        for line in file:
            if not line.endswith(b"\n"):
                return  # the process died while it wrote this line
            key, value = orjson.loads(line)
            yield tuple(key), value


def _rewrite(path: Path, records: dict[Key, Any]) -> None:
    fresh = path.with_suffix(".new")
    with fresh.open("wb") as file:
        for key, value in records.items():
            file.write(_line(key, value))
    fresh.replace(path)
