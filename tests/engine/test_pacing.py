"""The pacer keeps Telegram's limits whatever is asked of it, and never lets a broadcast delay a talk."""

from dataclasses import dataclass, field
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sending.pacing import CEILING, Pacer
from models.mail import Lane

WANG_FANG = 1002
ZHANG_WEI = 1001
GROUP = -5001


@dataclass
class Sends:
    """Whoever asks a pacer and notes what it was allowed: (time, chat, lane)."""

    pacer: Pacer
    made: list[tuple[float, int, int]] = field(default_factory=list)

    def ask(self, chat: int, lane: int, now: float, cost: int = 1) -> float:
        """Ask once; note a success."""
        wait = self.pacer.take(chat, lane, now, cost)
        if wait == 0:
            self.made += [(now, chat, lane)] * cost
            for _ in range(cost):
                self.pacer.land(lane, now, now)
        return wait

    def ask_until_allowed(self, chat: int, lane: int, now: float) -> float:
        """Ask again after each wait; returns when it was allowed."""
        while (wait := self.ask(chat, lane, now)) > 0:
            now += wait
        return now

    def busiest(self, seconds: float, chat: int | None = None) -> int:
        """Most sends in any window that long."""
        times = [at for at, to, _ in self.made if chat is None or to == chat]
        return max((sum(start <= at < start + seconds - 1e-6 for at in times) for start in times), default=0)


def quiet() -> Pacer:
    """A pacer without jitter, so that what it says can be told beforehand."""
    return Pacer(jitter=lambda: 0.0)


@given(gaps=st.lists(st.floats(0, 0.2), min_size=1, max_size=150), lane=st.sampled_from([1, 2]))
def test_a_broadcast_never_passes_thirty_in_any_second(gaps: list[float], lane: int) -> None:
    sends, now = Sends(quiet()), 1000.0

    for place, gap in enumerate(gaps):
        now = sends.ask_until_allowed(place + 1, lane, now + gap)

    assert sends.busiest(1.0) <= 30


@given(st.lists(st.tuples(st.floats(0, 0.1), st.sampled_from(list(Lane)[:3])), min_size=1, max_size=200))
def test_all_lanes_together_pass_the_rate_by_the_overdraft_at_most(asked: list[tuple[float, int]]) -> None:
    sends, now = Sends(quiet()), 1000.0

    for place, (gap, lane) in enumerate(asked):
        now += gap
        sends.ask(place + 1, lane, now)

    for seconds in (1.0, 2.0, 5.0):
        assert sends.busiest(seconds) <= CEILING * seconds + 1 + 5


@given(st.lists(st.tuples(st.floats(0, 2), st.booleans(), st.integers(1, 10)), min_size=1, max_size=120))
def test_a_group_never_gets_more_than_twenty_a_minute(asked: list[tuple[float, bool, int]]) -> None:
    sends, now = Sends(quiet()), 1000.0

    for gap, is_urgent, cost in asked:
        now += gap
        sends.ask(GROUP, Lane.INTERACTIVE if is_urgent else Lane.NOTICE, now, cost)

    assert sends.busiest(60.0, GROUP) <= 20


@given(st.lists(st.floats(0, 1.5), min_size=1, max_size=60))
def test_a_person_gets_one_a_second_after_a_burst_of_three(gaps: list[float]) -> None:
    sends, now = Sends(quiet()), 1000.0

    for gap in gaps:
        now += gap
        sends.ask(WANG_FANG, Lane.INTERACTIVE, now)

    for seconds in (1, 3, 10):
        assert sends.busiest(seconds, WANG_FANG) <= 3 + seconds


@given(st.lists(st.tuples(st.integers(-3, 3), st.sampled_from([0, 1, 2]), st.floats(0, 1)), max_size=100))
def test_whoever_waits_as_long_as_told_may_go(asked: list[tuple[int, int, float]]) -> None:
    pacer, now = quiet(), 1000.0

    for chat, lane, gap in asked:
        now += gap
        first = pacer.take(chat, lane, now)
        second = pacer.take(chat, lane, now + first + 1e-6) if first else 0.0

        assert second == 0.0
        now += first


@settings(max_examples=30)
@given(st.floats(1, 500))
def test_a_replay_gets_every_limit_as_many_times_wider(speed: float) -> None:
    slow, fast = Sends(quiet()), Sends(Pacer(speed=speed, jitter=lambda: 0.0))

    slow_end = fast_end = 1000.0
    for place in range(100):
        slow_end = slow.ask_until_allowed(place + 1, Lane.BROADCAST, slow_end)
        fast_end = fast.ask_until_allowed(place + 1, Lane.BROADCAST, fast_end)

    assert fast_end - 1000.0 <= (slow_end - 1000.0) / speed + 1e-6


