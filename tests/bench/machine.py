"""The machine a figure was measured on: a ratio travels, a number of updates a second does not."""

import os
import platform
import sqlite3
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil  # type: ignore[import-untyped]

PACKAGES = ("python-telegram-bot", "httpx", "aiohttp", "SQLAlchemy", "orjson", "uvloop")
BUSY_PERCENT = 10.0


def describe() -> list[tuple[str, str]]:
    """Return what there is to know, as rows of name and value."""
    memory = psutil.virtual_memory().total / 1024**3
    return [
        ("measured on", time.strftime("%Y-%m-%d")),
        ("processor", f"{_processor()}, {os.cpu_count()} cores"),
        ("memory", f"{memory:.0f} GB"),
        ("system", f"{platform.system()} {platform.release().split('-')[0]}, {platform.machine()}"),
        ("Python", f"{platform.python_implementation()} {platform.python_version()}"),
        ("packages", ", ".join(f"{name} {_version(name)}" for name in PACKAGES)),
        ("SQLite", f"{sqlite3.sqlite_version}, write-ahead log, synchronous=FULL, on disk"),
    ]


def busy_with_others() -> float:
    """Return the percentage of the machine that others use now; above `BUSY_PERCENT` figures mean little."""
    return float(psutil.cpu_percent(interval=1.0))


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    names = [line.partition(":")[2].strip() for line in listed.read_text().splitlines()
             if line.startswith("model name")] if listed.exists() else []
    return names[0] if names else platform.processor() or "unknown"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"
