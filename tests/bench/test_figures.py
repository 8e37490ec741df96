"""Medians, percentiles and ratios of a handful of runs."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.figures import Spread, percentile, ratios


def test_a_spread_is_the_median_between_the_lowest_and_the_highest_run() -> None:
    runs = [812.0, 640.0, 655.0, 661.0, 649.0]

    spread = Spread.of(runs)

    assert spread == Spread(median=655.0, low=640.0, high=812.0)


def test_no_run_has_no_median() -> None:
    with pytest.raises(ValueError, match="no run"):
        Spread.of([])


def test_p99_of_a_hundred_is_the_last_but_one() -> None:
    waits = [float(wait) for wait in range(100, 0, -1)]

    assert (percentile(waits, 0.5), percentile(waits, 0.99)) == (50.0, 99.0)


def test_nothing_measured_is_not_a_number() -> None:
    assert math.isnan(percentile([], 0.5))


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0.01, 1.0))
def test_a_percentile_is_the_smallest_value_that_holds_its_share(values: list[float], share: float) -> None:
    found = percentile(values, share)

    within = sum(value <= found for value in values)
    below = sum(value < found for value in values)
    assert below < share * len(values) <= within + 1e-9 * len(values)


def test_runs_are_compared_with_the_run_made_beside_them() -> None:
    ours, theirs = [900.0, 300.0], [600.0, 200.0]

    assert ratios(ours, theirs) == [1.5, 1.5]


def test_a_run_without_its_pair_is_an_error() -> None:
    with pytest.raises(ValueError, match="argument 2"):
        ratios([1.0, 2.0], [1.0])
