"""Merging two matters: what may be merged, and that undoing it gives back what was."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.lifecycle import OPEN, RETURNS, Move, Status
from models.likeness import likeness
from models.matter import Matter
from models.merging import check_merge, merge, unmerge
from models.refusals import ImpossibleMove
from models.refusals_of_office import NotMerged, SameMatter

NOW = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)
LAMP = "小区门口的路灯已经坏了三天，晚上看不清路"


def matter(number: int, status: str = Status.CLAIMED) -> Matter:
    return Matter(id=number, number=f"BA-261118-000{number}", status=status)


@pytest.mark.parametrize("status", OPEN)
def test_undoing_a_merge_gives_back_the_state_it_had(status: Status) -> None:
    small, main = matter(1, status), matter(2)

    merge(small, main, NOW)
    between = (small.status, small.merged_into, small.ended_at)
    merged_at = unmerge(small)

    assert between == (Status.MERGED, main.id, NOW)
    assert (small.status, small.merged_into, small.merged_from, small.ended_at) == (status, None, None, None)
    assert merged_at == NOW


@given(st.sampled_from(Status), st.sampled_from(Status))
def test_only_open_matters_are_merged_and_only_into_open_ones(status: Status, target: Status) -> None:
    small, main = matter(1, status), matter(2, target)

    if status in OPEN and target in OPEN:
        check_merge(small, main)
    else:
        with pytest.raises(ImpossibleMove):
            merge(small, main, NOW)
        assert (small.status, small.merged_into) == (status, None)


def test_a_matter_is_not_merged_into_itself() -> None:
    with pytest.raises(SameMatter):
        merge(matter(1), matter(1), NOW)


def test_what_was_not_merged_cannot_be_unmerged() -> None:
    alone = matter(1)

    with pytest.raises(NotMerged):
        unmerge(alone)
    assert alone.status == Status.CLAIMED


@given(st.sampled_from(Status), st.sampled_from(Move), st.sampled_from(Status))
def test_a_move_returns_to_a_state_only_where_the_table_says(status: Status, move: Move, back_to: Status) -> None:
    moved = matter(1, status)

    if back_to in RETURNS.get((status, move), ()):
        assert moved.move(move, back_to=back_to) is back_to
    else:
        with pytest.raises(ImpossibleMove):
            moved.move(move, back_to=back_to)
        assert moved.status == status


@pytest.mark.parametrize("other", [LAMP, "门口路灯坏了好几天了，晚上很黑看不清", "晚上看不清路，小区门口的路灯坏了"])
def test_the_same_trouble_in_other_words_is_alike(other: str) -> None:
    assert likeness(LAMP, other) > 0.3


@pytest.mark.parametrize("other", ["东山路口路灯不亮", "公园里的灯太亮了睡不着", "", "。。。"])
def test_another_trouble_is_not(other: str) -> None:
    assert likeness(LAMP, other) < 0.2


@given(st.text(max_size=400), st.text(max_size=400))
def test_likeness_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1
