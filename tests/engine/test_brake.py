"""Too many messages are read more slowly, and the reason is told once for each rush."""

from bot.receiving.brake import MINUTE, Brake


class Seconds:
    """A clock that stands where the test puts it."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_up_to_the_limit_nobody_waits() -> None:
    brake = Brake(30, Seconds())

    assert [brake.wait(1) for _ in range(30)] == [0.0] * 30


def test_one_more_waits_until_the_first_is_a_minute_old() -> None:
    seconds = Seconds()
    brake = Brake(2, seconds)
    brake.wait(1)
    seconds.now += 20
    brake.wait(1)

    waits = [brake.wait(1), brake.wait(1)]
    seconds.now += waits[0]

    assert waits == [MINUTE - 20] * 2
    assert brake.wait(1) == 0.0


def test_people_do_not_slow_each_other() -> None:
    brake = Brake(1, Seconds())
    brake.wait(1)

    assert brake.wait(2) == 0.0


def test_a_rush_is_explained_once_and_a_later_one_again() -> None:
    seconds = Seconds()
    brake = Brake(1, seconds)
    brake.wait(1)
    first = [brake.must_explain(1), brake.must_explain(1)]

    seconds.now += 2 * MINUTE
    brake.wait(2)

    assert first == [True, False]
    assert brake.must_explain(1) is True


def test_a_replay_at_high_speed_may_be_as_much_faster() -> None:
    brake = Brake(30, Seconds(), speed=10)

    assert brake.limit == 300
