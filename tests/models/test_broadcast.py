"""Which turns a broadcast may take, and what a circle covers."""

from itertools import product

import pytest

from models.broadcast import STAGES, Broadcast, Stage, Turn
from models.subscription import Subscription

FINAL = (Stage.DONE, Stage.CANCELLED)


@pytest.mark.parametrize(("stage", "turn"), [*product(Stage, Turn)])
def test_a_turn_outside_the_table_changes_nothing(stage: Stage, turn: Turn) -> None:
    broadcast = Broadcast(stage=stage)

    took = broadcast.turn(turn)

    assert took is ((stage, turn) in STAGES)
    assert broadcast.stage == STAGES.get((stage, turn), stage)


@pytest.mark.parametrize("turn", [*Turn])
@pytest.mark.parametrize("stage", FINAL)
def test_what_has_ended_stays_ended(stage: Stage, turn: Turn) -> None:
    assert not Broadcast(stage=stage).may(turn)


def test_every_stage_but_the_draft_can_be_reached_and_every_other_left() -> None:
    assert {*STAGES.values()} == {*Stage} - {Stage.DRAFT}
    assert {stage for stage, _ in STAGES} == {*Stage} - {*FINAL}


@pytest.mark.parametrize(("lat", "lon", "covered"), [
    (22.6066, 113.8522, True),
    (22.6066 + 0.00440, 113.8522, True),
    (22.6066 + 0.00460, 113.8522, False),
    (22.6066, 113.8522 + 0.00480, True),
    (22.6066, 113.8522 + 0.00495, False),
    (None, None, False),
])
def test_a_circle_of_five_hundred_metres(lat: float | None, lon: float | None, covered: bool) -> None:
    circle = Subscription(what="circle", lat=22.6066, lon=113.8522, radius=500)

    assert circle.covers(lat, lon) is covered


def test_a_street_is_no_circle() -> None:
    assert not Subscription(what="street", code="440306018").covers(22.6066, 113.8522)
