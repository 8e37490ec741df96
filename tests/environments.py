"""Virtual environments for bots of other libraries, which cannot live in ours."""

import fcntl
import hashlib
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent / "sandbox"
ENVIRONMENTS = HERE.parents[1] / ".venvs"
PATIENCE = 300


class CannotObtain(Exception):
    """The packages of an environment are not there; the message says why."""


def python_of(client: str) -> Path:
    """Return the Python that has a client, making its environment if it is not there yet.

    Raises:
        CannotObtain: the package registry is out of reach.
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
    found = [sys.executable, "-m", "venv", "--clear", "--without-pip", folder]
    install = [sys.executable, "-m", "pip", "--python", python, "install",  # a pip of its own takes seconds to unpack
               "--quiet", "--disable-pip-version-check", "-r", requirements]
    try:
        for command in (found, install):
            subprocess.run(command, check=True, capture_output=True, text=True, timeout=PATIENCE)
    except subprocess.SubprocessError as error:
        why = str(getattr(error, "stderr", "") or error)[-500:]
        raise CannotObtain(f"the packages of {requirements.stem} could not be obtained: {why}") from error
    (folder / "done").touch()
