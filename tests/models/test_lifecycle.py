"""The matter's life: only the declared moves, whatever anybody tries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.lifecycle import LIFECYCLE, OPEN, Move, Status
from models.matter import Matter
from models.refusals import ImpossibleMove

ENDS = {Status.WITHDRAWN, Status.REJECTED, Status.MERGED}
MOVES = st.lists(st.sampled_from(Move), max_size=40)


def fresh() -> Matter:
    return Matter(number="BA-261118-0001", status=Status.DRAFT)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("move", Move)
def test_a_move_leads_where_the_table_says_or_changes_nothing(status: Status, move: Move) -> None:
    matter = Matter(number="BA-261118-0001", status=status)

    if (status, move) in LIFECYCLE:
        assert matter.move(move) is LIFECYCLE[status, move]
    else:
        with pytest.raises(ImpossibleMove) as refused:
            matter.move(move)
        assert refused.value.status == status
        assert matter.status == status


@given(MOVES)
def test_whatever_is_tried_a_matter_stays_in_a_known_state(moves: list[Move]) -> None:
    matter = fresh()

    for move in moves:
        if matter.may(move):
            matter.move(move)

    assert matter.status in set(Status)


@given(MOVES)
def test_nothing_leaves_an_end(moves: list[Move]) -> None:
    for end in ENDS:
        matter = Matter(number="BA-261118-0001", status=end)
        assert not any(matter.may(move) for move in moves)


def test_every_state_but_the_draft_can_be_reached() -> None:
    reached, waiting = {Status.DRAFT}, [Status.DRAFT]
    while waiting:
        here = waiting.pop()
        for (start, _), end in LIFECYCLE.items():
            if start is here and end not in reached:
                reached.add(end)
                waiting.append(end)

    assert reached == set(Status)


def test_a_resident_may_withdraw_while_somebody_owes_something_and_no_longer() -> None:
    may = {status for status in Status if (status, Move.WITHDRAW) in LIFECYCLE}

    assert may == set(OPEN)


def test_a_closed_matter_is_disputed_back_to_its_owner() -> None:
    back = {LIFECYCLE[status, Move.DISPUTE] for status in (Status.CLOSED, Status.CONFIRMED, Status.UNANSWERED)}

    assert back == {Status.CLAIMED}
