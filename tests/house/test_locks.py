"""What we build on: pinned with hashes, under licences we may use. Known holes are asked for by `make audit`."""

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

LOCKS = sorted((Path(__file__).parents[2] / "requirements").glob("*.lock"))
ENTRY = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s\\;]+)")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}(?![0-9a-f])")
ALLOWED = {
    "0BSD", "Apache-2.0", "Apache Software License", "BSD License", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0",
    "ISC", "LGPL-3.0-only", "MIT", "MIT License", "MIT-CMU", "MPL-2.0", "Mozilla Public License 2.0 (MPL 2.0)",
    "PSF-2.0", "Python Software Foundation License", "Zlib",
}
"""Permissive ones, and two that ask only for their own files to stay open: LGPL (libraries we import) and MPL."""


def entries(lock: Path) -> Iterator[str]:
    """Give each entry with its hashes on one line."""
    yield from (line for line in lock.read_text().replace("\\\n", " ").splitlines() if line.strip())


def licences_of(name: str) -> set[str]:
    """Return the licences a package is under, as its metadata tells."""
    told = metadata(name)
    if expression := told.get("License-Expression"):
        return {part for part in re.split(r"\s+(?:AND|OR)\s+|[()]", expression) if part.strip()}
    found = {each.split("::")[-1].strip() for each in told.get_all("Classifier", []) if each.startswith("License ::")}
    return found - {"OSI Approved"} or {told.get("License") or "unknown"}


def named(lock: Path) -> Iterator[tuple[str, str]]:
    for entry in entries(lock):
        found = ENTRY.match(entry)
        assert found, entry
        yield found["name"], found["version"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_entry_is_pinned_with_hashes_from_an_index(lock: Path) -> None:
    assert [entry for entry in entries(lock) if not ENTRY.match(entry) or not HASH.search(entry)] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_installed_package_is_under_a_licence_of_the_list(lock: Path) -> None:
    wrong = {}
    for name, _ in named(lock):
        try:
            licences = licences_of(name)
        except PackageNotFoundError:
            continue  # of another system
        if not licences <= ALLOWED:
            wrong[name] = licences
    assert wrong == {}


def test_nearly_everything_of_the_locks_is_installed_and_so_was_asked() -> None:
    names = {name for lock in LOCKS for name, _ in named(lock)}

    assert {name for name in names if not _is_installed(name)} <= {"colorama", "tomli"}


def test_installed_is_what_is_locked() -> None:
    locked = dict(pair for lock in LOCKS for pair in named(lock))

    assert {name: version for name, version in locked.items()
            if _is_installed(name) and metadata(name)["Version"] != version} == {}


def _is_installed(name: str) -> bool:
    try:
        metadata(name)
    except PackageNotFoundError:
        return False
    return True