def test_a_broadcast_uses_nearly_all_of_the_ceiling_although_the_machine_is_late() -> None:
    sends, now = Sends(quiet()), 1000.0

    for place in range(3000):
        now = sends.ask_until_allowed(place + 1, Lane.BROADCAST, now) + 0.02 * (place % 5 == 0)

    assert 0.97 * 30 <= 2999 / (now - 1000.0) <= 30


def test_an_answer_waits_for_the_next_place_in_the_second_and_no_longer() -> None:
    sends, now = Sends(quiet()), 1000.0
    for place in range(50):
        now = sends.ask_until_allowed(place + 1, Lane.BROADCAST, now)

    wait = sends.ask(2000, Lane.INTERACTIVE, now + 0.001)

    assert wait <= 1 / CEILING


def test_answers_go_at_once_while_the_second_has_room_and_the_broadcast_repays_them() -> None:
    sends, now = Sends(quiet()), 1000.0
    for place in range(20):
        now = sends.ask_until_allowed(place + 1, Lane.BROADCAST, now)

    answers = [sends.ask(2000 + place, Lane.INTERACTIVE, now) for place in range(5)]
    broadcast = sends.ask(100, Lane.BROADCAST, now)

    assert answers == [0.0] * 5
    assert broadcast > 5 / CEILING


@settings(max_examples=30, deadline=None)
@given(st.randoms(use_true_random=False))
def test_no_second_of_arrivals_holds_more_than_thirty_however_late_some_are(draw: Random) -> None:
    pacer, now, arrivals = quiet(), 1000.0, list[float]()
    answers: list[tuple[float, float, int]] = [(now, now, Lane.BROADCAST)]  # what a quick answer takes is known

    for place in range(150):
        now += draw.random() * 0.1
        for started, answered, of in sorted(answers):
            if answered <= now:
                pacer.land(of, started, answered)
        answers = [each for each in answers if each[1] > now]
        late, lane = draw.choice((0.0, 0.03, 0.9)) * draw.random(), draw.choice((0, 1, 2))
        if pacer.take(place + 1, lane, now) == 0:
            arrivals.append(now + late)
            answers.append((now, now + late, lane))

    assert max(sum(start <= at < start + 1 for at in arrivals) for start in arrivals) <= 30


def test_who_takes_over_from_another_sender_waits_for_the_places_he_used() -> None:
    sends = Sends(quiet())
    sends.pacer.follow(1000.0)

    waits = [sends.ask(place, Lane.INTERACTIVE, 1000.0) for place in (1, 2)]

    assert all(0 < wait < 0.1 for wait in waits)
    assert sends.ask(1, Lane.INTERACTIVE, 1001.1) == 0.0


def test_nothing_is_taken_when_the_answer_is_to_wait() -> None:
    pacer = quiet()
    for _ in range(3):
        pacer.take(WANG_FANG, Lane.INTERACTIVE, 1000.0)

    waits = {pacer.take(WANG_FANG, Lane.INTERACTIVE, 1000.0) for _ in range(10)}

    assert waits == {1.0}


def test_an_album_counts_for_each_of_its_pictures() -> None:
    pacer = quiet()
    pacer.take(GROUP, Lane.NOTICE, 1000.0, cost=10)
    pacer.take(GROUP, Lane.NOTICE, 1001.0, cost=10)

    wait = pacer.chat_wait(GROUP, 1002.0)

    assert wait == 58.0


def test_a_429_holds_its_chat_and_no_other() -> None:
    pacer = Pacer(jitter=lambda: 0.5)

    wait = pacer.refused(GROUP, Lane.NOTICE, 7, 1000.0)

    assert (wait, pacer.chat_wait(GROUP, 1002.0), pacer.chat_wait(WANG_FANG, 1002.0)) == (7.5, 5.5, 0.0)


def test_a_429_is_obeyed_in_real_seconds_even_without_limits() -> None:
    pacer = Pacer(speed=100, is_on=False, jitter=lambda: 0.0)
    pacer.refused(WANG_FANG, Lane.NOTICE, 3, 1000.0)

    wait = pacer.take(WANG_FANG, Lane.INTERACTIVE, 1001.0)

    assert wait == 2.0


def test_three_chats_refused_within_ten_seconds_pause_the_lower_lanes_and_slow_the_rate() -> None:
    pacer = quiet()

    for place, chat in enumerate((1, 2, 3)):
        pacer.refused(chat, Lane.BROADCAST, 4, 1000.0 + place)

    assert round(pacer.rate, 2) == round(CEILING * 0.7, 2)
    assert [pacer.lane_wait(lane, 1002.0) for lane in (0, 1, 2)] == [0.0, 4.0, 4.0]


