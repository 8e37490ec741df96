"""Some thousand hostile updates, always the same: nothing crashes, nothing is lost, nobody gets more than is theirs."""

from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.fuzz.__main__ import run
from tests.fuzz.play import CLASSES, Report, Round
from tests.fuzz.updates import KINDS
from tests.harness import Who
from tests.security.people import Scene
from tests.security.rights import LETTERS


@pytest.mark.unmeasured
async def test_hostile_updates_harm_nothing(tmp_path: Path) -> None:
    report = await run(3_000, 20261122, tmp_path)

    assert report.faults == []
    assert set(report.kinds) == set(KINDS)
    assert report.outcomes["answered"] > 100
    assert report.outcomes["press refused"] > 100
    assert report.outcomes["press taken"] > 100


def test_everybody_of_the_scene_is_judged() -> None:
    assert set.union(*CLASSES) == set(LETTERS.values()) - {"anonymous", "in_group"}


def judge(report: Report) -> Round:
    """Return who judges what a stranger (1) and a deputy (2) did."""
    nowhere: Any = None
    scene = Scene("", {"stranger": Who(1, "王强"), "fellow": Who(2, "陈静")}, {}, [])
    return Round(nowhere, scene, Random(1), report)


def test_the_judge_would_notice_a_change_that_is_not_ones_own() -> None:
    judged = judge(Report(1))._is_forbidden

    assert judged({"callback_query": {"from": {"id": 1}, "data": "bcdrop:1"}}, "broadcast")
    assert judged({"message": {"from": {"id": 1}}}, "canned_reply")
    assert judged({"callback_query": {"from": {"id": 2}, "data": "flag:1:hard:1"}}, "matter")
    assert not judged({"callback_query": {"from": {"id": 2}, "data": "claim:1:1"}}, "matter")


def test_the_judge_would_notice_broken_markup() -> None:
    report = Report(1)

    judge(report)._judge_markup(["<b>粗", "<script>", "甲 & 乙", "<b>粗</b> &lt;script&gt; &amp;"])

    assert len(report.faults) == 3
