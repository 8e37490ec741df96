"""The district of many matters in small: it can be built, searched and swept."""

from pathlib import Path

from click.testing import CliRunner

from tests.scale.__main__ import main


def test_a_small_district_is_searched_by_both_roles_and_swept_once(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["--matters", "300", "--due", "5", "--searches", "16", "--home", str(tmp_path)])

    assert result.exit_code == 0, result.output
    assert "searches of the office" in result.output
    assert "searches of the deputy" in result.output
    assert "sweep: 5 pieces of due work" in result.output
