"""What installs the program fits the program."""

import configparser
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from bot.__main__ import main
from config.settings import PREFIX, Settings

ROOT = Path(__file__).parents[2]
UNIT = ROOT / "deploy" / "huying.service"
BACKUP = ROOT / "deploy" / "huying-backup.service"
CONTAINER = (ROOT / "deploy" / "Containerfile").read_text()


def test_the_unit_calls_commands_there_are() -> None:
    called = re.findall(r"^Exec\w+=.*bin/huying (\S+)", UNIT.read_text() + BACKUP.read_text(), re.MULTILINE)

    assert called == ["migrate", "run", "backup"]
    assert set(called) <= set(main.commands)


def test_the_unit_locks_the_service_in() -> None:
    unit = configparser.RawConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(re.sub(r"^(Environment|SystemCallFilter|ExecStartPre)=.*$", "", UNIT.read_text(), flags=re.M))

    service = dict(unit["Service"])
    assert {name: service[name] for name in ("NoNewPrivileges", "ProtectSystem", "StateDirectory", "Restart")} == {
        "NoNewPrivileges": "yes", "ProtectSystem": "strict", "StateDirectory": "huying", "Restart": "on-failure"}
    assert "EnvironmentFile" in service
    assert int(service["TimeoutStopSec"]) > 60


@pytest.mark.parametrize("text", [UNIT.read_text(), BACKUP.read_text(), CONTAINER], ids=["unit", "backup", "container"])
def test_only_variables_are_set_that_the_program_reads(text: str) -> None:
    named = set(re.findall(rf"\b{PREFIX}(\w+)=", text))

    assert named
    assert named <= {name.upper() for name in Settings.model_fields}


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
@pytest.mark.parametrize("unit", [UNIT, BACKUP, BACKUP.with_suffix(".timer")], ids=lambda unit: unit.name)
def test_systemd_understands_the_units(tmp_path: Path, unit: Path) -> None:
    for each in (UNIT, BACKUP, unit):
        (tmp_path / each.name).write_text(each.read_text().replace("/opt/huying/venv/bin/huying", "/bin/true"))
    copy = tmp_path / unit.name

    done = subprocess.run(["systemd-analyze", "verify", str(copy)], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


def test_the_container_holds_every_room_and_runs_as_nobody_special() -> None:
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    copied = set(re.findall(r"^COPY (\w+) \w+$", CONTAINER, re.MULTILINE))

    assert copied == set(packages["packages"])
    assert re.search(r"^USER huying$", CONTAINER, re.MULTILINE)
    assert "HEALTHCHECK" in CONTAINER
    assert "--require-hashes" in CONTAINER
