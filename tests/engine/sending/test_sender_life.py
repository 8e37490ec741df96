"""The sender's life: woken, drained, stopped, killed, one of several, without its database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from bot.sending.leases import expire, lease
from bot.sending.outcomes import Fate, Outcome
from bot.sending.records import Result, record
from bot.sending.sender import PATIENCE, OutboxSender
from bot.storage.lead import TERM
from bot.storage.store import DatabaseDown
from models.mail import Lane
from tests.engine.town import WANG_FANG, ZHANG_WEI, Town, until


@asynccontextmanager
async def living(sender: OutboxSender) -> AsyncIterator[asyncio.Event]:
    """Run a sender; yields the event that stops it, and stops it in the end."""
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(sender.run(stop))
        try:
            yield stop
        finally:
            stop.set()


async def test_a_wake_sends_without_waiting_for_the_sweep(town: Town) -> None:
    sender = town.sender()

    async with living(sender):
        await sender.drain()
        await town.send(ZHANG_WEI, "x")
        sender.wake([1])
        await until(lambda: town.telegram.texts() == ["x"])

    assert await town.states() == ["sent"]


async def test_the_sweep_finds_what_nobody_woke_it_for(town: Town) -> None:
    sender = town.sender()

    async with living(sender):
        await sender.drain()
        await town.send(ZHANG_WEI, "x")
        town.clock.pass_time(1.0)
        await until(lambda: town.telegram.texts() == ["x"])

    assert await town.states() == ["sent"]


async def test_a_drain_beside_the_running_loop_ends_when_all_is_written_down(town: Town) -> None:
    sender = town.sender()

    async with living(sender):
        for place in range(20):
            await town.send(ZHANG_WEI + place % 3, str(place))
        await sender.drain()
        states = await town.states()

    assert states == ["sent"] * 20


async def test_stopping_finishes_what_is_under_way_and_leaves_the_rest(town: Town) -> None:
    town.telegram.gate = asyncio.Event()
    for chat in range(2001, 2006):
        await town.send(chat, "x")
    sender = town.sender(at_once=2)

    async with living(sender) as stop:
        await until(lambda: len(town.telegram.heard) == 2)
        stop.set()
        town.telegram.gate.set()

    letters = await town.letters()
    assert [letter.state for letter in letters] == ["sent", "sent", "waiting", "waiting", "waiting"]
    assert [letter.attempts for letter in letters] == [1, 1, 0, 0, 0]


async def test_what_was_left_is_sent_by_the_next_process_without_a_doubt(town: Town) -> None:
    await test_stopping_finishes_what_is_under_way_and_leaves_the_rest(town)

    await town.sender().drain()

    assert await town.states() == ["sent"] * 5
    assert len(town.telegram.heard) == 5


async def test_results_survive_a_database_that_is_away_for_a_moment(town: Town) -> None:
    sender, run, away = town.sender(), town.store.run, asyncio.Event()

    async def failing(job: Any) -> Any:
        if town.telegram.heard and not away.is_set():
            away.set()
            raise DatabaseDown
        return await run(job)

    town.store.run = failing  # type: ignore[method-assign]
    await town.send(ZHANG_WEI, "x")
    async with living(sender):
        await until(away.is_set)
        await sender.drain()

    assert (town.telegram.texts(), await town.states()) == (["x"], ["sent"])


async def test_letters_taken_in_a_transaction_whose_commit_was_never_answered_are_sent_without_a_doubt(
        town: Town) -> None:
    sender, run, cut = town.sender(), town.store.run, asyncio.Event()

    async def cut_off(job: Any) -> Any:
        value = await run(job)
        if getattr(value, "letters", None) and not cut.is_set():
            cut.set()
            raise DatabaseDown
        return value

    town.store.run = cut_off  # type: ignore[method-assign]
    await town.send(ZHANG_WEI, "x")
    async with living(sender):
        await until(cut.is_set)
        await sender.drain()

    assert (town.telegram.texts(), await town.states()) == (["x"], ["sent"])


async def test_a_clock_set_forward_makes_nobody_send_again_what_is_under_way(town: Town) -> None:
    town.telegram.gate = asyncio.Event()
    await town.send(ZHANG_WEI, "x")
    sender = town.sender()

    async with living(sender):
        await until(lambda: len(town.telegram.heard) == 1)
        town.clock.pass_time(3600)
        await town.send(WANG_FANG, "y")
        sender.wake()
        await until(lambda: len(town.telegram.heard) == 2)
        town.telegram.gate.set()
        await sender.drain()

    assert (sorted(town.telegram.texts()), await town.states()) == (["x", "y"], ["sent", "sent"])


async def test_a_second_copy_of_what_is_recorded_as_sent_makes_it_a_maybe_duplicate(town: Town) -> None:
    await town.send(ZHANG_WEI, "x")
    first, = await town.do(partial(lease, worker="one", now=town.clock.at, rooms=[((Lane.INTERACTIVE,), 1)]))
    outcome, now = Outcome(Fate.SENT, (7,)), town.clock.at

    for letter in (first, first._replace(doubtful=True), first):
        await town.do(partial(record, results=[Result(letter, outcome)], now=now, business_now=now))

    assert await town.states() == ["maybe_duplicate"]


async def test_a_late_success_of_a_letter_that_another_is_sending_makes_it_a_maybe_duplicate(town: Town) -> None:
    await town.send(ZHANG_WEI, "x")
    rooms, now = [((Lane.INTERACTIVE,), 1)], town.clock.at
    first, = await town.do(partial(lease, worker="one", now=now, rooms=rooms))
    await town.do(partial(expire, worker="two", now=now, others_too=True))
    second, = await town.do(partial(lease, worker="two", now=now, rooms=rooms))

    for letter, fate in ((first, Fate.SENT), (second, Fate.UNKNOWN)):
        await town.do(partial(record, results=[Result(letter, Outcome(fate, (7,)))], now=now, business_now=now))

    assert await town.states() == ["maybe_duplicate"]


async def test_who_stood_still_for_long_sends_nothing_that_another_may_have_settled(town: Town) -> None:
    sender, run, stood = town.sender(alone=False), town.store.run, asyncio.Event()

    async def standing_still(job: Any) -> Any:
        value = await run(job)
        if getattr(value, "letters", None) and not stood.is_set():
            stood.set()
            town.clock.pass_time(PATIENCE.total_seconds() + 1)
            await run(partial(expire, worker="two", now=town.clock.at, others_too=True))
            await run(partial(lease, worker="two", now=town.clock.at, rooms=[((Lane.INTERACTIVE,), 1)]))
        return value

    town.store.run = standing_still  # type: ignore[method-assign]
    await town.send(ZHANG_WEI, "x")
    await sender.drain()

    assert stood.is_set()
    assert town.telegram.heard == []
    assert [(letter.state, letter.leased_by) for letter in await town.letters()] == [("leased", "two")]


async def test_a_late_failure_takes_no_letter_from_who_has_it_now(town: Town) -> None:
    await town.send(ZHANG_WEI, "x")
    rooms = [((Lane.INTERACTIVE,), 1)]
    first, = await town.do(partial(lease, worker="one", now=town.clock.at, rooms=rooms))
    now = town.clock.at
    await town.do(partial(expire, worker="two", now=now, others_too=True))
    await town.do(partial(lease, worker="two", now=now, rooms=rooms))

    await town.do(partial(record, results=[Result(first, Outcome(Fate.RETRY))], now=now, business_now=now))

    assert [(letter.state, letter.leased_by) for letter in await town.letters()] == [("leased", "two")]


async def test_one_result_that_cannot_be_written_keeps_no_other_from_it(town: Town) -> None:
    await town.send(ZHANG_WEI, "1")
    await town.send(WANG_FANG, "2")
    town.telegram.script = [(200, b'{"ok": true, "result": {"message_id": %d}}' % (2**64 - 1))]

    await town.sender(at_once=1).drain()

    assert await town.states() == ["leased", "sent"]


async def test_two_workers_never_take_the_same_letter(town: Town) -> None:
    for chat in range(2001, 2061):
        await town.send(chat, str(chat), lane=Lane.NOTICE)

    taken = await asyncio.gather(*(
        town.do(partial(lease, worker=worker, now=town.clock.at, rooms=[((Lane.NOTICE,), 40)]))
        for worker in ("one", "two", "three")
    ))

    ids = [letter.id for letters in taken for letter in letters]
    assert len(ids) == len(set(ids))
    assert len(ids) >= 40


async def test_of_several_replicas_one_sends_for_all(town: Town) -> None:
    leader, other = town.sender(alone=False), town.sender(alone=False)
    await leader.drain()
    await town.send(ZHANG_WEI, "x")

    await other.drain()
    before = await town.states()
    await leader.drain()

    assert (before, await town.states()) == (["waiting"], ["sent"])


async def test_another_replica_takes_over_from_a_leader_that_died(town: Town) -> None:
    await town.sender(alone=False).drain()
    await town.send(ZHANG_WEI, "x")
    await town.age_leads(TERM)

    await town.sender(alone=False).drain()

    assert await town.states() == ["sent"]


async def test_a_leader_that_stops_hands_over_at_once(town: Town) -> None:
    leader = town.sender(alone=False)
    async with living(leader):
        await leader.drain()
    await town.send(ZHANG_WEI, "x")

    await town.sender(alone=False).drain()

    assert await town.states() == ["sent"]


async def test_no_more_is_taken_than_is_under_way_so_that_a_kill_leaves_few_unknown(town: Town) -> None:
    town.telegram.gate = asyncio.Event()
    for chat in range(2001, 2006):
        await town.send(chat, "x", lane=Lane.BROADCAST)
    sender = town.sender(at_once=2)

    async with living(sender):
        await until(lambda: len(town.telegram.heard) == 2)
        states = await town.states()
        town.telegram.gate.set()

    assert states == ["leased", "leased", "waiting", "waiting", "waiting"]


async def test_counts_can_be_read(town: Town) -> None:
    await town.send(ZHANG_WEI, "x")
    sender = town.sender()

    await sender.drain()

    assert sender.counters.ended == {("sent", Lane.INTERACTIVE): 1}
    assert (sender.counters.refused_429, sender.counters.retried) == (0, 0)
