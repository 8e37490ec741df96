"""A short broadcast by two real replicas, counted by a Telegram that forgives nothing; and who counts."""

from pathlib import Path

from tests.pacing.figures import Measured, busiest
from tests.pacing.limits import Limits
from tests.pacing.run import Order, dump, load, measure
from tests.pacing.server import Arrival
from tests.pacing.table import figures, missed
from tests.pacing.town import Reply

SHORT = Order(chats=45, groups=5, replicas=2, updates=0, plant_every=0.6, warm_up=0)


def arrival(at: float, chat: int, verdict: str = "sent", *, is_notice: bool = True) -> Arrival:
    """Return a free message that arrived."""
    return Arrival(at, chat, verdict, is_notice, is_paid=False)


def test_two_replicas_tell_everybody_once_though_telegram_refuses_some_chats(postgres_server: str) -> None:
    # how many in a second is for `make pace`: beside other tests all three processes are starved at times
    measured = measure(SHORT, postgres_server, lambda line: None)

    assert (measured.missing, measured.doubled) == ([], [])
    assert measured.refused("planted") > 0


def test_the_busiest_second_is_found_wherever_it_begins_and_leaves_out_its_end() -> None:
    assert busiest([0.0, 0.9, 0.95, 1.0, 1.8, 5.0], 1.0) == 4
    assert busiest([0.0, 1.0, 2.0], 1.0) == 1
    assert busiest([], 1.0) == 0


def test_the_strict_telegram_takes_thirty_a_second_one_burst_a_person_and_twenty_a_minute_a_group() -> None:
    everybody, person, group = Limits(), Limits(), Limits()

    assert [everybody.take(chat, 100.0) for chat in range(1, 32)] == [0] * 30 + [1]
    assert everybody.take(99, 101.0) == 0
    assert [person.take(7, 100.0) for _ in range(6)] == [0] * 5 + [1]
    assert [group.take(-7, 100.0 + place) for place in range(21)] == [0] * 20 + [40]


def test_what_is_paid_for_is_counted_apart() -> None:
    limits = Limits()

    paid = [limits.take(chat, 100.0, is_paid=True) for chat in range(1, 1002)]

    assert (paid.count(0), limits.take(5000, 100.0)) == (1000, 0)


def test_a_chat_that_telegram_holds_is_refused_and_no_other() -> None:
    limits = Limits()
    limits.hold(7, 100.0, 5)

    assert (limits.take(7, 101.0), limits.take(8, 101.0), limits.take(7, 105.0)) == (4, 0, 0)


def test_figures_say_what_arrived_and_which_aims_were_missed(tmp_path: Path) -> None:
    slow = Measured([arrival(0.0, 1), arrival(1.0, 2), arrival(2.0, 2), arrival(2.0, 9, "refused", is_notice=False)],
                    [Reply(0.5, 0.2, 0), Reply(0.6, 0.1, 1)], frozenset({1, 2, 3}), frozenset({0}))

    dump(slow, tmp_path / "run.json")
    kept = load(tmp_path / "run.json")

    assert (kept.missing, kept.doubled, kept.rate(), kept.busiest()) == ([3], [2], 1.5, 2)
    assert (kept.wait(0.99), kept.wait(0.99, elsewhere=True)) == (200.0, 100.0)
    assert len(missed(kept)) == 4
    assert len({len(row) for row in figures({"a run": kept})}) == 1
