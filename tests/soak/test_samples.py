"""What a long run is judged by: growth after warming up, not what caches take at first."""

from pathlib import Path

import pytest

from tests.soak.plot import draw
from tests.soak.samples import Sample, grown, judge


def run(megabytes_each: float, objects_each: int = 0) -> list[Sample]:
    """Return a run of a million updates whose memory fills up first and then grows by so much a hundred thousand."""
    return [Sample(100_000 * place, 60.0 * place, min(place, 2) * 100 + megabytes_each * place, 1_000_000,
                   200_000 + objects_each * place, {"a.Row": 10 * place}) for place in range(1, 11)]


def test_what_fills_up_while_warming_up_is_no_growth() -> None:
    verdict = judge(run(0.5))

    assert verdict.is_flat
    assert verdict.megabytes == pytest.approx(0.5)


def test_memory_or_objects_that_grow_with_the_updates_are_told() -> None:
    assert not judge(run(5.0)).is_flat
    assert not judge(run(0.5, objects_each=20_000)).is_flat
    assert grown(run(5.0)) == [("a.Row", 30, 100)]


def test_a_run_too_short_to_judge_is_refused() -> None:
    with pytest.raises(ValueError, match="too few samples"):
        judge(run(0.0)[:2])


def test_a_run_is_drawn(tmp_path: Path) -> None:
    draw(run(0.5), judge(run(0.5)), tmp_path / "soak.svg")

    assert (tmp_path / "soak.svg").read_text().startswith("<?xml")