def test_one_chat_refused_three_times_is_not_the_whole_bot_being_too_fast() -> None:
    pacer = quiet()

    for place in range(3):
        pacer.refused(WANG_FANG, Lane.BROADCAST, 1, 1000.0 + place)

    assert (pacer.rate, pacer.lane_wait(Lane.BROADCAST, 1003.0)) == (CEILING, 0.0)


def test_refusals_far_apart_do_not_add_up() -> None:
    pacer = quiet()

    for place, chat in enumerate((1, 2, 3)):
        pacer.refused(chat, Lane.BROADCAST, 1, 1000.0 + 6 * place)

    assert pacer.rate == CEILING


def test_every_clean_minute_gives_back_one_a_second() -> None:
    pacer = quiet()
    for chat in (1, 2, 3):
        pacer.refused(chat, Lane.BROADCAST, 1, 1000.0)
    slowed = pacer.rate

    rates = []
    for minutes in (0.9, 1.1, 3.0, 60.0):
        pacer.lane_wait(Lane.BROADCAST, 1000.0 + 60 * minutes)
        rates.append(pacer.rate)

    assert rates == [slowed, slowed + 1, slowed + 3, CEILING]


def test_one_chat_refused_again_and_again_keeps_nobody_slow() -> None:
    pacer = quiet()
    for chat in (1, 2, 3):
        pacer.refused(chat, Lane.BROADCAST, 1, 1000.0)
    slowed = pacer.rate

    for place in range(1, 10):
        pacer.refused(WANG_FANG, Lane.BROADCAST, 1, 1000.0 + 20 * place)
        pacer.lane_wait(Lane.BROADCAST, 1001.0 + 20 * place)

    assert pacer.rate == slowed + 3


def test_without_limits_nobody_waits() -> None:
    pacer = Pacer(is_on=False)

    waits = {pacer.take(GROUP, Lane.BROADCAST, 1000.0) for _ in range(100)}

    assert waits == {0.0}


def test_what_has_been_repaid_is_forgotten() -> None:
    pacer, now = quiet(), 0.0

    for chat in range(1, 10_100):
        now += 1 / CEILING + 1e-9
        pacer.take(chat, Lane.BROADCAST, now)
        pacer.land(Lane.BROADCAST, now, now)

    assert len(pacer._private_due) < 200


# -- what is paid for ----------------------------------------------------------------------


def test_what_is_paid_for_has_a_pace_of_its_own_and_takes_nothing_from_what_is_free() -> None:
    sends, now = Sends(Pacer(paid=1000, jitter=lambda: 0.0)), 1000.0

    for place in range(3000):
        now = sends.ask_until_allowed(place + 1, Lane.PAID, now)
    free = sends.ask(5000, Lane.BROADCAST, now)

    assert sends.busiest(1.0) <= 1000
    assert 2999 / (now - 1000.0) >= 900
    assert free == 0.0


def test_nothing_is_paid_for_unless_it_was_switched_on() -> None:
    sends, now = Sends(quiet()), 1000.0

    for place in range(90):
        now = sends.ask_until_allowed(place + 1, Lane.PAID, now)

    assert not sends.pacer.pays(Lane.PAID, now)
    assert sends.busiest(1.0) <= 30


def test_a_paid_broadcast_goes_on_free_of_charge_when_telegram_takes_no_payment_and_pays_again_later() -> None:
    pacer = Pacer(paid=1000, jitter=lambda: 0.0)

    pacer.unpaid(1000.0)

    assert [pacer.pays(Lane.PAID, at) for at in (1000.0, 1599.0, 1601.0)] == [False, False, True]
    assert pacer.lanes(1000.0)[1] == (Lane.NOTICE, Lane.BROADCAST, Lane.PAID)


def test_refusals_of_paid_letters_slow_those_alone_until_paying_buys_nothing() -> None:
    pacer, now = Pacer(paid=1000, jitter=lambda: 0.0), 1000.0

    for chat in range(60):
        now += 1.0
        pacer.refused(chat, Lane.PAID, 1, now)
        if not pacer.pays(Lane.PAID, now):
            break

    assert not pacer.pays(Lane.PAID, now)
    assert pacer.rate == CEILING


def test_asking_about_a_later_moment_forgets_nothing_of_the_second() -> None:
    pacer = Pacer()
    for place in range(30):
        pacer.take(place + 1, Lane.INTERACTIVE, place * 0.033)
        pacer.land(Lane.INTERACTIVE, place * 0.033, place * 0.033)

    pacer.tokens(Lane.BROADCAST, 1.1, 64)

    assert pacer.lane_wait(Lane.BROADCAST, 0.999) > 0
