"""Virtual environments for clients that cannot live in ours."""

import fcntl
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ENVIRONMENTS = HERE.parents[1] / ".venvs"
PATIENCE = 300


def python_of(client: str) -> Path:
    """Return the Python that has a client, making its environment if it is not there yet.

    Without the package registry the test is skipped, or fails when CI is set: nothing is skipped silently there.
    """
    requirements = HERE / f"requirements-{client}.txt"
    mark = hashlib.sha256(requirements.read_bytes()).hexdigest()[:12]
    folder = ENVIRONMENTS / f"{client}-{mark}"
    ENVIRONMENTS.mkdir(exist_ok=True)
    with (ENVIRONMENTS / f"{client}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            _make(folder, requirements)
    return folder / "bin" / "python"


def _make(folder: Path, requirements: Path) -> None:
    python = folder / "bin" / "python"
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements]
    try:
        for command in ([sys.executable, "-m", "venv", "--clear", folder], install):
            subprocess.run(command, check=True, capture_output=True, text=True, timeout=PATIENCE)
    except subprocess.SubprocessError as error:
        _give_up(requirements.stem, str(getattr(error, "stderr", "") or error)[-500:])
    (folder / "done").touch()


def _give_up(name: str, why: str) -> None:
    reason = f"the packages of {name} could not be obtained: {why}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
