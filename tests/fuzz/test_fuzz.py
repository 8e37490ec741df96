"""Some thousand hostile updates, always the same: nothing crashes, nothing is lost, nobody gets more than is theirs."""

from pathlib import Path

from tests.fuzz.__main__ import run
from tests.fuzz.play import CLASSES
from tests.fuzz.updates import KINDS
from tests.security.rights import LETTERS


async def test_hostile_updates_harm_nothing(tmp_path: Path) -> None:
    report = await run(3_000, 20261122, tmp_path)

    assert report.faults == []
    assert set(report.kinds) == set(KINDS)
    assert report.outcomes["answered"] > 100
    assert report.outcomes["press refused"] > 100
    assert report.outcomes["press taken"] > 100


def test_everybody_of_the_scene_is_judged() -> None:
    assert set.union(*CLASSES) == set(LETTERS.values()) - {"anonymous", "in_group"}
