"""What is due happens once, in its order, and a failure is tried again and set aside."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from sqlalchemy import select

from bot.timing.ticker import BACKOFF, TRIES, Ticker, note_failure, run_due
from models.mail import Due, DueState
from services.due import cancel, due, due_together, plan
from services.work import Work
from tests.engine.small import fail_next, plan_tea
from tests.harness import Town

ran: list[str] = []


@due("test_note")
def note(work: Work, item: Due) -> None:
    """Keep what ran; some of it plans more."""
    ran.append(item.dedupe_key)
    if more := item.data.get("more"):
        plan(work, "test_note", item.ref, work.now, f"{item.dedupe_key}+", more=more - 1)


def note_at(work: Work, key: str, hours: float, ref: str = "one", more: int = 0) -> None:
    plan(work, "test_note", ref, work.now + timedelta(hours=hours), key, more=more)


async def test_nothing_runs_before_its_time(town: Town) -> None:
    ran.clear()
    await town.work(lambda work: note_at(work, "later", hours=1))

    await town.advance(minutes=59)
    early = list(ran)
    await town.advance(minutes=1)

    assert (early, ran) == ([], ["later"])


async def test_due_work_of_one_thing_runs_in_the_order_of_its_hours(town: Town) -> None:
    ran.clear()
    for key, hours in (("third", 3), ("first", 1), ("second", 2)):
        await town.work(lambda work, key=key, hours=hours: note_at(work, key, hours))

    town.clock.moment += timedelta(hours=4)
    await town.ticker.tick()

    assert ran == ["first", "second", "third"]


async def test_due_work_may_plan_more_for_now(town: Town) -> None:
    ran.clear()
    await town.work(lambda work: note_at(work, "a", hours=0, more=3))

    count = await town.ticker.tick()

    assert (count, ran) == (4, ["a", "a+", "a++", "a+++"])


async def test_two_tickers_at_once_run_each_piece_once(town: Town) -> None:
    ran.clear()
    for number in range(30):
        await town.work(lambda work, number=number: note_at(work, f"n{number}", hours=0, ref=f"r{number}"))

    counts = await asyncio.gather(Ticker(town.desk).tick(), Ticker(town.desk).tick())

    assert sum(counts) == 30
    assert sorted(ran) == sorted(f"n{number}" for number in range(30))


async def test_the_same_key_is_planned_once_for_ever(town: Town) -> None:
    ran.clear()
    for _ in range(2):
        await town.work(lambda work: note_at(work, "once", hours=0))
        await town.ticker.tick()

    assert ran == ["once"]


async def test_what_is_cancelled_does_not_run(town: Town) -> None:
    ran.clear()
    await town.work(lambda work: note_at(work, "gone", hours=0))

    await town.work(lambda work: cancel(work, "one"))
    await town.ticker.tick()

    assert ran == []


async def test_a_failure_leaves_nothing_behind_and_waits_before_the_next_try(town: Town) -> None:
    li_mei = town.person("李梅")
    fail_next("tea", 1)
    await town.work(lambda work: plan_tea(work, li_mei.id, hours=0))

    await town.ticker.tick()
    row = await town.read(lambda session: session.scalars(select(Due).where(Due.kind == "test_tea")).one())

    assert (row.state, row.attempts, town.sent_to(li_mei)) == (DueState.WAITING, 1, [])
    assert row.not_before is not None
    assert row.not_before - town.clock.real_now() <= timedelta(seconds=BACKOFF[0])
    assert "ZeroDivisionError" in (row.error or "")


async def test_the_fifth_failure_sets_due_work_aside(town: Town) -> None:
    await town.work(lambda work: plan_tea(work, 5, hours=0))
    row_id = await town.read(lambda session: session.scalars(select(Due.id).where(Due.kind == "test_tea")).one())

    for _ in range(TRIES):
        await town.work(lambda work: note_failure(row_id, "poison", work))

    assert await town.read(lambda session: session.get_one(Due, row_id).state) == DueState.DEAD


async def test_work_of_a_kind_nobody_runs_any_more_is_a_failure_not_a_loss(town: Town) -> None:
    await town.work(lambda work: plan(work, "of_the_past", "x", work.now, "x"))

    await town.ticker.tick()

    row = await town.read(lambda session: session.scalars(select(Due).where(Due.kind == "of_the_past")).one())
    assert (row.state, row.attempts) == (DueState.WAITING, 1)


async def test_the_scheduler_ticks_by_itself(town: Town) -> None:
    ran.clear()
    await town.work(lambda work: note_at(work, "by itself", hours=0))

    town.ticker.start()
    async with asyncio.timeout(10):
        while not ran:  # noqa: ASYNC110 the scheduler tells nobody that it ticked
            await asyncio.sleep(0.02)
    await town.ticker.stop()

    assert ran == ["by itself"]


together: list[list[str]] = []


@due_together("test_page", page=3)
def note_page(work: Work, items: Sequence[Due]) -> None:
    """Keep which pieces ran as one job; poison fails."""
    for item in items:
        plan(work, "test_note", item.ref, work.now + timedelta(days=1), f"after {item.dedupe_key}")
    if any("poison" in item.dedupe_key for item in items):
        raise ZeroDivisionError("poison")
    together.append([item.dedupe_key for item in items])


async def page_of(town: Town, *pieces: tuple[str, str]) -> None:
    """Let pieces of the given names and things be due now, in this order, and run what is due."""
    together.clear()
    for hours, (key, ref) in enumerate(pieces):
        at = timedelta(hours=hours)
        await town.work(lambda work, key=key, ref=ref, at=at: plan(work, "test_page", ref, work.now + at, key))
    town.clock.moment += timedelta(hours=len(pieces))
    await town.ticker.tick()


async def states(town: Town, kind: str) -> dict[str, tuple[str, int]]:
    query = select(Due).where(Due.kind == kind)
    return await town.read(
        lambda session: {row.dedupe_key: (row.state, row.attempts) for row in session.scalars(query)})


async def test_a_kind_that_runs_together_runs_by_pages_in_the_order_of_its_hours(town: Town) -> None:
    await page_of(town, *((f"p{number}", f"r{number}") for number in range(5)))

    assert together == [["p0", "p1", "p2"], ["p3", "p4"]]


async def test_two_pieces_of_one_thing_never_share_a_page(town: Town) -> None:
    await page_of(town, ("first", "one"), ("other", "two"), ("second", "one"))

    assert sorted(together) == [["first"], ["other"], ["second"]]
    assert together.index(["first"]) < together.index(["second"])


async def test_of_a_page_with_poison_only_the_poison_is_a_failure(town: Town) -> None:
    await page_of(town, ("p0", "r0"), ("poison", "r1"), ("p2", "r2"))

    assert together == [["p0"], ["p2"]]
    assert await states(town, "test_page") == {
        "p0": (DueState.DONE, 0), "poison": (DueState.WAITING, 1), "p2": (DueState.DONE, 0)}
    assert sorted(await states(town, "test_note")) == ["after p0", "after p2"]


async def test_nothing_is_claimed_before_its_time(town: Town) -> None:
    """SQLite gives the number of a deleted row to the next one: what a ticker looked up may have become another."""
    await town.work(lambda work: note_at(work, "tomorrow", hours=24))
    row_id = await town.read(lambda session: session.scalars(select(Due.id).where(Due.kind == "test_note")).one())

    assert await town.work(partial(run_due, [row_id])) == 0
    assert (await states(town, "test_note"))["tomorrow"] == (DueState.WAITING, 0)
