"""A file is short enough to be read at one sitting."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "config", "handlers", "models", "sandbox", "services", "texts", "web")
CODE = (".py", ".js", ".css", ".html")
LIMIT = 250
CLAIMS = 450
"""For tests: the claims about one feature stay together."""
LONGER: dict[str, str] = {}
"""Files of the rooms that may be longer, each with the reason."""


def lines_of(*folders: str) -> dict[str, int]:
    tracked = subprocess.run(["git", "ls-files", *folders], cwd=ROOT, capture_output=True, text=True, check=True)
    paths = (ROOT / name for name in tracked.stdout.splitlines())
    return {str(path.relative_to(ROOT)): len(path.read_text().splitlines())
            for path in paths if path.suffix in CODE and path.exists()}


@pytest.mark.parametrize(("folders", "limit"), [(ROOMS, LIMIT), (("tests",), CLAIMS)], ids=["rooms", "tests"])
def test_no_file_is_too_long(folders: tuple[str, ...], limit: int) -> None:
    sizes = lines_of(*folders)

    assert sizes
    assert {name: size for name, size in sizes.items() if size > limit and name not in LONGER} == {}


def test_every_exception_is_needed() -> None:
    sizes = lines_of(*ROOMS)

    assert [name for name in LONGER if sizes.get(name, 0) <= LIMIT] == []
