"""Taking a backup: the database of one moment, then the files it speaks of."""

import os
import shutil
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from bot.backup.manifest import Manifest, checksum, flush_to_disk, names_in
from bot.backup.places import place_of

MEDIA = "media"
ERASURES = "erasures.txt"
PARTIAL = ".part-"
"""How files begin that are still being written (bot/media/fetcher.py)."""


class TargetTaken(Exception):
    """There is something already: a backup goes into a folder of its own."""


def take(address: str, media: Path, erasures: Path, target: Path, now: datetime) -> Manifest:
    """Write a backup into a folder, which appears under its name when it is whole.

    Raises:
        TargetTaken: the folder exists.
        NothingThere: there is no database to copy.
    """
    if target.exists():
        raise TargetTaken(f"{target}: {TargetTaken.__doc__}")
    growing = target.with_name(f"{target.name}.growing")
    shutil.rmtree(growing, ignore_errors=True)
    growing.mkdir(parents=True, mode=0o700)
    try:
        facts, named = place_of(address).copy_out(growing)
        copy_media(media, growing / MEDIA, named)
        if erasures.exists():
            _copy(erasures, growing / ERASURES)
        files = {name: checksum(growing / name) for name in names_in(growing)}
        manifest = Manifest(version("huying"), now.isoformat(), facts, files)
        manifest.write(growing)
        growing.rename(target)
    except BaseException:
        shutil.rmtree(growing, ignore_errors=True)
        raise
    return manifest


def copy_media(media: Path, target: Path, named: set[str]) -> None:
    """Copy the media folder; of matters only what the database of that moment names."""
    for name in names_in(media):
        if Path(name).name.startswith(PARTIAL) or (is_of_matter(name) and name not in named):
            continue
        try:
            _copy(media / name, target / name)
        except FileNotFoundError:  # its owner was erased meanwhile
            (target / name).unlink(missing_ok=True)


def is_of_matter(name: str) -> bool:
    """Tell whether a file is kept under the name of its content (bot/media/fetcher.py)."""
    folder, _, rest = name.partition("/")
    return len(folder) == 2 and rest.startswith(folder)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    os.chmod(target, 0o600)  # noqa: PTH101 as its folder: nobody else's
    flush_to_disk(target)
